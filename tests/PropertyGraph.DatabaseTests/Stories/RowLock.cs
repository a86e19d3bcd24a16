namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>A row that another transaction has locked.</summary>
internal sealed class RowLock(Npgsql.NpgsqlConnection connection, ModulesPlatform platform) : IAsyncDisposable
{
    public static async Task<RowLock> TakeAsync(ModulesPlatform platform, string id, string table = "complaints.complaints")
    {
        var connection = await platform.Source.OpenConnectionAsync();
        await using var command = new Npgsql.NpgsqlCommand($"BEGIN; UPDATE {table} SET id = id WHERE id = '{Company.Key(id)}'", connection);
        await command.ExecuteNonQueryAsync();
        return new(connection, platform);
    }

    /// <param name="count">How many statements are to wait for a lock.</param>
    /// <param name="unless">Ends the waiting, too.</param>
    public async Task UntilWaitingAsync(int count, Task? unless = null)
    {
        var limit = DateTime.UtcNow.AddSeconds(30);
        while (unless?.IsCompleted != true && await platform.ScalarAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND wait_event_type = 'Lock'") < count)
        {
            Assert.True(DateTime.UtcNow < limit, "Nobody waits for the row.");
            await Task.Delay(5);
        }
    }

    /// <param name="keep">Whether the row counts as changed.</param>
    public async Task LetGoAsync(bool keep)
    {
        await using var command = new Npgsql.NpgsqlCommand(keep ? "COMMIT" : "ROLLBACK", connection);
        await command.ExecuteNonQueryAsync();
        await connection.DisposeAsync();
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
