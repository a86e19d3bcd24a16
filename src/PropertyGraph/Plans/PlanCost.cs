using PropertyGraph.Schema;

namespace PropertyGraph.Plans;

/// <summary>A number of rows that is known only when the plan is executed.</summary>
internal abstract record RowFactor;

/// <summary>Rows of a page.</summary>
internal sealed record PageFactor(LimitSlot Limit) : RowFactor;

/// <summary>Groups of a list.</summary>
internal sealed record GroupsFactor(GroupLimitSlot Limit) : RowFactor;

/// <summary>How many of the given global ids are of a type.</summary>
internal sealed record IdsFactor(InputSlot Ids) : RowFactor;

/// <summary>How many of the given representations are of a type, with a certain key.</summary>
internal sealed record RepresentationsFactor(RepresentationSlot Representations) : RowFactor;

/// <summary>A part of a plan's cost: a list of the response.</summary>
/// <param name="Parent">Place of the list whose rows this one hangs on, always a smaller one; -1 at the root.</param>
/// <param name="Factor">Place of the factor that gives its rows for each parent row; -1 for one row.</param>
/// <param name="Once">Cost of its statement.</param>
/// <param name="PerParent">Cost for each row of the parent.</param>
/// <param name="PerRow">Cost of each of its own rows.</param>
/// <param name="Path">Response keys that lead to it.</param>
internal readonly record struct CostPart(int Parent, int Factor, double Once, double PerParent, double PerRow, IReadOnlyList<string> Path);

/// <summary>What a plan costs with certain page sizes.</summary>
/// <param name="Total">Sum over all parts.</param>
/// <param name="Dearest">Place of the part that costs most, or -1 where there is none.</param>
/// <param name="DearestCost">What that part costs by itself.</param>
internal readonly record struct CostSum(double Total, int Dearest, double DearestCost);

/// <summary>
/// The cost of a plan, so far as it does not depend on values: weights of each list, multiplied out when the page sizes are known.
/// Cost = sum over lists of (statement + parent rows x scan + rows x row), as <see cref="CostWeights"/> says. Immutable.
/// </summary>
internal sealed class PlanCost(IReadOnlyList<CostPart> parts, IReadOnlyList<RowFactor> factors)
{
    public IReadOnlyList<CostPart> Parts => parts;

    /// <summary>What <see cref="Sum"/> must be told.</summary>
    public IReadOnlyList<RowFactor> Factors => factors;

    /// <summary>The cost of a plan.</summary>
    public static PlanCost Of(IReadOnlyList<Level> levels, IReadOnlyList<RootOutput> roots) => new CostReader(levels).Read(roots);

    /// <param name="numbers">A number for each of <see cref="Factors"/>.</param>
    public CostSum Sum(ReadOnlySpan<int> numbers)
    {
        Span<double> rows = parts.Count <= 128 ? stackalloc double[parts.Count] : new double[parts.Count];
        var (total, dearest, most) = (0.0, -1, 0.0);
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            var parents = part.Parent < 0 ? 1 : rows[part.Parent];
            rows[i] = part.Factor < 0 ? parents : parents * numbers[part.Factor];
            var cost = part.Once + (parents * part.PerParent) + (rows[i] * part.PerRow);
            total += cost;
            if (cost > most) (dearest, most) = (i, cost);
        }
        return new(total, dearest, most);
    }
}
