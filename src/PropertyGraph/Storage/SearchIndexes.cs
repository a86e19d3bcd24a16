using Npgsql;
using PropertyGraph.Commands;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Storage;

/// <summary>A GIN index behind every searchable field, over the pieces that <c>propertygraph.grams</c> (0002.sql) makes of its text.</summary>
internal sealed class SearchIndexes(WriteModel model, IReadOnlyList<EntityType> entities)
{
    /// <summary>Builds what is missing; safe to repeat. Writers to a table wait while its index is built.</summary>
    public async Task EnsureAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        foreach (var (name, column) in Indexes())
            await ExecuteAsync(connection, $"CREATE INDEX IF NOT EXISTS {name} ON {column.Schema}.{column.Table} USING gin (propertygraph.grams(\"{column.Name}\"))", cancel);
    }

    private IEnumerable<(string Name, TableColumn Column)> Indexes()
    {
        var columns = new TableColumns(model);
        foreach (var entity in entities)
            foreach (var field in entity.Fields.Values.OfType<ScalarField>().Where(f => f.IsSearchable))
                if (columns.Find(entity, EntityDraft.ColumnOf(field.Expression)!.Name) is { } column)
                    yield return (TableColumns.ObjectName($"ix_{column.Table}_{column.Name}_grams"), column);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
