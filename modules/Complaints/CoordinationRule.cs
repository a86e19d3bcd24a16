using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A version of when managers and director have to coordinate. Configuration, like procedures; a case keeps the version that it was opened under.</summary>
internal sealed class CoordinationRule : IVersioned
{
    private CoordinationRule() { }

    public CoordinationRule(int version, int mostBounces, int? idleAfterMinutes, int? conflictAfterMinutes, int ruleWithinMinutes, string? calendarCode, Guid? setById, DateTimeOffset validFrom)
    {
        (Version, MostBounces, IdleAfterMinutes, ConflictAfterMinutes) = (version, mostBounces, idleAfterMinutes, conflictAfterMinutes);
        (RuleWithinMinutes, CalendarCode, SetById, ValidFrom) = (ruleWithinMinutes, calendarCode, setById, validFrom);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public int Version { get; private set; }
    public int MostBounces { get; private set; }
    public int? IdleAfterMinutes { get; private set; }
    public int? ConflictAfterMinutes { get; private set; }
    public int RuleWithinMinutes { get; private set; }
    public string? CalendarCode { get; private set; }
    public DateTimeOffset ValidFrom { get; private set; }
    public DateTimeOffset? ValidTo { get; private set; }
    public Guid? SetById { get; private set; }

    /// <inheritdoc/>
    public void EndAt(DateTimeOffset at) => ValidTo = at < ValidFrom ? ValidFrom : at;

    /// <summary>The latest version; null where a company has none.</summary>
    public static Task<CoordinationRule?> CurrentAsync(ComplaintsDb db, CancellationToken cancel) =>
        db.CoordinationRules.AsNoTracking().Where(r => r.ValidTo == null).OrderByDescending(r => r.Version).FirstOrDefaultAsync(cancel);

    /// <summary>The moment by which so many minutes of the calendar have passed; null where it never opens so long.</summary>
    public async Task<DateTimeOffset?> AfterAsync(DateTimeOffset from, int minutes, IGraph graph, CancellationToken cancel) =>
        (await Calendars.VersionsAsync(CalendarCode is null ? [] : [CalendarCode], graph, cancel)).At(CalendarCode, from).Add(from, TimeSpan.FromMinutes(minutes));

    internal static void Describe(EntityBuilder<CoordinationRule> rule)
    {
        rule.Is("A version of when managers and customer director have to coordinate, and how soon they have to rule.", null, "coordinationRules")
            .OrderedBy(r => r.ValidFrom, descending: true);
        rule.Field(r => r.Version, "Number of the version, from 1.");
        rule.Field(r => r.MostBounces, "How often a complaint may come back until a case is opened.");
        rule.Field(r => r.IdleAfterMinutes, "After how many minutes without an act of the accountable person a case is opened; null for never.");
        rule.Field(r => r.ConflictAfterMinutes, "After how many minutes an undecided conflict of dispatch opens a case; null for never.");
        rule.Field(r => r.RuleWithinMinutes, "Minutes from the opening of a case to its ruling.");
        rule.Field(r => r.CalendarCode, "The business calendar whose minutes count; null where every minute does.");
        rule.Field(r => r.ValidFrom, "From when on it holds.");
        rule.Field(r => r.ValidTo, "From when on a later version holds; null while it is the latest.");
        rule.One("setBy", "Staff", r => r.SetById, "Who set it; null for what came with the platform.");
        rule.VisibleTo(Audience.Staff);
    }
}

/// <summary>A rule to start with.</summary>
internal static class FirstCoordinationRule
{
    public static async Task Seed(ComplaintsDb db, CancellationToken cancel)
    {
        if (await db.CoordinationRules.AnyAsync(cancel)) return;
        db.Add(new CoordinationRule(1, 2, 3 * 24 * 60, 24 * 60, 2 * 24 * 60, null, null, new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        await db.SaveChangesAsync(cancel);
    }
}
