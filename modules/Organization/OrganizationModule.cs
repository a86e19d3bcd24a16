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
        module.Entity<CustomerServiceRole>(CustomerServiceRole.Describe);
        module.Entity<Appointment>(Appointment.Describe);
        module.Entity<MissingRole>(MissingRole.Describe);
        module.Entity<Right>(Right.Describe);
        module.Entity<Partner>(Partner.Describe);
        module.Entity<PartnerPerson>(PartnerPerson.Describe);
        module.Entity<ApiKey>(ApiKey.Describe);
        module.Entity<BusinessCalendar>(BusinessCalendar.Describe);

        module.Viewer<Staff>("staff", Audience.Staff, "The member of staff; null for everybody else.");
        module.Viewer<Partner>("partner", Audience.Partner, "The firm; null for everybody else.");
        module.Viewer<PartnerPerson>("partnerPerson", Audience.Partner, "The person who acts for the firm; null where the firm acts itself, and for everybody else.", isPerson: true);

        module.Commands(
            OpenDepartment.Handle, CorrectDepartment.Handle, SetCustomerServiceRole.Handle, Appoint.Handle, EndAppointment.Handle, SetRight.Handle,
            HireStaff.Handle, CorrectStaff.Handle, TransferStaff.Handle, PlanLeaving.Handle, DeactivateStaff.Handle, ReinstateStaff.Handle,
            RegisterPartner.Handle, CorrectPartner.Handle, DeactivatePartner.Handle, ReinstatePartner.Handle,
            AddPartnerPerson.Handle, CorrectPartnerPerson.Handle, DeactivatePartnerPerson.Handle, ReinstatePartnerPerson.Handle, ErasePartnerPerson.Handle,
            CreateApiKey.Handle, RevokeApiKey.Handle, SetBusinessCalendar.Handle);
        module.Events(
            typeof(DepartmentOpened), typeof(DepartmentCorrected), typeof(CustomerServiceRoleSet), typeof(AppointmentMade), typeof(AppointmentEnded), typeof(CustomerServiceRoleVacant), typeof(RightSet),
            typeof(StaffExpected), typeof(StaffHired), typeof(StaffCorrected), typeof(StaffTransferred), typeof(LeavingPlanned), typeof(LeavingStuck), typeof(StaffDeactivated),
            typeof(PartnerRegistered), typeof(PartnerCorrected), typeof(PartnerDeactivated), typeof(PartnerPersonAdded), typeof(PartnerPersonCorrected), typeof(PartnerPersonDeactivated), typeof(PartnerPersonErased),
            typeof(ApiKeyCreated), typeof(ApiKeyRevoked), typeof(BusinessCalendarSet));

        module.Provide<IEmployment, Employment>();
        module.Timer(FirstDay.Timer, FirstDay.Handle);
        module.Timer(LastDay.Timer, LastDay.Handle);

        module.Rights<RightSet>(Right.ReadAsync);
        module.People(Audience.Staff, SignIn.Staff, typeof(StaffHired), typeof(StaffTransferred), typeof(StaffDeactivated));
        module.People(Audience.Partner, SignIn.Partner, typeof(PartnerRegistered), typeof(PartnerDeactivated), typeof(PartnerPersonAdded), typeof(PartnerPersonDeactivated));
        module.ApiKeys(ApiKey.FindAsync, ApiKey.UsedAsync);
        module.Seed(FirstDepartments.Seed);
        module.Seed(CustomerServiceRole.Seed);
        module.Seed(Right.Seed);
        module.Demo(OrganizationDemo.LoadAsync);
        module.Import("departments.csv", ImportDepartments.Import);
        module.Import("staff.csv", ImportStaff.Import);
        module.Import("appointments.csv", ImportAppointments.Import);
        module.Import("partners.csv", ImportPartners.Import);
        module.Import("partner_people.csv", ImportPartnerPeople.Import);
    }
}
