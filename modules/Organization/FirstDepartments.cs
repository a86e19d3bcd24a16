using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Organization;

/// <summary>What every company of this kind has: the service centre, and four groups that work around it.</summary>
internal static class FirstDepartments
{
    private static readonly (string Code, string Name, DepartmentKind Kind)[] Groups =
    [
        ("ENGINEERING", "Engineering", DepartmentKind.Engineering),
        ("ENVIRONMENT", "Environment", DepartmentKind.Environment),
        ("ADMINISTRATION", "Administration", DepartmentKind.Administration),
        ("SECURITY", "Security", DepartmentKind.Security),
    ];

    public static async Task Seed(OrganizationDb db, CancellationToken cancel)
    {
        if (await db.Departments.AnyAsync(cancel)) return;
        var centre = new Department("SERVICE_CENTRE", "Customer service centre", DepartmentKind.ServiceCentre, null);
        db.Add(centre);
        db.AddRange(Groups.Select(group => new Department(group.Code, group.Name, group.Kind, centre.Id)));
        await db.SaveChangesAsync(cancel);
    }
}
