using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who changes department or position, and to which.")]
internal sealed record TransferStaff(
    [Describes("Who."), IdOf("Staff")] Guid Staff,
    [Describes("Where the person will work; unchanged where it is left out."), IdOf("Department")] Guid? Department = null,
    [Describes("What the person will be; unchanged where it is left out.")] Position? Position = null)
{
    [Allow(Access.Position.Administrator)]
    [Describes("Gives a member of staff another department, another position, or both.")]
    public static async Task<Outcome<Staff>> Handle(TransferStaff input, OrganizationDb db, CancellationToken cancel)
    {
        var staff = await db.FindVisibleAsync<Staff>(input.Staff, cancel);
        if (staff is null) return new NotFound("There is no such member of staff.", ["staff"]);
        if (!staff.Active) return new Conflict("This person has left; use reinstateStaff first.", ["staff"]);

        var department = input.Department ?? staff.DepartmentId;
        var position = input.Position ?? staff.Position;
        if (department != staff.DepartmentId && await db.FindVisibleAsync<Department>(department, cancel) is null)
            return new NotFound("There is no such department; query departments for those that exist.", ["department"]);
        if ((department, position) == (staff.DepartmentId, staff.Position))
            return new ValidationError("Nothing would change: give another department or position.");
        if (position != Access.Position.Administrator && await LastAdministrator.IsAsync(staff, db, cancel)) return LastAdministrator.Kept("position");

        var from = (staff.DepartmentId, staff.Position);
        if (department != staff.DepartmentId) await CustomerServiceLeads.ReleaseAsync(staff.Id, db, cancel);
        staff.Transfer(department, position);
        return Outcome<Staff>.Of(staff.Id, new StaffTransferred(staff.Id, from.DepartmentId, department, from.Position, position));
    }
}

[EventOf("Staff", "TRANSFERRED", "The member of staff got another department or position.")]
internal sealed record StaffTransferred(Guid Staff, Guid FromDepartment, Guid ToDepartment, Position FromPosition, Position ToPosition) : IEvent
{
    public Guid Subject => Staff;
}
