using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("An improvement that is not to be made.")]
internal sealed record DropImprovement(
    [Describes("Which improvement."), IdOf("Improvement")] Guid Improvement,
    [Describes("Why, in at most 4,000 characters; staff alone can read it.")] string Reason)
{
    [Allow(Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Gives an improvement up.")]
    public static Task<Outcome<Improvement>> Handle(DropImprovement input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel) =>
        db.EndImprovementAsync(input.Improvement, ImprovementStatus.Dropped, ("reason", input.Reason), i => new ImprovementDropped(i.Id, i.ComplaintId, i.CauseId), actor, time, cancel);
}

[EventOf("Improvement", "DROPPED", "It was given up.", StaffOnly = true)]
internal sealed record ImprovementDropped(Guid Improvement, Guid? Complaint, Guid? Cause) : IEvent
{
    public Guid Subject => Improvement;
}
