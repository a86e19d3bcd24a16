using Npgsql;

namespace PropertyGraph.DatabaseTests;

/// <summary>A database of its own for each test that asks, in the run's one throw-away cluster.</summary>
internal static class TestServer
{
    /// <summary>A new, empty database.</summary>
    public static async Task<string> CreateDatabaseAsync() =>
        new NpgsqlConnectionStringBuilder(await PostgresFixture.CreateDatabaseAsync()) { MaxPoolSize = 20, IncludeErrorDetail = true }.ConnectionString;
}
