using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who is to be hired.")]
internal sealed record HireStaff(
    [Describes("Staff number, not used before.")] string Number,
    [Describes("Full name.")] string Name,
    [Describes("What the person is employed as.")] Position Position,
    [Describes("Where the person will work."), IdOf("Department")] Guid Department,
    [Describes("E-mail address at work.")] string? Email = null,
    [Describes("First day of work; today (UTC) where it is left out.")] DateOnly? HiredOn = null)
{
    [Allow(Position.Administrator)]
    [Describes("Takes somebody into the company's service.")]
    public static async Task<Outcome<Staff>> Handle(HireStaff input, OrganizationDb db, TimeProvider time, CancellationToken cancel)
    {
        var checks = Organization.Staff.Check(input.Number, input.Name, input.Email);
        var department = await db.FindVisibleAsync<Department>(input.Department, cancel);
        if (department is null) checks.Add(new NotFound("There is no such department; query departments for those that exist.", ["department"]));
        if (checks.Failed) return Outcome<Staff>.Failed(checks.Faults);

        var number = input.Number.Trim();
        if (await db.Staff.AnyAsync(s => s.Number == number, cancel))
            return new Conflict("This number is taken; choose another, or use reinstateStaff for somebody who comes back.", ["number"]);

        var staff = new Staff(number, input.Name, input.Position, input.Department, input.Email, input.HiredOn ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        db.Add(staff);
        return Outcome<Staff>.Of(staff.Id, new StaffHired(staff.Id, staff.DepartmentId, staff.Position));
    }
}
