using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A complaint whose hold is to end.")]
internal sealed record ContinueComplaint(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("What the customer is told, in at most 4,000 characters.")] string? Note = null)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Ends a hold: the complaint goes back to the state that it was held in, and its due time moves by the pause.")]
    public static async Task<Outcome<Complaint>> Handle(ContinueComplaint input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Continue, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().OptionalText("note", input.Note, 4000);
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.Continue, actor, now, input.Note) is { } notNow) return notNow;
        db.WatchDeadline(complaint, now);
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintContinued(complaint.Id));
    }
}

[EventOf("Complaint", "CONTINUED", "A hold ended.")]
internal sealed record ComplaintContinued(Guid Complaint) : IEvent
{
    public Guid Subject => Complaint;
}
