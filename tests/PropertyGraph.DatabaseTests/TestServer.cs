using System.Globalization;
using Npgsql;
using PropertyGraph.Gateway.Postgres;

namespace PropertyGraph.DatabaseTests;

/// <summary>One throw-away PostgreSQL for the whole test run, which stops with it; a database of its own for each test or class that asks.</summary>
internal static class TestServer
{
    private static readonly Lazy<Task<LocalPostgres>> Cluster =
        new(() => LocalPostgres.StartAsync(LocalPostgresOptions.Temporary(), progress: null, CancellationToken.None));

    private static int databases;

    /// <summary>A new database.</summary>
    /// <param name="template">A database to copy, which nobody is connected to; null for an empty one.</param>
    /// <returns>How to connect to it, as the owner of everything.</returns>
    public static async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var cluster = await Cluster.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref databases)}");
        await cluster.CreateDatabaseAsync(name, template, CancellationToken.None);
        return new NpgsqlConnectionStringBuilder(cluster.ConnectionStringTo(name)) { MaxPoolSize = 20, IncludeErrorDetail = true }.ConnectionString;
    }
}
