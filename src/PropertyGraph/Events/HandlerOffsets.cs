using Npgsql;
using PropertyGraph.Commands;

namespace PropertyGraph.Events;

/// <summary>How far each handler came, its failed attempts, and the events that it left behind.</summary>
internal static class HandlerOffsets
{
    /// <summary>Gives a new handler its offset: the beginning of the log.</summary>
    public static async Task EnsureAsync(NpgsqlDataSource source, string handler, CancellationToken cancel)
    {
        await using var insert = source.CreateCommand(
            "INSERT INTO propertygraph.handler_offsets (handler, epoch, xid, sequence) VALUES ($1, 0, '0', 0) ON CONFLICT DO NOTHING");
        insert.Parameters.Add(new() { Value = handler });
        await insert.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Takes the handler's offset for this transaction; null when another gateway has it, or the next attempt is not due.</summary>
    public static async Task<LogPosition?> LockAsync(WriteUnit unit, string handler)
    {
        await using var command = new NpgsqlCommand(
            "SELECT epoch, xid, sequence FROM propertygraph.handler_offsets WHERE handler = $1 AND (next_at IS NULL OR next_at <= $2) FOR UPDATE SKIP LOCKED", unit.Connection)
        {
            Parameters = { new() { Value = handler }, new() { Value = unit.Now } },
        };
        await using var reader = await command.ExecuteReaderAsync(unit.Cancel);
        return await reader.ReadAsync(unit.Cancel) ? LogReader.PositionOf(reader) : null;
    }

    public static NpgsqlBatchCommand Advance(string handler, LogPosition to)
    {
        var command = new NpgsqlBatchCommand("UPDATE propertygraph.handler_offsets SET epoch = $1, xid = $2, sequence = $3, attempts = 0, next_at = NULL WHERE handler = $4");
        command.Parameters.AddRange(LogReader.Parameters(to));
        command.Parameters.Add(new() { Value = handler });
        return command;
    }

    /// <summary>Counts a failure on the event at a position, and puts the next attempt off.</summary>
    /// <returns>Failures so far; 0 when another gateway has handled the event meanwhile.</returns>
    public static async Task<int> CountAttemptAsync(WriteUnit unit, string handler, LogPosition position, TimeSpan backoff)
    {
        await using var command = new NpgsqlCommand(
            """
            UPDATE propertygraph.handler_offsets SET attempts = attempts + 1, next_at = $5 + $6 * power(2, attempts)
            WHERE handler = $4 AND (epoch, xid, sequence) < ($1, $2, $3) RETURNING attempts
            """, unit.Connection);
        command.Parameters.AddRange(LogReader.Parameters(position));
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = handler }, new() { Value = unit.Now }, new() { Value = backoff } });
        return await command.ExecuteScalarAsync(unit.Cancel) is int attempts ? attempts : 0;
    }

    public static NpgsqlBatchCommand Park(string handler, LogPosition position, DateTimeOffset at, Exception error)
    {
        var command = new NpgsqlBatchCommand("INSERT INTO propertygraph.parked_events (epoch, xid, sequence, handler, parked_at, error) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING");
        command.Parameters.AddRange(LogReader.Parameters(position));
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = handler }, new() { Value = at }, new() { Value = error.ToString() } });
        return command;
    }

    /// <summary>When the handler's next attempt is due; null when it did not fail last.</summary>
    public static async Task<DateTimeOffset?> NextAttemptAsync(NpgsqlDataSource source, string handler, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("SELECT next_at FROM propertygraph.handler_offsets WHERE handler = $1");
        command.Parameters.Add(new() { Value = handler });
        return await command.ExecuteScalarAsync(cancel) is DateTime at ? new DateTimeOffset(at) : null;
    }

    public static async Task<IReadOnlyList<LogPosition>> ParkedAsync(NpgsqlDataSource source, string handler, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("SELECT epoch, xid, sequence FROM propertygraph.parked_events WHERE handler = $1 ORDER BY epoch, xid, sequence");
        command.Parameters.Add(new() { Value = handler });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var positions = new List<LogPosition>();
        while (await reader.ReadAsync(cancel)) positions.Add(LogReader.PositionOf(reader));
        return positions;
    }

    /// <summary>Takes an event out of the parked; null when another gateway has it.</summary>
    public static async Task<RecordedEvent?> UnparkAsync(WriteUnit unit, string handler, LogPosition position, LogReader log)
    {
        await using var command = new NpgsqlCommand(
            $"""
            WITH taken AS (
                DELETE FROM propertygraph.parked_events WHERE (handler, epoch, xid, sequence) IN (
                    SELECT handler, epoch, xid, sequence FROM propertygraph.parked_events WHERE (epoch, xid, sequence) = ($1, $2, $3) AND handler = $4 FOR UPDATE SKIP LOCKED)
                RETURNING epoch, xid, sequence
            )
            SELECT {LogReader.Columns} FROM propertygraph.events WHERE (epoch, xid, sequence) IN (SELECT epoch, xid, sequence FROM taken)
            """, unit.Connection);
        command.Parameters.AddRange(LogReader.Parameters(position));
        command.Parameters.Add(new() { Value = handler });
        await using var reader = await command.ExecuteReaderAsync(unit.Cancel);
        return await reader.ReadAsync(unit.Cancel) ? log.EventOf(reader) : null;
    }
}
