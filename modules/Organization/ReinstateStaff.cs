using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who comes back to the company, and as what.")]
internal sealed record ReinstateStaff(
    [Describes("Who."), IdOf("Staff")] Guid Staff,
    [Describes("What the person is employed as.")] Position Position,
    [Describes("Where the person will work."), IdOf("Department")] Guid Department)
{
    [Allow(Position.Administrator, IsFixed = true)]
    [Describes("Takes a former member of staff back.")]
    public static async Task<Outcome<Staff>> Handle(ReinstateStaff input, OrganizationDb db, CancellationToken cancel)
    {
        var staff = await db.FindVisibleAsync<Staff>(input.Staff, cancel);
        if (staff is null) return new NotFound("There is no such member of staff.", ["staff"]);
        if (staff.IsToCome) return new Conflict($"This person was hired already, and begins on {staff.HiredOn:yyyy-MM-dd}.", ["staff"]);
        if (staff.Active) return new Conflict("This person works here; use transferStaff for another department or position.", ["staff"]);
        if (await db.FindVisibleAsync<Department>(input.Department, cancel) is null)
            return new NotFound("There is no such department; query departments for those that exist.", ["department"]);

        staff.Begin();
        staff.Transfer(input.Department, input.Position);
        return Outcome<Staff>.Of(staff.Id, new StaffHired(staff.Id, staff.DepartmentId, staff.Position));
    }
}
