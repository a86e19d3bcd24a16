using PropertyGraph.Schema;

namespace PropertyGraph.Sql;

/// <summary>The visible rows of a type for one audience, as a derived table with just the columns that a statement needs.</summary>
internal abstract class EntitySource(EntityType entity, IEnumerable<string> columns)
{
    private readonly HashSet<string> columns = [.. columns];

    public EntityType Entity { get; } = entity;

    /// <summary>Whether the audience has this column; one that needs a claim of another audience is absent.</summary>
    public bool Has(string column) => columns.Contains(column);

    /// <summary>A derived table with these columns, each once.</summary>
    public SqlText Select(IEnumerable<string> names)
    {
        var distinct = names.Distinct().ToList();
        if (distinct.Find(n => !Has(n)) is { } missing) throw new InvalidOperationException($"{Entity.Name} has no source column '{missing}'.");
        return Rows(distinct);
    }

    protected abstract SqlText Rows(IReadOnlyList<string> names);

    protected static SqlText List(IEnumerable<SqlText> items)
    {
        var list = SqlText.Join(", ", items);
        return list.IsEmpty ? SqlText.Of($"1") : list;
    }
}

/// <summary>Rows whose columns, FROM and WHERE EF Core rendered at start-up.</summary>
internal sealed class RenderedSource(EntityType entity, IReadOnlyDictionary<string, SqlText> columns, SqlText from) : EntitySource(entity, columns.Keys)
{
    protected override SqlText Rows(IReadOnlyList<string> names) =>
        SqlText.Of($"(SELECT {List(names.Select(n => columns[n].EndsWithColumn(n) ? columns[n] : SqlText.Of($"{columns[n]} AS {new SqlName(n)}")))} FROM {from})");
}

/// <summary>Rows of another source that relations connect to visible rows.</summary>
/// <param name="reads">Columns that the conditions read.</param>
/// <param name="conditions">Conditions over the alias <c>r</c>; a row is visible if any holds.</param>
internal sealed class RelationSource(EntitySource rows, IEnumerable<string> columns, IReadOnlyList<string> reads, SqlText conditions) : EntitySource(rows.Entity, columns)
{
    protected override SqlText Rows(IReadOnlyList<string> names) =>
        SqlText.Of($"(SELECT {List(names.Select(n => SqlText.Of($"r.{new SqlName(n)}")))} FROM {rows.Select(names.Concat(reads))} AS r WHERE {conditions})");
}
