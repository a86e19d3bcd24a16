using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Organization;

[Describes("Which appointment ends.")]
internal sealed record EndAppointment([Describes("Which appointment."), IdOf("Appointment")] Guid Appointment)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Takes a customer-service role from somebody; the department then misses it. A manager does so in the own department only.")]
    public static async Task<Outcome<Appointment>> Handle(EndAppointment input, OrganizationDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var appointment = await db.FindVisibleAsync<Appointment>(input.Appointment, cancel);
        if (appointment is null) return new NotFound("There is no such appointment.", ["appointment"]);
        if (Appoint.Objection(actor, appointment.DepartmentId) is { } objection) return objection;
        if (appointment.To is not null) return new Conflict("This appointment has ended already.", ["appointment"]);
        appointment.EndAt(time.GetUtcNow(), AppointmentEnd.Ended);
        return Outcome<Appointment>.Of(appointment.Id, [.. Appointments.Ended(appointment)]);
    }
}
