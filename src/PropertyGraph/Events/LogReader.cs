using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Schema;

namespace PropertyGraph.Events;

/// <summary>An event with the name of its record, for handlers.</summary>
internal sealed record RecordedEvent(LoggedEvent Event, string Record);

/// <summary>Reads the log in its order, never past the oldest running transaction.</summary>
internal sealed class LogReader(NpgsqlDataSource source, WriteModel model)
{
    public const string Columns = "epoch, xid, sequence, entity, kind, subject, at, audience, actor_id, staff_only, before::text, after::text, data::text, record";

    /// <summary>An older epoch has no running transactions, and its transaction ids do not compare with the present ones.</summary>
    public const string Settled = "(xid < pg_snapshot_xmin(pg_current_snapshot()) OR epoch < (SELECT max(epoch) FROM propertygraph.epochs))";

    /// <summary>Position of the last settled event, or the start of the log, as a connection's transaction sees it.</summary>
    public static async Task<LogPosition> EndAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT epoch, xid, sequence FROM propertygraph.events WHERE {Settled} ORDER BY epoch DESC, xid DESC, sequence DESC LIMIT 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? PositionOf(reader) : default;
    }

    /// <summary>Events of every type after a position.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAllAsync(NpgsqlConnection connection, LogPosition after, int atMost, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"SELECT {Columns} FROM propertygraph.events WHERE (epoch, xid, sequence) > ($1, $2, $3) AND {Settled} ORDER BY epoch, xid, sequence LIMIT $4", connection);
        return await ReadAsync(command, [.. Parameters(after), new() { Value = atMost }], cancel);
    }

    /// <summary>Events of one type after a position, up to another.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(string entity, LogPosition after, LogPosition upTo, int atMost, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            $"""
            SELECT {Columns} FROM propertygraph.events
            WHERE entity = $7 AND (epoch, xid, sequence) > ($1, $2, $3) AND (epoch, xid, sequence) <= ($4, $5, $6) ORDER BY epoch, xid, sequence LIMIT $8
            """);
        return await ReadAsync(command, [.. Parameters(after), .. Parameters(upTo), new() { Value = entity }, new() { Value = atMost }], cancel);
    }

    /// <summary>Epoch, transaction and sequence, as parameters.</summary>
    public static NpgsqlParameter[] Parameters(LogPosition position) =>
        [new() { Value = position.Epoch }, new() { Value = position.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 }, new() { Value = position.Sequence }];

    /// <summary>The position in the first three columns.</summary>
    public static LogPosition PositionOf(NpgsqlDataReader reader) => new(reader.GetInt32(0), reader.GetFieldValue<ulong>(1), reader.GetInt64(2));

    /// <summary>The event in <see cref="Columns"/>.</summary>
    public RecordedEvent EventOf(NpgsqlDataReader reader)
    {
        var entity = reader.GetString(3);
        var e = new LoggedEvent(
            PositionOf(reader), entity, reader.GetString(4), reader.GetGuid(5), reader.GetFieldValue<DateTimeOffset>(6), EnumText<Audience>.From(reader.GetString(7)),
            reader.IsDBNull(8) ? null : reader.GetGuid(8), reader.GetBoolean(9),
            reader.IsDBNull(10) ? null : Keys(entity, reader.GetString(10)), reader.IsDBNull(11) ? null : Keys(entity, reader.GetString(11)), reader.GetString(12));
        return new(e, reader.GetString(13));
    }

    private async Task<IReadOnlyList<RecordedEvent>> ReadAsync(NpgsqlCommand command, NpgsqlParameter[] parameters, CancellationToken cancel)
    {
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var events = new List<RecordedEvent>();
        while (await reader.ReadAsync(cancel)) events.Add(EventOf(reader));
        return events;
    }

    /// <summary>Routing keys, each as its property's C# value. Those of types or properties that are no more are left out.</summary>
    private Dictionary<string, object?> Keys(string entity, string json)
    {
        var keys = new Dictionary<string, object?>();
        if (model.Entity(entity) is not { } written) return keys;
        using var document = JsonDocument.Parse(json);
        foreach (var value in document.RootElement.EnumerateObject())
            if (written.Type.ClrType.GetProperty(value.Name) is { } property)
                keys.Add(value.Name, value.Value.Deserialize(property.PropertyType, LogJson.Options));
        return keys;
    }
}
