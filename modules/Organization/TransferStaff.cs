using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who changes department, position or title, and to which.")]
internal sealed record TransferStaff(
    [Describes("Who."), IdOf("Staff")] Guid Staff,
    [Describes("Where the person will work; unchanged where it is left out."), IdOf("Department")] Guid? Department = null,
    [Describes("What the person will be; unchanged where it is left out.")] Position? Position = null,
    [Describes("What the person will be called at work; unchanged where it is left out, and none where it is empty.")] string? Title = null,
    [Describes("Whether the person goes on answering for complaints of the department that is left. Orders of that department are handed over either way.")] bool KeepWork = false)
{
    [Allow(Access.Position.Administrator, IsFixed = true)]
    [MayFail(typeof(NobodyTakesOver))]
    [Describes("Gives a member of staff another department, position or title. What is open of the department that is left goes to who holds its highest customer-service role, or leads it, or the nearest above it; customer-service roles there end.")]
    public static async Task<Outcome<Staff>> Handle(TransferStaff input, OrganizationDb db, IReadOnlyList<IOpenWork> modules, TimeProvider time, CancellationToken cancel)
    {
        var staff = await db.FindVisibleAsync<Staff>(input.Staff, cancel);
        if (staff is null) return new NotFound("There is no such member of staff.", ["staff"]);
        if (!staff.Active && !staff.IsToCome) return new Conflict("This person has left; use reinstateStaff first.", ["staff"]);

        var department = input.Department ?? staff.DepartmentId;
        var position = input.Position ?? staff.Position;
        var title = input.Title is null ? staff.Title : input.Title.Trim() is { Length: > 0 } given ? given : null;
        var checks = new InputChecks().OptionalText("title", title, 100);
        if (checks.Failed) return Outcome<Staff>.Failed(checks.Faults);
        if (department != staff.DepartmentId && await db.FindVisibleAsync<Department>(department, cancel) is null)
            return new NotFound("There is no such department; query departments for those that exist.", ["department"]);
        if ((department, position, title) == (staff.DepartmentId, staff.Position, staff.Title))
            return new ValidationError("Nothing would change: give another department, position or title.");
        if (position != Access.Position.Administrator && await LastAdministrator.IsAsync(staff, db, cancel)) return LastAdministrator.Kept("position");

        var (moves, becomesSurveyor) = (department != staff.DepartmentId, position == Access.Position.Surveyor && staff.Position != Access.Position.Surveyor);
        if (input.KeepWork && becomesSurveyor) return new ValidationError("Surveyors are independent of those who serve: whoever becomes one can keep no work.", ["keepWork"]);
        if ((moves || becomesSurveyor) && await Successor.TakesOverAsync(staff, becomesSurveyor ? WorkOf.All : WorkOf.Of(staff.DepartmentId, input.KeepWork), modules, db, cancel) is { } fault) return fault;
        var released = moves || becomesSurveyor ? await Appointments.ReleaseAsync(staff.Id, becomesSurveyor ? AppointmentEnd.Left : AppointmentEnd.Moved, db, time.GetUtcNow(), cancel) : [];

        var from = (staff.DepartmentId, staff.Position);
        staff.Transfer(department, position);
        staff.Call(title);
        return Outcome<Staff>.Of(staff.Id, [.. released, new StaffTransferred(staff.Id, from.DepartmentId, department, from.Position, position)]);
    }
}

[EventOf("Staff", "TRANSFERRED", "The member of staff got another department, position or title.")]
internal sealed record StaffTransferred(Guid Staff, Guid FromDepartment, Guid ToDepartment, Position FromPosition, Position ToPosition) : IEvent
{
    public Guid Subject => Staff;
}
