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
    public static async Task<Outcome<Improvement>> Handle(DropImprovement input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (improvement, fault) = await db.BeginImprovementAsync(input.Improvement, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Text("reason", input.Reason, 4000);
        if (checks.Failed) return Outcome<Improvement>.Failed(checks.Faults);

        improvement.End(ImprovementStatus.Dropped, input.Reason, actor.StaffIdOrNull, time.GetUtcNow());
        db.Unschedule(ComplaintsDb.ImprovementTimer, improvement.Id);
        return Outcome<Improvement>.Of(improvement.Id, new ImprovementDropped(improvement.Id, improvement.ComplaintId, improvement.CauseId));
    }
}

[EventOf("Improvement", "DROPPED", "It was given up.", StaffOnly = true)]
internal sealed record ImprovementDropped(Guid Improvement, Guid? Complaint, Guid? Cause) : IEvent
{
    public Guid Subject => Improvement;
}
