using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("What is right of a department.")]
internal sealed record CorrectDepartment(
    [Describes("Which department."), IdOf("Department")] Guid Department,
    [Describes("Name as customers read it.")] string Name,
    [Describes("Name in simplified Chinese, for customers whose language it is; taken away where it is left out.")] string? NameZh = null,
    [Describes("What the department does; unchanged where it is left out.")] DepartmentKind? Kind = null,
    [Describes("Department that it reports to, neither itself nor one that reports to it; unchanged where it is left out."), IdOf("Department")] Guid? Parent = null)
{
    [Allow(Position.Administrator)]
    [Describes("Corrects a department's names, what it does, and which department it reports to. Its code stays.")]
    public static async Task<Outcome<Department>> Handle(CorrectDepartment input, OrganizationDb db, CancellationToken cancel)
    {
        var department = await db.FindVisibleAsync<Department>(input.Department, cancel);
        if (department is null) return new NotFound("There is no such department; query departments for those that exist.", ["department"]);
        var checks = Organization.Department.Check(department.Code, input.Name, input.NameZh);
        var parent = input.Parent is { } above ? await db.FindVisibleAsync<Department>(above, cancel) : null;
        if (input.Parent is not null && parent is null) checks.Add(new NotFound("There is no such department; query departments for those that exist.", ["parent"]));
        if (checks.Failed) return Outcome<Department>.Failed(checks.Faults);

        if (parent is not null && parent.Id != department.ParentId)
        {
            // Two that change the hierarchy at the same time must not make a circle of it.
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM organization.departments ORDER BY id FOR NO KEY UPDATE", cancel);
            if (await db.IsUnderAsync(parent, department.Id, cancel)) return new Conflict("That department is this one, or reports to it; choose another.", ["parent"]);
            department.PlaceUnder(parent.Id);
        }
        department.Correct(input.Name, input.NameZh, input.Kind ?? department.Kind);
        return Outcome<Department>.Of(department.Id, new DepartmentCorrected(department.Id, department.ParentId));
    }
}

[EventOf("Department", "CORRECTED", "Its names, what it does or which department it reports to were corrected.")]
internal sealed record DepartmentCorrected(Guid Department, Guid? Parent) : IEvent
{
    public Guid Subject => Department;
}
