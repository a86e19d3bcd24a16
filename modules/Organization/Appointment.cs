using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Events;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

/// <summary>Who holds a customer-service role in a department, from when to when. The database holds it to one at a time.</summary>
internal sealed class Appointment
{
    private Appointment() { }

    public Appointment(Guid roleId, Guid departmentId, Guid staffId, Guid? appointedById, DateTimeOffset from) =>
        (RoleId, DepartmentId, StaffId, AppointedById, From) = (roleId, departmentId, staffId, appointedById, from);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid RoleId { get; private set; }
    public CustomerServiceRole? Role { get; private set; }
    public Guid DepartmentId { get; private set; }
    public Department? Department { get; private set; }
    public Guid StaffId { get; private set; }
    public Staff? Staff { get; private set; }
    public DateTimeOffset From { get; private set; }
    public DateTimeOffset? To { get; private set; }
    public AppointmentEnd? End { get; private set; }
    public Guid? AppointedById { get; private set; }

    public void EndAt(DateTimeOffset at, AppointmentEnd end) => (To, End) = (at, end);

    internal static void Describe(EntityBuilder<Appointment> appointment)
    {
        appointment.Is("Somebody's time in a customer-service role of a department.", null, "appointments")
            .OrderedBy(a => a.From, descending: true);
        appointment.Field(a => a.From, "Since when.");
        appointment.Field(a => a.To, "Until when; null while it lasts.");
        appointment.Field(a => a.End, "Why it ended; null while it lasts.");
        appointment.One("role", "CustomerServiceRole", a => a.RoleId, "Which role.");
        appointment.One("department", "Department", a => a.DepartmentId, "In which department.");
        appointment.One("staff", "Staff", a => a.StaffId, "Who.");
        appointment.One("appointedBy", "Staff", a => a.AppointedById, "Who appointed; null where the platform or an import did.");
        appointment.VisibleTo(Audience.Staff);
    }
}

[Describes("Why an appointment ended.")]
internal enum AppointmentEnd
{
    [Describes("Somebody else got the role.")]
    Replaced,
    [Describes("It was ended.")]
    Ended,
    [Describes("The person went to another department.")]
    Moved,
    [Describes("The person left the company, or became a surveyor, who is independent of those who serve.")]
    Left,
}

internal static class Appointments
{
    /// <summary>Ends what somebody holds, as when the person leaves or moves; the gaps are told.</summary>
    public static async Task<IReadOnlyList<IEvent>> ReleaseAsync(Guid staff, AppointmentEnd end, OrganizationDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var events = new List<IEvent>();
        foreach (var held in await db.Appointments.Where(a => a.StaffId == staff && a.To == null).OrderBy(a => a.Id).ToListAsync(cancel))
        {
            held.EndAt(now, end);
            events.AddRange(Ended(held));
        }
        return events;
    }

    /// <summary>An appointment ended, and nobody has the role now.</summary>
    public static IEnumerable<IEvent> Ended(Appointment held) =>
        [new AppointmentEnded(held.Id, held.DepartmentId, held.RoleId, held.StaffId, held.End!.Value), new CustomerServiceRoleVacant(held.DepartmentId, held.RoleId)];
}

[EventOf("Appointment", "ENDED", "The appointment ended.")]
internal sealed record AppointmentEnded(Guid Appointment, Guid Department, Guid Role, Guid Staff, AppointmentEnd End) : IEvent
{
    public Guid Subject => Appointment;
}

[EventOf("Department", "CUSTOMER_SERVICE_ROLE_VACANT", "The department has nobody in a customer-service role any more.")]
internal sealed record CustomerServiceRoleVacant(Guid Department, Guid Role) : IEvent
{
    public Guid Subject => Department;
}
