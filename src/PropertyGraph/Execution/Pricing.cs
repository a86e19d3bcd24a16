using System.Globalization;
using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Execution;

/// <summary>What an operation costs with the page sizes of one request.</summary>
internal sealed class Pricing(RequestLimits limits)
{
    /// <summary>The cost of a plan. A page size that binding will refuse counts as no row.</summary>
    public CostSum Sum(PlanCost cost, SlotFiller slots, Audience audience)
    {
        var factors = cost.Factors;
        Span<int> numbers = factors.Count <= 256 ? stackalloc int[factors.Count] : new int[factors.Count];
        for (var i = 0; i < factors.Count; i++) numbers[i] = Number(factors[i], slots, audience);
        return cost.Sum(numbers);
    }

    private int Number(RowFactor factor, SlotFiller slots, Audience audience) => factor switch
    {
        PageFactor page => Rows(page.Limit, slots, audience),
        GroupsFactor { Limit.Count: var count } => count is null || slots.Resolve(count) is not { } given ? limits.DefaultGroups : Checked(given, limits.Groups),
        IdsFactor { Ids: var ids } => slots.List(slots.Resolve(ids.Value)).Count(id => GlobalId.TryDecode(Convert.ToString(id, CultureInfo.InvariantCulture)!, out var type, out _) && type == ids.Conversion.Type),
        RepresentationsFactor { Representations: var given } => slots.Representations(given).Count(),
        _ => throw new NotSupportedException(factor.GetType().Name),
    };

    private int Rows(LimitSlot limit, SlotFiller slots, Audience audience)
    {
        if (limit.Count is null || slots.Resolve(limit.Count) is not { } given) return limits.DefaultPageRows;
        return Checked(given, audience == Audience.System ? limits.SystemPageRows : limits.PageRows);
    }

    private static int Checked(object given, int most)
    {
        var count = Convert.ToInt32(given, CultureInfo.InvariantCulture);
        return count >= 0 && count <= most ? count : 0;
    }
}

/// <summary>The costs of an operation's plans, added up.</summary>
internal struct Bill
{
    private IReadOnlyList<string>? path;
    private string? prefix;

    private double total;
    private double dearest;

    /// <summary>The sum, rounded up. Tenths do not add up exactly, so thousandths are no cost.</summary>
    public readonly double Total => Rounded(total);

    public readonly double DearestCost => Rounded(dearest);

    /// <summary>Response keys that lead to the list that costs most by itself.</summary>
    public readonly IReadOnlyList<string> Dearest => [.. new[] { prefix }.OfType<string>(), .. path ?? []];

    /// <param name="under">Response key that the plan's fields are under, or null.</param>
    public void Add(PlanCost cost, CostSum sum, string? under)
    {
        total += sum.Total;
        if (sum.DearestCost <= dearest) return;
        (dearest, path, prefix) = (sum.DearestCost, cost.Parts[sum.Dearest].Path, under);
    }

    public void Add(double cost) => total += cost;

    private static double Rounded(double cost) => Math.Ceiling(Math.Round(cost, 3));
}

/// <summary>An operation's cost as clients are told it.</summary>
/// <param name="Limit">What it may cost; null where nothing limits it.</param>
/// <param name="Dearest">Response keys that lead to the list that costs most by itself.</param>
internal sealed record CostReport(double Cost, int? Limit, IReadOnlyList<string> Dearest, double DearestCost)
{
    public static CostReport Of(Bill bill, int? limit) => new(bill.Total, limit, bill.Dearest, bill.DearestCost);

    public GraphError Error(Audience audience) => new("PG-REQ-COST", string.Create(CultureInfo.InvariantCulture,
        $"The operation may cost {Cost:0}; at most {Limit} is answered to {Names.Screaming(audience.ToString())}. The dearest field is {string.Join('.', Dearest)} with {DearestCost:0}: ask for fewer rows there or in the lists around it (first), or in several requests."));
}
