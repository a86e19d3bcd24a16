using Npgsql;

namespace PropertyGraph.DatabaseTests.Gateway;

public sealed class PostgresFixtureTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_class_starts_with_an_empty_database()
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var count = source.CreateCommand("SELECT count(*) FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')");
        Assert.Equal(0L, await count.ExecuteScalarAsync());
    }
}
