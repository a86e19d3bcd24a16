using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who speaks for a department towards the service centre.")]
internal sealed record AppointCustomerServiceLead(
    [Describes("Which department."), IdOf("Department")] Guid Department,
    [Describes("An active member of its staff."), IdOf("Staff")] Guid Staff)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Names the member of staff through whom the service centre works with a department. A manager may do so for the own department.")]
    public static async Task<Outcome<Department>> Handle(AppointCustomerServiceLead input, OrganizationDb db, Actor actor, CancellationToken cancel)
    {
        var department = await db.FindVisibleAsync<Department>(input.Department, cancel);
        if (department is null) return new NotFound("There is no such department; query departments for those that exist.", ["department"]);
        if (actor.Holds(Position.Manager) && actor.DepartmentId != department.Id)
            return new NotAllowed("A manager appoints for the own department only; ask its manager, the director or an administrator.", ["department"]);
        var staff = await db.FindVisibleAsync<Staff>(input.Staff, cancel);
        if (staff is null) return new NotFound("There is no such member of staff.", ["staff"]);
        if (!staff.Active || staff.DepartmentId != department.Id)
            return new ValidationError("Choose an active member of this department's staff.", ["staff"]);

        var before = department.CustomerServiceLeadId;
        department.AppointCustomerServiceLead(staff.Id);
        return Outcome<Department>.Of(department.Id, new CustomerServiceLeadAppointed(department.Id, before, staff.Id));
    }
}

[EventOf("Department", "CUSTOMER_SERVICE_LEAD_APPOINTED", "The department got another lead for customer service.")]
internal sealed record CustomerServiceLeadAppointed(Guid Department, Guid? Before, Guid Staff) : IEvent
{
    public Guid Subject => Department;
}

internal static class CustomerServiceLeads
{
    /// <summary>Leaves the departments that this person leads without a lead, as when the person leaves.</summary>
    public static async Task ReleaseAsync(Guid staffId, OrganizationDb db, CancellationToken cancel)
    {
        foreach (var department in await db.Departments.Where(d => d.CustomerServiceLeadId == staffId).ToListAsync(cancel))
            department.AppointCustomerServiceLead(null);
    }
}
