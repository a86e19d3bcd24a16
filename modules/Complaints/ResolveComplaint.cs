using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("How a complaint was resolved.")]
internal sealed record ResolveComplaint(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("What was done, as the customer is told, in at most 4,000 characters.")] string Resolution,
    [Describes("What it cost in the end, in the company's currency; stays as it was where it is left out. Staff alone can read it.")] decimal? ActualLoss = null)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(StepsMissing))]
    [Describes("Says that the work is done, and what the customer is told about it.")]
    public static async Task<Outcome<Complaint>> Handle(ResolveComplaint input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Resolve, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Text("resolution", input.Resolution, 4000).Rule(Money.IsSum(input.ActualLoss), Money.Rule, "actualLoss");
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.Resolve, actor, now, input.Resolution) is { } notNow) return notNow;
        complaint.Cost(input.ActualLoss);
        db.WatchDeadline(complaint, now);
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintResolved(complaint.Id));
    }
}

[EventOf("Complaint", "RESOLVED", "The work was done.")]
internal sealed record ComplaintResolved(Guid Complaint) : IEvent
{
    public Guid Subject => Complaint;
}
