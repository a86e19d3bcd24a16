using Microsoft.EntityFrameworkCore;

namespace PropertyGraph.Organization;

/// <summary>What every company of this kind has: the service centre, and four groups that work around it.</summary>
internal static class FirstDepartments
{
    private static readonly (string Code, string Name, string NameZh, DepartmentKind Kind)[] Groups =
    [
        ("ENGINEERING", "Engineering", "工程组", DepartmentKind.Engineering),
        ("ENVIRONMENT", "Environment", "环境组", DepartmentKind.Environment),
        ("ADMINISTRATION", "Administration", "行政组", DepartmentKind.Administration),
        ("SECURITY", "Security", "护卫组", DepartmentKind.Security),
    ];

    public static async Task Seed(OrganizationDb db, CancellationToken cancel)
    {
        if (await db.Departments.AnyAsync(cancel)) return;
        var centre = new Department("SERVICE_CENTRE", "Customer service centre", "客户服务中心", DepartmentKind.ServiceCentre, null);
        db.Add(centre);
        db.AddRange(Groups.Select(group => new Department(group.Code, group.Name, group.NameZh, group.Kind, centre.Id)));
        await db.SaveChangesAsync(cancel);
    }
}
