using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A signature under a decision.")]
internal sealed record SignDecision(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("The version that was read and is signed.")] int Version)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(DecisionSuperseded))]
    [Describes("Signs the latest version of the decision, for the service centre or for the responsible department, whichever the caller belongs to. It is committed when both have signed, by two people.")]
    public static async Task<Outcome<Complaint>> Handle(SignDecision input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.SignDecision, actor, cancel);
        if (fault is not null) return fault;
        var decision = await db.Decisions.Where(d => d.ComplaintId == complaint.Id).OrderByDescending(d => d.Version).FirstOrDefaultAsync(cancel);
        if (decision is null || input.Version > decision.Version || input.Version < 1) return new NotFound("There is no such version of a decision; propose one with proposeDecision.", ["version"]);
        if (input.Version < decision.Version || decision.SupersededAt is not null) return DecisionSuperseded.By(decision, complaint.Reference);
        if (actor.Audience != Audience.Staff) return new NotAllowed("Decisions are signed by people.");

        var now = time.GetUtcNow();
        if (decision.Sign(actor.StaffId, actor.DepartmentId, now) is { } objection) return new NotAllowed(objection, ["version"]);
        if (complaint.Take(ComplaintStep.SignDecision, actor, now, visibility: NoteVisibility.Internal) is { } notNow) return notNow;
        if (decision.IsCommitted) complaint.Did(ProcedureStep.JointDecision);
        return Outcome<Complaint>.Of(complaint.Id, new DecisionSigned(complaint.Id, decision.Version, decision.IsCommitted));
    }
}

/// <summary>What was read is not what would be signed.</summary>
[Describes("The version is no longer the one to sign.")]
internal sealed record DecisionSuperseded(
    string Message,
    [property: Describes("The latest version.")] int Latest,
    [property: Describes("Whether the latest version can be signed; where it can't, because another department works on the complaint now, a new one has to be proposed.")] bool CanBeSigned,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-DECISION-SUPERSEDED", Message, Path)
{
    public static DecisionSuperseded By(Decision latest, string reference) => latest.SupersededAt is null
        ? new($"Version {latest.Version} of the decision on {reference} has taken the place of this one; read it, and sign that.", latest.Version, true, ["version"])
        : new($"Another department works on {reference} since version {latest.Version} was proposed; propose a new one.", latest.Version, false, ["version"]);
}

[EventOf("Complaint", "DECISION_SIGNED", "A version of the decision was signed.", StaffOnly = true)]
internal sealed record DecisionSigned(Guid Complaint, int Version, bool IsCommitted) : IEvent
{
    public Guid Subject => Complaint;
}
