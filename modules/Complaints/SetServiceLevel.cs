using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A new version of how fast complaints of a severity are to be handled.")]
internal sealed record SetServiceLevel(
    [Describes("For which severity.")] ComplaintSeverity Severity,
    [Describes("Hours from filing or reopening to the due time, between 1 and 8760.")] int ResolveWithinHours,
    [Describes("For which category and those under it; left out for all that have none of their own."), IdOf("Category")] Guid? Category = null,
    [Describes("Whether a hold stops the clocks of investigation and resolution.")] bool PausesOnHold = true,
    [Describes("Whether it is for key accounts only, for whom it comes before the one for everybody.")] bool ForKeyAccounts = false,
    [Describes("Code of the business calendar whose hours count; left out where every hour does.")] string? CalendarCode = null,
    [Describes("Minutes from filing to acknowledgement; left out where nothing is promised.")] int? AcknowledgeWithinMinutes = null,
    [Describes("Minutes from filing or reopening to the first investigation; left out where nothing is promised.")] int? InvestigateWithinMinutes = null,
    [Describes("The longest time without a word to the customer, in minutes; left out where nothing is promised.")] int? SilenceWithinMinutes = null,
    [Describes("At which share of a promised time a warning is given, from 1 to 100 percent.")] int WarnAtPercent = 80,
    [Describes("Minutes after a breach until the next level of the hierarchy learns of it, and again to the one after; left out for the first level alone.")] int? EscalateAfterMinutes = null,
    [Describes("Whether a hold stops the clock of silence too.")] bool SilencePausesOnHold = false,
    [Describes("From when on complaints begin under it; left out for now. A version that was to begin later never does.")] DateTimeOffset? ValidFrom = null)
{
    private const int MostMinutes = 8760 * 60;

    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Sets what is promised for complaints that are filed or reopened from now on, or from a later moment; due times that exist stay.")]
    public static async Task<Outcome<ServiceLevel>> Handle(SetServiceLevel input, ComplaintsDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var from = input.ValidFrom?.ToUniversalTime() ?? now;
        var checks = new InputChecks()
            .Rule(from >= now, "Give a moment that is still to come, or leave it out.", "validFrom")
            .Rule(input.ResolveWithinHours is >= 1 and <= 8760, "Give between 1 and 8760 hours.", "resolveWithinHours")
            .Rule(input.WarnAtPercent is >= 1 and <= 100, "Give between 1 and 100 percent.", "warnAtPercent");
        foreach (var (minutes, path) in new[]
        {
            (input.AcknowledgeWithinMinutes, "acknowledgeWithinMinutes"), (input.InvestigateWithinMinutes, "investigateWithinMinutes"), (input.SilenceWithinMinutes, "silenceWithinMinutes"),
            (input.EscalateAfterMinutes, "escalateAfterMinutes"),
        })
            checks.Rule(minutes is null or (>= 1 and <= MostMinutes), $"Give between 1 and {MostMinutes} minutes.", path);
        if (input.Category is { } category && await db.FindVisibleAsync<Category>(category, cancel) is null)
            checks.Add(new NotFound("There is no such category.", ["category"]));
        if (input.CalendarCode is { } code)
            checks.Rule((await Calendars.VersionsAsync([code], graph, cancel)).Count > 0, "There is no business calendar of this code; set one with setBusinessCalendar.", "calendarCode");
        if (checks.Failed) return Outcome<ServiceLevel>.Failed(checks.Faults);

        var version = await db.ServiceLevels.Where(l => l.CategoryId == input.Category && l.Severity == input.Severity && l.ForKeyAccounts == input.ForKeyAccounts).EndAsync(from, cancel);
        var level = new ServiceLevel(input.Category, input.Severity, input.ResolveWithinHours, input.PausesOnHold, input.ForKeyAccounts, version, from)
            .Promising(input.AcknowledgeWithinMinutes, input.InvestigateWithinMinutes, input.SilenceWithinMinutes, input.EscalateAfterMinutes, input.WarnAtPercent, input.SilencePausesOnHold, input.CalendarCode);
        db.Add(level);
        return Outcome<ServiceLevel>.Of(level.Id, new ServiceLevelSet(level.Id, level.CategoryId, level.Severity, level.ResolveWithinHours));
    }
}

[EventOf("ServiceLevel", "SET", "A version of what is promised was set.")]
internal sealed record ServiceLevelSet(Guid ServiceLevel, Guid? Category, ComplaintSeverity Severity, int ResolveWithinHours) : IEvent
{
    public Guid Subject => ServiceLevel;
}
