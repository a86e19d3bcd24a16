using PropertyGraph.Modules;
using PropertyGraph.Plans;
using PropertyGraph.Schema;

namespace PropertyGraph.Sql;

/// <summary>Levels that one statement answers, and the pages that it selects just once for all of them, each after those above it.</summary>
internal sealed record StatementLevels(IReadOnlyList<Level> Levels, IReadOnlyList<IRows> Pages);

/// <summary>Which levels share a statement: those of a root list and of all that hangs from it. A page that levels hang from is selected once for all of them.</summary>
internal static class SharedPages
{
    /// <summary>The statements of a plan, in the order of their first levels.</summary>
    public static IReadOnlyList<StatementLevels> Split(IReadOnlyList<Level> levels)
    {
        var shared = new HashSet<IRows>(levels.SelectMany(l => Chain(RowsOf(l).Above)), ReferenceEqualityComparer.Instance);
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
