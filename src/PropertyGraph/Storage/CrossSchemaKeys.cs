using Npgsql;
using PropertyGraph.Commands;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Storage;

/// <summary>
/// Foreign keys from one module's tables to another's, which EF Core can't know, an index on every key column of a relation, and one on every column that tells whose data a row is.
/// All follow from the graph.
/// </summary>
internal sealed class CrossSchemaKeys(WriteModel model, IReadOnlyList<LoadedModule> modules, IReadOnlyList<EntityType> entities)
{
    private readonly Dictionary<string, EntityType> byName = entities.ToDictionary(e => e.Name);
    private readonly TableColumns columns = new(model);
    private readonly List<string> order = [.. modules.Select(m => m.Name)];

    /// <summary>Adds what is missing; safe to repeat.</summary>
    public async Task EnsureAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        foreach (var entity in entities)
            if (entity.DataSubject is { } of && EntityDraft.ColumnOf(of) is { } subject && columns.Find(entity, subject.Name) is { IsIndexed: false } column) await AddIndexAsync(connection, column, cancel);
        foreach (var (holder, property, target) in Relations().Distinct())
        {
            if (columns.Find(holder, property) is not { } column) continue;
            if (!column.IsIndexed) await AddIndexAsync(connection, column, cancel);
            // Only towards dependencies: a module can be switched off without those it depends on noticing.
            if (holder.Module == target.Module || order.IndexOf(target.Module) > order.IndexOf(holder.Module)) continue;
            if (columns.Find(target, target.Key) is { } key) await AddForeignKeyAsync(connection, column, key, cancel);
        }
    }

    private static Task AddIndexAsync(NpgsqlConnection connection, TableColumn column, CancellationToken cancel) =>
        connection.ExecuteAsync($"CREATE INDEX IF NOT EXISTS {TableColumns.ObjectName($"ix_{column.Table}_{column.Name}")} ON {column.Schema}.{column.Table} (\"{column.Name}\")", cancel);

    private static async Task AddForeignKeyAsync(NpgsqlConnection connection, TableColumn from, TableColumn to, CancellationToken cancel)
    {
        var name = TableColumns.ObjectName($"fk_{from.Table}_{from.Name}");
        await using var exists = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = $1 AND conrelid = $2::regclass)", connection)
        {
            Parameters = { new() { Value = name }, new() { Value = $"{from.Schema}.{from.Table}" } },
        };
        if ((bool)(await exists.ExecuteScalarAsync(cancel))!) return;
        await connection.ExecuteAsync(
            $"ALTER TABLE {from.Schema}.{from.Table} ADD CONSTRAINT {name} FOREIGN KEY (\"{from.Name}\") REFERENCES {to.Schema}.{to.Table} (\"{to.Name}\")", cancel);
    }

    private IEnumerable<(EntityType Holder, string Property, EntityType Target)> Relations()
    {
        foreach (var entity in entities)
            foreach (var field in entity.Fields.Values)
                switch (field)
                {
                    case ToOneField one when EntityDraft.ColumnOf(one.KeyExpression) is { } key: yield return (entity, key.Name, byName[one.Target]); break;
                    case ToManyField many when EntityDraft.ColumnOf(many.KeyExpression) is { } key: yield return (byName[many.Target], key.Name, entity); break;
                }
    }
}
