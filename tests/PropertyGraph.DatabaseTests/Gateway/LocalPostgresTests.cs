using Npgsql;
using PropertyGraph.Gateway.Postgres;
using PropertyGraph.Modules;

namespace PropertyGraph.DatabaseTests.Gateway;

public sealed class LocalPostgresTests : IDisposable
{
    private readonly string data = Path.Combine(Path.GetTempPath(), $"propertygraph-test-{Guid.NewGuid():N}");

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task A_second_start_finds_the_data_of_the_first()
    {
        await using (var first = await StartAsync()) await RunAsync(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        await using var second = await StartAsync();
        Assert.Equal(42, await RunAsync(second, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task A_stopped_server_leaves_no_process_behind()
    {
        var server = await StartAsync();
        var pid = Path.Combine(server.Folder, "postmaster.pid");
        Assert.True(File.Exists(pid));
        await server.DisposeAsync();
        Assert.False(File.Exists(pid));
    }

    [Fact]
    public async Task Texts_are_unicode_and_order_by_an_ICU_collation()
    {
        await using var server = await StartAsync();
        Assert.Equal("UTF8", await RunAsync(server, "SHOW server_encoding"));
        Assert.Equal(true, await RunAsync(server, "SELECT 'ä' COLLATE \"und-x-icu\" < 'b' COLLATE \"und-x-icu\""));
    }

    [Fact]
    public async Task The_password_is_for_its_owner_alone()
    {
        await using var server = await StartAsync();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data, "postgres.password")));
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guessed", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task A_server_that_cannot_start_is_reported_with_its_last_words()
    {
        string folder;
        await using (var server = await StartAsync()) folder = server.Folder;
        await File.AppendAllTextAsync(Path.Combine(folder, "postgresql.conf"), "\nno_such_setting = 1\n");
        var refused = await Assert.ThrowsAsync<StartupException>(StartAsync);
        Assert.Contains("no_such_setting", await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(folder)!, "postgres.log")), StringComparison.Ordinal);
        Assert.Contains("does not start", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private Task<LocalPostgres> StartAsync() => LocalPostgres.StartAsync(new(data), progress: null, CancellationToken.None);

    private static async Task<object?> RunAsync(LocalPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
