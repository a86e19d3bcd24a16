using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A new version of when managers and customer director have to coordinate.")]
internal sealed record SetCoordinationRule(
    [Describes("How often a complaint may come back until a case is opened, from 0 to 100.")] int MostBounces,
    [Describes("Minutes from the opening of a case to its ruling, from 1 to 525,600.")] int RuleWithinMinutes,
    [Describes("After how many minutes without an act of the accountable person a case is opened, from 15 to 525,600; left out for never.")] int? IdleAfterMinutes = null,
    [Describes("After how many minutes an undecided conflict of dispatch opens a case, from 1 to 525,600; left out for never.")] int? ConflictAfterMinutes = null,
    [Describes("Code of the business calendar whose minutes count; left out where every minute does.")] string? CalendarCode = null)
{
    private const int Most = 525_600;

    [Allow(Position.Director, Position.Administrator)]
    [Describes("Sets when coordination cases are opened by rule and how soon they have to be ruled on. Open cases keep their deadline.")]
    public static async Task<Outcome<CoordinationRule>> Handle(SetCoordinationRule input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Rule(input.MostBounces is >= 0 and <= 100, "Give between 0 and 100.", "mostBounces")
            .Rule(input.RuleWithinMinutes is >= 1 and <= Most, $"Give between 1 and {Most} minutes.", "ruleWithinMinutes")
            .Rule(input.IdleAfterMinutes is null or (>= 15 and <= Most), $"Give between 15 and {Most} minutes.", "idleAfterMinutes")
            .Rule(input.ConflictAfterMinutes is null or (>= 1 and <= Most), $"Give between 1 and {Most} minutes.", "conflictAfterMinutes");
        if (input.CalendarCode is { } code)
            checks.Rule((await Calendars.VersionsAsync([code], graph, cancel)).Count > 0, "There is no business calendar of this code; set one with setBusinessCalendar.", "calendarCode");
        if (checks.Failed) return Outcome<CoordinationRule>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        var version = await db.CoordinationRules.EndAsync(now, cancel);
        var rule = new CoordinationRule(
            version, input.MostBounces, input.IdleAfterMinutes, input.ConflictAfterMinutes, input.RuleWithinMinutes, input.CalendarCode, actor.StaffIdOrNull, now);
        db.Add(rule);
        return Outcome<CoordinationRule>.Of(rule.Id, new CoordinationRuleSet(rule.Id, rule.Version));
    }
}

[EventOf("CoordinationRule", "SET", "A version of the rule was set.", StaffOnly = true)]
internal sealed record CoordinationRuleSet(Guid CoordinationRule, int Version) : IEvent
{
    public Guid Subject => CoordinationRule;
}
