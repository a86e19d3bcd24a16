using PropertyGraph.Plans;

namespace PropertyGraph.Sql;

/// <summary>
/// Several levels in one statement: <c>WITH page0 AS MATERIALIZED (...) SELECT 0, x.c0, x.c1 ... UNION ALL SELECT 1, x.c0, NULL ...</c>. Append gives its branches one
/// after the other, a page is read as it was made, and LATERAL goes row by row, as long as no workers share them: read connections have none, and the reader
/// refuses levels out of order.
/// </summary>
internal sealed partial class SqlCompiler
{
    /// <summary>In a shared page, the key of the row that has it. No column of a source is in capitals.</summary>
    private static readonly SqlName SharedKeyName = new("P");

    public static SqlText SharedKey => SqlText.Of($"t.{SharedKeyName}");

    private LevelStatement Together(IReadOnlyList<Level> levels)
    {
        var pages = SqlText.Join(", ", shared!.Select(page => SqlText.Of($"{Shared(page)!} AS MATERIALIZED ({Definition(page, levels)})")));
        var row = new StatementRow();
        var columns = levels.Select(level => row.Add(TypesOf(level))).ToList();
        var branches = levels.Select((level, i) => row.Select(i, columns[i], Level(level)));
        return new(levels, SqlText.Of($"WITH {pages} {SqlText.Join(" UNION ALL ", branches)}").ToStatement(), columns);
    }

    private SqlText Definition(IRows page, IReadOnlyList<Level> levels)
    {
        var (rows, parents) = page switch
        {
            RowSet set => (Page(set, null, Needed(set, levels)), Ties(set.Origin)),
            MergedRows merged => (Merged.Page(merged), merged.Parent is { } parent ? ParentKeys(parent) : null),
            _ => throw new NotSupportedException(page.GetType().Name),
        };
        return parents is null ? rows : SqlText.Of($"SELECT p.k AS {SharedKeyName}, t.* FROM {parents} AS p CROSS JOIN LATERAL ({rows}) AS t");
    }

    /// <summary>What the page's own level and all that hang from it read of its rows.</summary>
    private static IEnumerable<string> Needed(RowSet page, IReadOnlyList<Level> levels)
    {
        var own = levels.OfType<RowLevel>().Where(l => ReferenceEquals(l.Rows, page)).SelectMany(OwnColumns);
        var below = levels.SelectMany(l => SharedPages.Chain(SharedPages.RowsOf(l))).Where(r => ReferenceEquals(r.Above, page));
        return own.Concat(below.Select(r => FirstColumn(page, r.PathFromAbove)));
    }

    /// <summary>Name of a page that the statement selects once; null for others.</summary>
    private SqlText? Shared(IRows rows)
    {
        for (var i = 0; i < shared?.Count; i++)
            if (ReferenceEquals(shared[i], rows)) return SqlText.Of($"page{SqlText.Number(i)}");
        return null;
    }
}
