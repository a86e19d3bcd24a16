using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Why a complaint has to be taken up again.")]
internal sealed record ReopenComplaint(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("Why, in at most 4,000 characters; customer and partner can read it.")] string Reason)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [AllowAudience(Audience.Customer)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Takes a resolved or closed complaint up again, with a new due time. Customers may reopen their own.")]
    public static async Task<Outcome<Complaint>> Handle(ReopenComplaint input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Reopen, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Text("reason", input.Reason, 4000);
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.Reopen, actor, now, input.Reason) is { } notNow) return notNow;
        var rules = await TriageRules.LoadAsync(db, complaint.DepartmentId, cancel);
        // It begins again, so it begins under what is valid now.
        var rule = rules.For(complaint.CategoryId, complaint.Severity, now, isKeyAccount: complaint.IsKeyAccount);
        complaint.SetDeadline(rule, now);
        complaint.Follow(rule.Procedure);
        await db.LoadChainAsync(complaint, cancel);
        if (complaint.AccountableId is { } accountable) complaint.HandOver(accountable, null, now);
        db.WatchDeadline(complaint, now);
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintReopened(complaint.Id, complaint.ReopenCount));
    }
}

[EventOf("Complaint", "REOPENED", "It was reopened.")]
internal sealed record ComplaintReopened(Guid Complaint, int ReopenCount) : IEvent
{
    public Guid Subject => Complaint;
}
