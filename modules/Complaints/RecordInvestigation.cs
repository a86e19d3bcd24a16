using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("What was found about a complaint.")]
internal sealed record RecordInvestigation(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("What was looked for.")] InvestigationKind Kind,
    [Describes("What was found, in at most 4,000 characters; staff alone can read it.")] string Findings,
    [Describes("The cause in the tree, where the cause was looked for and stands there: the complaint is of that cause from then on."), IdOf("Cause")] Guid? Cause = null)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Records what was found on the spot, or the cause. Customer and partner learn that it was looked into, not what was found.")]
    public static async Task<Outcome<Complaint>> Handle(RecordInvestigation input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Investigate, actor, cancel);
        if (fault is not null) return fault;
        var cause = input.Cause is { } key ? await db.FindVisibleAsync<Cause>(key, cancel) : null;
        var checks = new InputChecks()
            .Text("findings", input.Findings, 4000)
            .Rule(input.Cause is null || input.Kind == InvestigationKind.Cause, "Name a cause where the cause was looked for alone.", "cause");
        if (input.Cause is not null && cause is null) checks.Add(new NotFound("There is no such cause; query causes for those that exist.", ["cause"]));
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.Investigate, actor, now) is { } notNow) return notNow;
        complaint.Did(input.Kind == InvestigationKind.Site ? ProcedureStep.SiteInvestigation : ProcedureStep.CauseAnalysis);
        if (cause is not null) complaint.CausedBy(cause);
        db.Add(new Investigation(complaint, input.Kind, input.Findings, cause?.Id, actor.StaffIdOrNull, now));
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintInvestigated(complaint.Id, input.Kind));
    }
}

[EventOf("Complaint", "INVESTIGATED", "What was found on the spot, or the cause, was recorded.")]
internal sealed record ComplaintInvestigated(Guid Complaint, InvestigationKind Kind) : IEvent
{
    public Guid Subject => Complaint;
}
