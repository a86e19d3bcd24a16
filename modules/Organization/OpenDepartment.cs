using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("A department to be opened.")]
internal sealed record OpenDepartment(
    [Describes("Short name without blanks, not used before, such as ENGINEERING_NORTH.")] string Code,
    [Describes("Name as customers read it.")] string Name,
    [Describes("What the department does.")] DepartmentKind Kind,
    [Describes("Department that it reports to."), IdOf("Department")] Guid Parent,
    [Describes("Name in simplified Chinese, for customers whose language it is.")] string? NameZh = null)
{
    [Allow(Position.Administrator)]
    [Describes("Opens a department under another one.")]
    public static async Task<Outcome<Department>> Handle(OpenDepartment input, OrganizationDb db, CancellationToken cancel)
    {
        var checks = Department.Check(input.Code, input.Name, input.NameZh);
        if (await db.FindVisibleAsync<Department>(input.Parent, cancel) is null)
            checks.Add(new NotFound("There is no such department; query departments for those that exist.", ["parent"]));
        if (checks.Failed) return Outcome<Department>.Failed(checks.Faults);
        if (await db.Departments.AnyAsync(d => d.Code == input.Code.Trim(), cancel))
            return new Conflict("This code is taken; choose another.", ["code"]);

        var department = new Department(input.Code, input.Name, input.NameZh, input.Kind, input.Parent);
        db.Add(department);
        return Outcome<Department>.Of(department.Id, new DepartmentOpened(department.Id, input.Parent));
    }
}

[EventOf("Department", "OPENED", "The department was opened.")]
internal sealed record DepartmentOpened(Guid Department, Guid Parent) : IEvent
{
    public Guid Subject => Department;
}
