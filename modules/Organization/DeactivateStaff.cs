using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who leaves the company.")]
internal sealed record DeactivateStaff(
    [Describes("Who."), IdOf("Staff")] Guid Staff,
    [Describes("Last day of work; today (UTC) where it is left out.")] DateOnly? LeftOn = null)
{
    [Allow(Position.Administrator)]
    [MayFail(typeof(NobodyTakesOver))]
    [Describes("Ends somebody's service: the person can no longer sign in, and stays known for what was done. Open work goes to the lead of the department, or of the nearest above it.")]
    public static async Task<Outcome<Staff>> Handle(DeactivateStaff input, OrganizationDb db, IReadOnlyList<IOpenWork> modules, TimeProvider time, CancellationToken cancel)
    {
        var staff = await db.FindVisibleAsync<Staff>(input.Staff, cancel);
        if (staff is null) return new NotFound("There is no such member of staff.", ["staff"]);
        if (!staff.Active) return new Conflict("This person has left already.", ["staff"]);

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var leftOn = input.LeftOn ?? today;
        if (leftOn < staff.HiredOn) return new ValidationError($"Give a day on or after {staff.HiredOn:yyyy-MM-dd}, the first day of work.", ["leftOn"]);
        if (leftOn > today) return new ValidationError("Give a day that has come: the person can't sign in from now on.", ["leftOn"]);
        if (await LastAdministrator.IsAsync(staff, db, cancel)) return LastAdministrator.Kept("staff");

        if (await Successor.TakesOverAsync(staff, modules, db, cancel) is { } left) return left;
        await CustomerServiceLeads.ReleaseAsync(staff.Id, db, cancel);
        staff.Leave(leftOn);
        return Outcome<Staff>.Of(staff.Id, new StaffDeactivated(staff.Id));
    }
}
