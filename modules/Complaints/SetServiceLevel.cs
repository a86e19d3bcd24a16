using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("How fast complaints of a severity are to be resolved.")]
internal sealed record SetServiceLevel(
    [Describes("For which severity.")] ComplaintSeverity Severity,
    [Describes("Hours from filing or reopening to the due time, between 1 and 8760.")] int ResolveWithinHours,
    [Describes("For which category and those under it; left out for all that have none of their own."), IdOf("Category")] Guid? Category = null,
    [Describes("Whether a hold stops the clock.")] bool PausesOnHold = true)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Sets a deadline for complaints that are filed, sorted in or reopened from now on; due times that exist stay.")]
    public static async Task<Outcome<ServiceLevel>> Handle(SetServiceLevel input, ComplaintsDb db, CancellationToken cancel)
    {
        var checks = new InputChecks().Rule(input.ResolveWithinHours is >= 1 and <= 8760, "Give between 1 and 8760 hours.", "resolveWithinHours");
        if (input.Category is { } category && await db.FindVisibleAsync<Category>(category, cancel) is null)
            checks.Add(new NotFound("There is no such category.", ["category"]));
        if (checks.Failed) return Outcome<ServiceLevel>.Failed(checks.Faults);

        var level = await db.ServiceLevels.SingleOrDefaultAsync(l => l.CategoryId == input.Category && l.Severity == input.Severity, cancel);
        if (level is null) db.Add(level = new ServiceLevel(input.Category, input.Severity, input.ResolveWithinHours, input.PausesOnHold));
        else level.Promise(input.ResolveWithinHours, input.PausesOnHold);
        return Outcome<ServiceLevel>.Of(level.Id, new ServiceLevelSet(level.Id, level.CategoryId, level.Severity, level.ResolveWithinHours));
    }
}

[EventOf("ServiceLevel", "SET", "A deadline was set.")]
internal sealed record ServiceLevelSet(Guid ServiceLevel, Guid? Category, ComplaintSeverity Severity, int ResolveWithinHours) : IEvent
{
    public Guid Subject => ServiceLevel;
}
