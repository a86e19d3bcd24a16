using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

/// <summary>A row of the view <c>missing_roles</c>: a role that a department has nobody for.</summary>
internal sealed class MissingRole
{
    private MissingRole() { }

    /// <summary>Made from department and role, so that it is the same at every reading.</summary>
    public Guid Id { get; private set; }
    public Guid DepartmentId { get; private set; }
    public Guid RoleId { get; private set; }
    public DateTimeOffset? VacantSince { get; private set; }

    internal static void Describe(EntityBuilder<MissingRole> missing)
    {
        missing.Is("A customer-service role that a department should have, and nobody holds.")
            .Key(m => m.Id);
        missing.Field(m => m.VacantSince, "When the last holder's time ended; null where there never was one.");
        missing.One("department", "Department", m => m.DepartmentId, "Which department.");
        missing.One("role", "CustomerServiceRole", m => m.RoleId, "Which role.");
        missing.VisibleTo(Audience.Staff);
    }
}
