using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Access;

namespace PropertyGraph.Commands;

/// <summary>Audit: one row per changed entity, with old and new values; personal ones encrypted per person.</summary>
internal static class AuditRows
{
    private const string One =
        "INSERT INTO propertygraph.audit (at, audience, actor_id, subject, command, entity, key, operation, changes, person) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    private const string Several =
        """
        INSERT INTO propertygraph.audit (at, audience, actor_id, subject, command, entity, key, operation, changes, person)
        SELECT $1, $2, $3, $4, $5, r.entity, r.key, r.operation, r.changes::jsonb, r.person FROM unnest($6, $7, $8, $9, $10) AS r(entity, key, operation, changes, person)
        """;

    /// <param name="first">Takes what has to be sent before the changed rows.</param>
    /// <param name="batch">Takes what goes with them.</param>
    public static async Task AddAsync(List<NpgsqlBatchCommand> first, List<NpgsqlBatchCommand> batch, WriteUnit unit, WriteModel model, IReadOnlyList<RowChange> changes)
    {
        if (changes.Count == 0) return;
        var written = changes.Select(c => (Change: c, Entity: model.Entity(c.Row.GetType()))).ToList();
        // A person's key is held before rows are, as an erasure does it; rows that tell of another person, too, are sent to find out who that is.
        var goesFirst = written.All(w => w.Entity?.Type.AlsoAbout is null);
        var keys = await unit.Keys.LoadAsync(written.Select(w => Person(w.Entity, w.Change.Row)).OfType<Guid>(), goesFirst ? first : null, unit.Cancel);
        var erased = await ErasedPeople.WordsAboutAsync(unit, model, written, keys);
        batch.AddRange(ErasedPeople.Empty(model, erased));
        var rows = written.Select(w => (w.Change, w.Entity, Json: Changes(w.Change, w.Entity, erased.ContainsKey(w.Change) ? ErasedPeople.NoKeys : keys))).Where(r => r.Change.State != EntityState.Modified || r.Json != "{}").ToList();
        if (rows.Count == 0) return;
        var statement = new NpgsqlBatchCommand(rows.Count == 1 ? One : Several)
        {
            Parameters =
            {
                new() { Value = unit.Now },
                new() { Value = Schema.EnumText<Audience>.Of(unit.Actor.Audience) },
                LogRows.ActorId(unit.Actor),
                new() { Value = unit.Actor.Subject },
                new() { Value = unit.Name },
            },
        };
        NpgsqlParameter[] values = rows is [var (change, entity, json)]
            ?
            [
                new() { Value = change.Row.GetType().Name },
                LogRows.Id(Key(change)),
                new() { Value = change.Operation },
                new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb },
                LogRows.Id(Person(entity, change.Row)),
            ]
            :
            [
                new() { Value = rows.Select(r => r.Change.Row.GetType().Name).ToArray() },
                Ids(rows.Select(r => Key(r.Change))),
                new() { Value = rows.Select(r => r.Change.Operation).ToArray() },
                new() { Value = rows.Select(r => r.Json).ToArray() },
                Ids(rows.Select(r => Person(r.Entity, r.Change.Row))),
            ];
        statement.Parameters.AddRange(values);
        batch.Add(statement);

        static NpgsqlParameter Ids(IEnumerable<Guid?> ids) => new() { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
    }

    private static Guid? Person(WrittenEntity? entity, object row) => entity is { Type.DataSubject: not null } or { Personal.Count: > 0 } ? entity.DataSubject(row) : null;

    private static Guid? Key(RowChange change) =>
        change.Entry.Metadata.FindPrimaryKey()?.Properties is [{ ClrType: var type } only] && type == typeof(Guid) ? (Guid)change.After[only]! : null;

    /// <summary><c>{property: [old, new]}</c>; for personal values <c>{property: {"personal": ...}}</c>, or no value where the person was erased.</summary>
    private static string Changes(RowChange change, WrittenEntity? entity, IReadOnlyDictionary<Guid, byte[]?> keys)
    {
        var subject = entity is { Personal.Count: > 0 } ? entity.DataSubject(change.Row) : null;
        return LogJson.Object(writer =>
        {
            foreach (var property in change.Entry.Metadata.GetProperties())
            {
                if (property.IsShadowProperty()) continue;
                var before = change.State == EntityState.Added ? null : change.Before[property];
                var after = change.State == EntityState.Deleted ? null : change.After[property];
                if (Same(property, before, after)) continue;
                writer.WritePropertyName(property.Name);
                if (entity is null || !entity.Personal.Contains(property.Name)) LogJson.WritePair(writer, before, after);
                else
                {
                    writer.WriteStartObject();
                    writer.WriteString("personal"u8, subject is { } id && keys.GetValueOrDefault(id) is { } key ? SubjectKeys.Encrypt(key, id, before, after) : null);
                    writer.WriteEndObject();
                }
            }
        });
    }

    private static bool Same(IProperty property, object? before, object? after) => property.GetValueComparer().Equals(before, after);
}
