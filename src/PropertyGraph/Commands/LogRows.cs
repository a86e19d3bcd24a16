using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Access;
using PropertyGraph.Events;

namespace PropertyGraph.Commands;

/// <summary>Rows of the log.</summary>
internal static class LogRows
{
    private const string Sql =
        """
        INSERT INTO propertygraph.events (epoch, entity, kind, subject, at, audience, actor_id, staff_only, before, after, record, data)
        SELECT max(epoch), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM propertygraph.epochs
        """;

    public static NpgsqlBatchCommand Insert(
        IEvent e, EventOfAttribute about, WriteUnit unit, IReadOnlyDictionary<string, object?>? before, IReadOnlyDictionary<string, object?>? after) => new(Sql)
        {
            Parameters =
            {
                new() { Value = about.Entity },
                new() { Value = about.Kind },
                new() { Value = e.Subject },
                new() { Value = unit.Now },
                new() { Value = Schema.EnumText<Audience>.Of(unit.Actor.Audience) },
                ActorId(unit.Actor),
                new() { Value = about.StaffOnly },
                Json(before),
                Json(after),
                new() { Value = e.GetType().FullName! },
                new() { Value = JsonSerializer.Serialize(e, e.GetType(), LogJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };

    /// <summary>Values, by property, of those that row policies decide by.</summary>
    public static IReadOnlyDictionary<string, object?>? RoutingKeys(WrittenEntity entity, PropertyValues? values)
    {
        if (values is null) return null;
        var keys = new Dictionary<string, object?>(entity.Routing.Count);
        foreach (var name in entity.Routing)
            if (values.StructuralType.FindProperty(name) is { } property) keys.Add(name, values[property]);
        return keys;
    }

    /// <summary>Null for nobody and for the platform.</summary>
    public static NpgsqlParameter ActorId(Actor actor) => Id(actor.Id == Guid.Empty ? null : actor.Id);

    public static NpgsqlParameter Id(Guid? id) => new() { Value = id is { } known ? known : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid };

    private static NpgsqlParameter Json(object? value) =>
        new() { Value = value is null ? DBNull.Value : JsonSerializer.Serialize(value, LogJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb };
}

/// <summary>Rows of timers.</summary>
internal static class TimerRows
{
    private const string Schedule =
        """
        INSERT INTO propertygraph.timers (module, kind, key, due, next_at) VALUES ($1, $2, $3, $4, $4)
        ON CONFLICT (module, kind, key) DO UPDATE SET due = excluded.due, next_at = excluded.due, attempts = 0, error = NULL
        """;

    private const string Unschedule = "DELETE FROM propertygraph.timers WHERE module = $1 AND kind = $2 AND key = $3";

    public static void Add(List<NpgsqlBatchCommand> batch, string module, IEnumerable<(string Kind, Guid Key, DateTimeOffset? Due)> timers)
    {
        foreach (var (kind, key, due) in timers)
        {
            var command = new NpgsqlBatchCommand(due is null ? Unschedule : Schedule)
            {
                Parameters = { new() { Value = module }, new() { Value = kind }, new() { Value = key } },
            };
            if (due is { } at) command.Parameters.Add(new() { Value = at.ToUniversalTime() });
            batch.Add(command);
        }
    }
}
