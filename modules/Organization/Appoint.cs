using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Who gets a customer-service role in a department.")]
internal sealed record Appoint(
    [Describes("Which role."), IdOf("CustomerServiceRole")] Guid Role,
    [Describes("Which department."), IdOf("Department")] Guid Department,
    [Describes("An active member of its staff, who is no surveyor."), IdOf("Staff")] Guid Staff)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Gives a member of staff a customer-service role in the own department; who held it holds it no more. A manager appoints for the own department only.")]
    public static async Task<Outcome<Appointment>> Handle(Appoint input, OrganizationDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var role = await db.FindVisibleAsync<CustomerServiceRole>(input.Role, cancel);
        if (role is null) return new NotFound("There is no such role; query customerServiceRoles for those that there are.", ["role"]);
        if (!role.IsActive) return new Conflict("Departments are not to have this role any more.", ["role"]);
        if (await db.FindVisibleAsync<Department>(input.Department, cancel) is null) return new NotFound("There is no such department; query departments for those that exist.", ["department"]);
        if (Objection(actor, input.Department) is { } objection) return objection;
        var staff = await db.FindVisibleAsync<Staff>(input.Staff, cancel);
        if (staff is null) return new NotFound("There is no such member of staff.", ["staff"]);
        if (!staff.Active || staff.DepartmentId != input.Department) return new ValidationError("Choose an active member of this department's staff.", ["staff"]);
        if (staff.Position == Position.Surveyor) return new ValidationError("Choose somebody else: surveyors are independent of those who serve.", ["staff"]);

        var now = time.GetUtcNow();
        var before = await db.Appointments.SingleOrDefaultAsync(a => a.RoleId == input.Role && a.DepartmentId == input.Department && a.To == null, cancel);
        if (before?.StaffId == staff.Id) return new Conflict("This person holds the role already.", ["staff"]);
        // Written, not only locked: who leaves or moves at the same moment collides with it, and then gives up this role too.
        await db.Staff.Where(s => s.Id == staff.Id).ExecuteUpdateAsync(s => s.SetProperty(x => x.Active, true), cancel);
        before?.EndAt(now, AppointmentEnd.Replaced);
        var appointment = new Appointment(input.Role, input.Department, staff.Id, actor.StaffIdOrNull, now);
        db.Add(appointment);
        var made = new AppointmentMade(appointment.Id, input.Department, input.Role, staff.Id, before?.StaffId);
        return before is null
            ? Outcome<Appointment>.Of(appointment.Id, made)
            : Outcome<Appointment>.Of(appointment.Id, [new AppointmentEnded(before.Id, before.DepartmentId, before.RoleId, before.StaffId, AppointmentEnd.Replaced), made]);
    }

    /// <summary>Only directors and administrators look beyond their own department, whoever else may be given the right.</summary>
    public static NotAllowed? Objection(Actor actor, Guid department) =>
        actor.Audience == Audience.Staff && !actor.Holds(Position.Director, Position.Administrator) && actor.DepartmentId != department
            ? new("Appoint for your own department only; ask its manager, the director or an administrator.", ["department"])
            : null;
}

[EventOf("Appointment", "MADE", "Somebody got a customer-service role in a department.")]
internal sealed record AppointmentMade(Guid Appointment, Guid Department, Guid Role, Guid Staff, Guid? Before) : IEvent
{
    public Guid Subject => Appointment;
}
