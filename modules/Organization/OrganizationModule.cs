using PropertyGraph.Access;
using PropertyGraph.Contracts;
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
        module.Entity<ApiKey>(ApiKey.Describe);
        module.Entity<BusinessCalendar>(BusinessCalendar.Describe);

        module.Commands(
            OpenDepartment.Handle, AppointCustomerServiceLead.Handle,
            HireStaff.Handle, TransferStaff.Handle, DeactivateStaff.Handle, ReinstateStaff.Handle,
            RegisterPartner.Handle, DeactivatePartner.Handle,
            CreateApiKey.Handle, RevokeApiKey.Handle, SetBusinessCalendar.Handle);
        module.Events(
            typeof(DepartmentOpened), typeof(CustomerServiceLeadAppointed),
            typeof(StaffHired), typeof(StaffTransferred), typeof(StaffDeactivated),
            typeof(PartnerRegistered), typeof(PartnerDeactivated),
            typeof(ApiKeyCreated), typeof(ApiKeyRevoked), typeof(BusinessCalendarSet));

        module.People(Audience.Staff, SignIn.Staff);
        module.People(Audience.Partner, SignIn.Partner);
        module.ApiKeys(ApiKey.FindAsync, ApiKey.UsedAsync);
        module.Seed(FirstDepartments.Seed);
        module.Demo(OrganizationDemo.LoadAsync);
        module.Import("departments.csv", ImportDepartments.Import);
        module.Import("staff.csv", ImportStaff.Import);
        module.Import("partners.csv", ImportPartners.Import);
    }
}
