using Npgsql;

namespace PropertyGraph.Storage;

/// <summary>Statements without parameters and without an answer.</summary>
internal static class PlainStatements
{
    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
