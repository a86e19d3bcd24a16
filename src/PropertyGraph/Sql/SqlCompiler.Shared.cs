using PropertyGraph.Plans;

namespace PropertyGraph.Sql;

/// <summary>
/// Several levels in one statement: <c>WITH page0 AS MATERIALIZED (...) SELECT 0, ROW(...) UNION ALL SELECT 1, ROW(...)</c>. Append gives its branches one after the
/// other, each in its own order, as long as no workers share them: read connections have none, and the reader refuses rows out of order.
/// </summary>
internal sealed partial class SqlCompiler
{
    /// <summary>In a shared page, the key of the row that has it. No column of a source is in capitals.</summary>
    private static readonly SqlName SharedKeyName = new("P");

    private static SqlText SharedKey => SqlText.Of($"t.{SharedKeyName}");

    private SqlText Together(IReadOnlyList<Level> levels)
    {
        var pages = SqlText.Join(", ", shared!.Select(page => SqlText.Of($"{Shared(page)!} AS MATERIALIZED ({Definition(page, levels)})")));
        return SqlText.Of($"WITH {pages} {SqlText.Join(" UNION ALL ", levels.Select((level, place) => SqlText.Of($"SELECT {SqlText.Number(place)} AS level, ROW(x.*) AS row FROM ({Level(level)}) AS x")))}");
    }

    private SqlText Definition(IRows page, IReadOnlyList<Level> levels) => page switch
    {
        RowSet rows => Pages(rows, Needed(rows, levels), SqlText.Of($"p.k AS {SharedKeyName}, ")),
        MergedRows merged => Merged.Page(merged),
        _ => throw new NotSupportedException(page.GetType().Name),
    };

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
