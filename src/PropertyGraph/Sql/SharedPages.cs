using PropertyGraph.Plans;

namespace PropertyGraph.Sql;

/// <summary>Levels that one statement answers, and the pages that it selects just once for all of them, each after those above it.</summary>
internal sealed record StatementLevels(IReadOnlyList<Level> Levels, IReadOnlyList<IRows> Pages);

/// <summary>Which levels share a statement: those of a root list and of all that hangs from it. A page that levels hang from is selected once for all of them.</summary>
internal static class SharedPages
{
    /// <summary>The statements of a plan, in the order of their first levels.</summary>
    public static IReadOnlyList<StatementLevels> Split(IReadOnlyList<Level> levels)
    {
        var shared = new HashSet<IRows>(levels.SelectMany(PagesAbove), ReferenceEqualityComparer.Instance);
        return
        [
            .. levels.GroupBy(level => Chain(RowsOf(level)).Last() is var top && shared.Contains(top) ? top : (object)level, ReferenceEqualityComparer.Instance)
                .Select(statement => new StatementLevels([.. statement], [.. statement.SelectMany(PagesAbove).Distinct<IRows>(ReferenceEqualityComparer.Instance)])),
        ];
    }

    /// <summary>From the root down.</summary>
    private static IEnumerable<IRows> PagesAbove(Level level) => Chain(RowsOf(level).Above).Reverse();

    /// <summary>The rows of a level.</summary>
    public static IRows RowsOf(Level level) => level switch
    {
        RowLevel rows => rows.Rows,
        CountLevel count => count.Rows,
        AggregateLevel aggregate => aggregate.Rows,
        MergedLevel merged => merged.Rows,
        MergedCountLevel count => count.Rows,
        _ => throw new NotSupportedException(level.GetType().Name),
    };

    /// <summary>Rows, what they hang from, and so on up to the root.</summary>
    public static IEnumerable<IRows> Chain(IRows? rows)
    {
        for (; rows is not null; rows = rows.Above) yield return rows;
    }
}
