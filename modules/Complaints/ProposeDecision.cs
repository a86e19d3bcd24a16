using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("What is to be done about a complaint.")]
internal sealed record ProposeDecision(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("What is to be done, in at most 4,000 characters; staff alone can read it.")] string Text,
    [Describes("What it is expected to cost, in the company's currency.")] decimal? ExpectedLoss = null)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(StepsMissing))]
    [Returns("version", typeof(int), "Number of the version, for signDecision.", Repeatable = true)]
    [Describes("Proposes what is to be done. It takes the place of the version before, whose signatures count no more.")]
    public static async Task<Outcome<Complaint>> Handle(ProposeDecision input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.ProposeDecision, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Text("text", input.Text, 4000).Rule(Money.IsSum(input.ExpectedLoss), Money.Rule, "expectedLoss");
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.ProposeDecision, actor, now, visibility: NoteVisibility.Internal) is { } notNow) return notNow;
        var last = await db.Decisions.Where(d => d.ComplaintId == complaint.Id).OrderByDescending(d => d.Version).FirstOrDefaultAsync(cancel);
        last?.Supersede(now);
        complaint.Undid(ProcedureStep.JointDecision);
        var decision = new Decision(
            complaint, (last?.Version ?? 0) + 1, input.Text, input.ExpectedLoss, await ServiceCentre.FindAsync(graph, cancel), actor.StaffIdOrNull, now);
        db.Add(decision);
        return Outcome<Complaint>.Of(complaint.Id, new DecisionProposed(complaint.Id, decision.Version, decision.ExpectedLoss)).With("version", decision.Version);
    }
}

[EventOf("Complaint", "DECISION_PROPOSED", "What is to be done was proposed for signing.", StaffOnly = true)]
internal sealed record DecisionProposed(Guid Complaint, int Version, decimal? ExpectedLoss) : IEvent
{
    public Guid Subject => Complaint;
}
