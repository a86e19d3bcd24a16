using PropertyGraph.Schema;

namespace PropertyGraph.Sql;

/// <summary>The visible rows of a type for one audience, as SQL: each column's expression, and where they come from. Rendered by EF Core at start-up.</summary>
internal sealed class EntitySource(EntityType entity, IReadOnlyDictionary<string, SqlText> columns, SqlText from)
{
    public EntityType Entity { get; } = entity;

    /// <summary>Whether the audience has this column; one that needs a claim of another audience is absent.</summary>
    public bool Has(string column) => columns.ContainsKey(column);

    /// <summary>A derived table with just these columns.</summary>
    public SqlText Select(IEnumerable<string> names)
    {
        var list = SqlText.Join(", ", names.Distinct().Select(Item));
        return SqlText.Of($"(SELECT {(list.IsEmpty ? SqlText.Of($"1") : list)} FROM {from})");
    }

    private SqlText Item(string name)
    {
        var expression = columns.TryGetValue(name, out var known) ? known : throw new InvalidOperationException($"{Entity.Name} has no source column '{name}'.");
        return SqlText.Of($"{expression} AS {new SqlName(name)}");
    }
}
