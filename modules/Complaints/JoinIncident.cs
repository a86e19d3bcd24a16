using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A complaint that is one of many about the same thing.")]
internal sealed record JoinIncident(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("The incident that it is about; one that is not over."), IdOf("Incident")] Guid Incident)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Ties a complaint to an incident, in place of one that it was tied to. It stays a complaint of its own.")]
    public static async Task<Outcome<Complaint>> Handle(JoinIncident input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.JoinIncident, actor, cancel);
        if (fault is not null) return fault;
        var incident = await db.FindVisibleAsync<Incident>(input.Incident, cancel);
        if (incident is null) return Complaints.Incident.NoSuch;
        if (incident.EndedAt is not null) return new ValidationError("Choose one that is not over.", ["incident"]);

        if (complaint.Take(ComplaintStep.JoinIncident, actor, time.GetUtcNow(), visibility: NoteVisibility.Internal) is { } notNow) return notNow;
        complaint.Join(incident.Id);
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintJoinedIncident(complaint.Id, incident.Id));
    }
}

[EventOf("Complaint", "INCIDENT_JOINED", "It was tied to an incident.", StaffOnly = true)]
internal sealed record ComplaintJoinedIncident(Guid Complaint, Guid Incident) : IEvent
{
    public Guid Subject => Complaint;
}
