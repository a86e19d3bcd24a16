using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>What must hold for the occupancies of one unit, whichever way they come in.</summary>
internal static class OccupancyRules
{
    public const decimal WholeUnit = 100;

    /// <summary>What an occupancy must be like by itself.</summary>
    public static InputChecks Check(OccupancyRole role, decimal? share, DateOnly from, DateOnly? to) => new InputChecks()
        .Rule(to is null || to >= from, "The last day is before the first; exchange or correct them.", "to")
        .Rule(role == OccupancyRole.Owner || share is null, "Only owners have a share; leave it out.", "share")
        .Rule(share is null or (> 0 and <= WholeUnit), "Give a share above 0 and up to 100 percent.", "share")
        .Rule(share is null || decimal.Round(share.Value, 2) == share, "Give the share in percent with at most two decimals.", "share");

    /// <summary>An owner without a stated share owns the whole unit.</summary>
    public static decimal? ShareOf(OccupancyRole role, decimal? share) => role == OccupancyRole.Owner ? share ?? WholeUnit : null;

    /// <summary>Why an occupancy can't stand beside the others of its unit; null where it can.</summary>
    public static Fault? Clash(IReadOnlyList<Occupancy> others, Guid customer, OccupancyRole role, decimal? share, DateOnly from, DateOnly? to)
    {
        var meanwhile = others.Where(o => o.Role == role && o.From <= (to ?? DateOnly.MaxValue) && from <= (o.To ?? DateOnly.MaxValue)).ToList();
        if (meanwhile.Find(o => o.CustomerId == customer) is { } same)
            return new AlreadyOccupies("The customer has this role in this unit for part of that time already.", same.From, same.To, ["from"]);
        if (role != OccupancyRole.Owner) return null;
        var free = WholeUnit - MostOwned(meanwhile, from);
        return share <= free ? null : new SharesExceeded($"Other owners leave {free:0.##} percent at that time; give at most that, or end an occupancy first.", free, ["share"]);
    }

    /// <summary>
    /// What several occupancies of one customer in one role come to: times that follow each other, in order, without an overlap. Shares of a day add up.
    /// </summary>
    public static IReadOnlyList<(decimal? Share, DateOnly From, DateOnly? To)> United(IReadOnlyList<(decimal? Share, DateOnly From, DateOnly? To)> all)
    {
        var united = new List<(decimal? Share, DateOnly From, DateOnly? To)>();
        var starts = all.Select(o => o.From).Concat(all.Where(o => o.To < DateOnly.MaxValue).Select(o => o.To!.Value.AddDays(1))).Distinct().Order().ToList();
        for (var i = 0; i < starts.Count; i++)
        {
            var from = starts[i];
            var there = all.Where(o => o.From <= from && from <= (o.To ?? DateOnly.MaxValue)).ToList();
            if (there.Count == 0) continue;
            var share = there.Exists(o => o.Share is not null) ? there.Sum(o => o.Share) : null;
            DateOnly? to = i + 1 < starts.Count ? starts[i + 1].AddDays(-1) : there.Max(o => o.To ?? DateOnly.MaxValue) is var last && last < DateOnly.MaxValue ? last : null;
            if (united.Count > 0 && united[^1] is { To: { } before } last1 && last1.Share == share && before.AddDays(1) == from) united[^1] = last1 with { To = to };
            else united.Add((share, from, to));
        }
        return united;
    }

    /// <summary>The greatest sum of shares on any one day: sums only rise on the day that an occupancy begins.</summary>
    private static decimal MostOwned(List<Occupancy> owners, DateOnly from) => owners
        .Select(o => o.From).Where(day => day > from).Append(from)
        .Max(day => owners.Where(o => o.From <= day && day <= (o.To ?? DateOnly.MaxValue)).Sum(o => o.Share ?? 0));
}

/// <summary>The customer is in the unit in this role at that time already.</summary>
[Describes("The customer is in the unit in this role at that time already.")]
internal sealed record AlreadyOccupies(
    string Message,
    [property: Describes("First day of the occupancy that is there already.")] DateOnly From,
    [property: Describes("Its last day; null while no end is known.")] DateOnly? To,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-ALREADY-OCCUPIES", Message, Path);

/// <summary>The shares of a unit's owners would exceed the whole.</summary>
[Describes("The shares of a unit's owners would exceed the whole.")]
internal sealed record SharesExceeded(
    string Message,
    [property: Describes("Share that is free at that time, in percent.")] decimal Available,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-SHARES-EXCEEDED", Message, Path);
