using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Why work on a complaint has to rest.")]
internal sealed record HoldComplaint(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("Why, in at most 4,000 characters; customer and partner can read it.")] string Reason)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Puts a complaint on hold. Its clock stops where the service level says so.")]
    public static async Task<Outcome<Complaint>> Handle(HoldComplaint input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Hold, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Text("reason", input.Reason, 4000);
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.Hold, actor, now, input.Reason) is { } notNow) return notNow;
        db.WatchDeadline(complaint, now);
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintHeld(complaint.Id));
    }
}

[EventOf("Complaint", "HELD", "It was put on hold.")]
internal sealed record ComplaintHeld(Guid Complaint) : IEvent
{
    public Guid Subject => Complaint;
}
