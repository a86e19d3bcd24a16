using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who will leave the company, and when.")]
internal sealed record PlanLeaving(
    [Describes("Who."), IdOf("Staff")] Guid Staff,
    [Describes("Last day of work (UTC), today at the earliest; left out or null where the person stays after all.")] DateOnly? LeavesOn = null)
{
    [Allow(Position.Administrator, IsFixed = true)]
    [Describes("Plans somebody's last day, or takes the plan back. When the day is over the work that is open then is handed over, and the person can no longer sign in. Where nobody can take over, the person goes on answering for it until somebody can, which is tried every day.")]
    public static async Task<Outcome<Staff>> Handle(PlanLeaving input, OrganizationDb db, TimeProvider time, CancellationToken cancel)
    {
        var staff = await db.FindVisibleAsync<Staff>(input.Staff, cancel);
        if (staff is null) return new NotFound("There is no such member of staff.", ["staff"]);
        if (!staff.Active) return new Conflict("This person does not work here now.", ["staff"]);
        if (input.LeavesOn == staff.LeavesOn) return new Conflict("That is the plan already.", ["leavesOn"]);
        if (input.LeavesOn < Days.Of(time.GetUtcNow())) return new ValidationError("Give a day that is not over; for one that is, use deactivateStaff.", ["leavesOn"]);
        staff.PlanToLeave(input.LeavesOn);
        if (input.LeavesOn is { } last) db.Schedule(LastDay.Timer, staff.Id, Days.End(last));
        else db.Unschedule(LastDay.Timer, staff.Id);
        return Outcome<Staff>.Of(staff.Id, new LeavingPlanned(staff.Id, input.LeavesOn));
    }
}

[EventOf("Staff", "LEAVING_PLANNED", "The member of staff will leave on a day to come, or stays after all.", StaffOnly = true)]
internal sealed record LeavingPlanned(Guid Staff, DateOnly? LeavesOn) : IEvent
{
    public Guid Subject => Staff;
}

/// <summary>The last day of somebody is over.</summary>
internal static class LastDay
{
    public const string Timer = "last-day";

    public static async Task<Reaction> Handle(TimerFired timer, OrganizationDb db, IReadOnlyList<IOpenWork> modules, TimeProvider time, CancellationToken cancel)
    {
        if (await db.Staff.FindAsync([timer.Key], cancel) is not { Active: true, LeavesOn: { } last } staff) return Reaction.None;
        var now = time.GetUtcNow();
        if (Days.End(last) is var due && due > now)
        {
            db.Schedule(Timer, staff.Id, due);
            return Reaction.None;
        }
        var (events, fault) = await LastAdministrator.IsAsync(staff, db, cancel) ? ([], LastAdministrator.Kept("staff")) : await Leaving.LeaveAsync(staff, last, modules, db, now, cancel);
        if (fault is null) return Reaction.Of(events);
        db.Schedule(Timer, staff.Id, now.AddDays(1));
        if (staff.StuckSince is not null) return Reaction.None;
        staff.Stuck(now);
        return Reaction.Of([new LeavingStuck(staff.Id, (fault as NobodyTakesOver)?.OpenWork)]);
    }
}

[EventOf("Staff", "LEAVING_STUCK", "The last day is over, but nobody can take over: the person stays responsible.", StaffOnly = true)]
internal sealed record LeavingStuck(Guid Staff, int? OpenWork) : IEvent
{
    public Guid Subject => Staff;
}
