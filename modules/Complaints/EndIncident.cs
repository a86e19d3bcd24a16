using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("An incident that is over.")]
internal sealed record EndIncident([Describes("Which incident."), IdOf("Incident")] Guid Incident)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Ends an incident: no complaint joins it any more. Each of its complaints is resolved and closed on its own, or in bulk.")]
    public static async Task<Outcome<Incident>> Handle(EndIncident input, ComplaintsDb db, TimeProvider time, CancellationToken cancel)
    {
        var incident = await db.FindVisibleAsync<Incident>(input.Incident, cancel);
        if (incident is null) return Complaints.Incident.NoSuch;
        if (incident.EndedAt is not null) return new ValidationError("This incident is over already.", ["incident"]);
        incident.End(time.GetUtcNow());
        return Outcome<Incident>.Of(incident.Id, new IncidentEnded(incident.Id));
    }
}

[EventOf("Incident", "ENDED", "It was over.", StaffOnly = true)]
internal sealed record IncidentEnded(Guid Incident) : IEvent
{
    public Guid Subject => Incident;
}
