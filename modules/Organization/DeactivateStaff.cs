using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who leaves the company.")]
internal sealed record DeactivateStaff(
    [Describes("Who."), IdOf("Staff")] Guid Staff,
    [Describes("Last day of work; today (UTC) where it is left out.")] DateOnly? LeftOn = null)
{
    [Allow(Position.Administrator, IsFixed = true)]
    [MayFail(typeof(NobodyTakesOver))]
    [Describes("Ends somebody's service: the person can no longer sign in, and stays known for what was done. Open work goes to who holds the department's highest customer-service role, or leads it, or the nearest above it. For a day to come use planLeaving.")]
    public static async Task<Outcome<Staff>> Handle(DeactivateStaff input, OrganizationDb db, IReadOnlyList<IOpenWork> modules, TimeProvider time, CancellationToken cancel)
    {
        var staff = await db.FindVisibleAsync<Staff>(input.Staff, cancel);
        if (staff is null) return new NotFound("There is no such member of staff.", ["staff"]);
        if (staff.IsToCome)
        {
            staff.Leave(staff.HiredOn);
            db.Unschedule(FirstDay.Timer, staff.Id);
            return Outcome<Staff>.Of(staff.Id, new StaffDeactivated(staff.Id));
        }
        if (!staff.Active) return new Conflict("This person has left already.", ["staff"]);

        var now = time.GetUtcNow();
        var leftOn = input.LeftOn ?? Days.Of(now);
        if (leftOn < staff.HiredOn) return new ValidationError($"Give a day on or after {staff.HiredOn:yyyy-MM-dd}, the first day of work.", ["leftOn"]);
        if (leftOn > Days.Of(now)) return new ValidationError("Give a day that has come, since the person can't sign in from now on; or use planLeaving.", ["leftOn"]);
        if (await LastAdministrator.IsAsync(staff, db, cancel)) return LastAdministrator.Kept("staff");

        var (events, fault) = await Leaving.LeaveAsync(staff, leftOn, modules, db, now, cancel);
        return fault is null ? Outcome<Staff>.Of(staff.Id, events) : fault;
    }
}

internal static class Leaving
{
    /// <summary>Ends somebody's service, if there is nobody or somebody to take over what is open.</summary>
    /// <returns>What happened, or why that is not possible; nothing was changed then.</returns>
    public static async Task<(IReadOnlyList<IEvent> Events, Fault? Fault)> LeaveAsync(Staff staff, DateOnly on, IReadOnlyList<IOpenWork> modules, OrganizationDb db, DateTimeOffset now, CancellationToken cancel)
    {
        if (await Successor.TakesOverAsync(staff, WorkOf.All, modules, db, cancel) is { } fault) return ([], fault);
        var released = await Appointments.ReleaseAsync(staff.Id, AppointmentEnd.Left, db, now, cancel);
        db.Unschedule(LastDay.Timer, staff.Id);
        staff.Leave(on);
        return ([.. released, new StaffDeactivated(staff.Id)], null);
    }
}
