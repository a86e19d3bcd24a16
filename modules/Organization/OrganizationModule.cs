using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

/// <summary>The management company itself: departments, staff and partners.</summary>
public sealed class OrganizationModule : IModule
{
    /// <inheritdoc/>
    public string Name => "organization";

    /// <inheritdoc/>
    public void Configure(ModuleBuilder module)
    {
        module.Database<OrganizationDb>();
        module.Entity<Department>(Department.Describe);
        module.Entity<Staff>(Staff.Describe);
        module.Entity<Partner>(Partner.Describe);
    }
}
