using PropertyGraph.Modules;
using PropertyGraph.Plans;
using PropertyGraph.Schema;

namespace PropertyGraph.Sql;

/// <summary>Levels that one statement answers, and the pages that it selects just once for all of them, each after those above it.</summary>
internal sealed record StatementLevels(IReadOnlyList<Level> Levels, IReadOnlyList<IRows> Pages);

/// <summary>
/// Which levels share a statement. As a rule each has its own, and repeats the pages above it: from an index that costs next to nothing. A page whose order
/// no index serves is dear: all its list's rows are read and sorted for it. Where levels hang from it, it is selected once, in one statement with all that is below.
/// </summary>
internal static class SharedPages
{
    /// <summary>Whether the page can only be had by going through all rows that it is a page of.</summary>
    public static bool IsDear(IRows rows) => rows switch
    {
        RowSet set => set.Order.Any(IsDear),
        MergedRows merged => merged.Parent is null && merged.Branches.Any(b => b is SearchedBranch),
        _ => throw new NotSupportedException(rows.GetType().Name),
    };

    /// <summary>Keys of other rows, measures, computed fields, and enums, which are ordered as declared.</summary>
    private static bool IsDear(OrderKey key) => !key.IsOwn || key.Field.Type.Kind == ScalarKind.Enum || EntityDraft.ColumnOf(key.Field.Expression) is null;

    /// <summary>The statements of a plan, in the order of their first levels.</summary>
    public static IReadOnlyList<StatementLevels> Split(IReadOnlyList<Level> levels)
    {
        var shared = new HashSet<IRows>(levels.SelectMany(l => Chain(RowsOf(l).Above)).Where(IsDear), ReferenceEqualityComparer.Instance);
        var statements = new List<(IRows? Top, List<Level> Levels, List<IRows> Pages)>();
        foreach (var level in levels)
        {
            var pages = Chain(RowsOf(level)).Where(shared.Contains).Reverse().ToList();
            var known = pages.Count == 0 ? -1 : statements.FindIndex(s => ReferenceEquals(s.Top, pages[0]));
            if (known < 0)
            {
                known = statements.Count;
                statements.Add((pages.FirstOrDefault(), [], []));
            }
            statements[known].Levels.Add(level);
            statements[known].Pages.AddRange(pages.Where(p => !statements[known].Pages.Exists(q => ReferenceEquals(p, q))));
        }
        return [.. statements.Select(s => new StatementLevels(s.Levels, s.Pages))];
    }

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
