using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A new version of how much an audience may file without staff.")]
internal sealed record SetFilingLimit(
    [Describes("For whom: ANONYMOUS all together, or CUSTOMER each.")] Audience Audience,
    [Describes("Complaints within an hour, from 1 to 100,000.")] int PerHour,
    [Describes("Complaints about one property within an hour, from 1 to 100,000; for ANONYMOUS only, as many as perHour where it is left out.")] int? PerPropertyAndHour = null,
    [Describes("Characters of a description, from 100 to 10,000.")] int LongestDescription = 4000)
{
    private const int Most = 100_000;

    [Allow(Position.Director, Position.Administrator)]
    [Describes("Sets how many complaints may be filed on the web form and on comment cards, or by a customer, within an hour. What staff file has no limit.")]
    public static async Task<Outcome<FilingLimit>> Handle(SetFilingLimit input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Rule(input.Audience is Audience.Anonymous or Audience.Customer, "Choose ANONYMOUS or CUSTOMER; others have no limit.", "audience")
            .Rule(input.PerHour is >= 1 and <= Most, $"Give between 1 and {Most}.", "perHour")
            .Rule(input.PerPropertyAndHour is null or (>= 1 and <= Most), $"Give between 1 and {Most}.", "perPropertyAndHour")
            .Rule(input.LongestDescription is >= 100 and <= 10_000, "Give between 100 and 10000 characters.", "longestDescription");
        if (checks.Failed) return Outcome<FilingLimit>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        var version = await db.FilingLimits.Where(l => l.Audience == input.Audience).EndAsync(now, cancel);
        var limit = new FilingLimit(
            input.Audience, version, input.PerHour, input.PerPropertyAndHour ?? input.PerHour, input.LongestDescription, actor.StaffIdOrNull, now);
        db.Add(limit);
        return Outcome<FilingLimit>.Of(limit.Id, new FilingLimitSet(limit.Id, limit.Audience, limit.Version));
    }
}

[EventOf("FilingLimit", "SET", "A version of a limit was set.")]
internal sealed record FilingLimitSet(Guid FilingLimit, Audience Audience, int Version) : IEvent
{
    public Guid Subject => FilingLimit;
}

/// <summary>Limits to start with.</summary>
internal static class FirstFilingLimits
{
    private static readonly DateTimeOffset Always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task Seed(ComplaintsDb db, CancellationToken cancel)
    {
        var has = await db.FilingLimits.Select(l => l.Audience).Distinct().ToListAsync(cancel);
        if (!has.Contains(Audience.Anonymous)) db.Add(new FilingLimit(Audience.Anonymous, 1, 200, 60, 4000, null, Always));
        if (!has.Contains(Audience.Customer)) db.Add(new FilingLimit(Audience.Customer, 1, 60, 60, 10_000, null, Always));
        await db.SaveChangesAsync(cancel);
    }
}
