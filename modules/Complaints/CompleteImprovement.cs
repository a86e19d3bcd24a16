using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("An improvement that was made.")]
internal sealed record CompleteImprovement(
    [Describes("Which improvement."), IdOf("Improvement")] Guid Improvement,
    [Describes("What came of it, in at most 4,000 characters; staff alone can read it.")] string Result)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Calls an improvement done: who makes it, a manager or a director.")]
    public static async Task<Outcome<Improvement>> Handle(CompleteImprovement input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (improvement, fault) = await db.BeginImprovementAsync(input.Improvement, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Text("result", input.Result, 4000);
        if (checks.Failed) return Outcome<Improvement>.Failed(checks.Faults);

        improvement.End(ImprovementStatus.Done, input.Result, actor.StaffIdOrNull, time.GetUtcNow());
        db.Unschedule(ComplaintsDb.ImprovementTimer, improvement.Id);
        return Outcome<Improvement>.Of(improvement.Id, new ImprovementCompleted(improvement.Id, improvement.ComplaintId, improvement.CauseId));
    }
}

[EventOf("Improvement", "COMPLETED", "It was made.", StaffOnly = true)]
internal sealed record ImprovementCompleted(Guid Improvement, Guid? Complaint, Guid? Cause) : IEvent
{
    public Guid Subject => Improvement;
}

internal static class ImprovementSteps
{
    /// <summary>Loads an improvement that is to end, as far as the actor sees it, may end it, and it has not ended.</summary>
    public static async Task<(Improvement Improvement, Fault? Fault)> BeginImprovementAsync(this ComplaintsDb db, Guid id, Actor actor, CancellationToken cancel)
    {
        if (await db.FindVisibleAsync<Improvement>(id, cancel) is not { } improvement) return (null!, new NotFound("There is no such improvement, or none that you may see.", ["improvement"]));
        if (actor.Audience == Audience.Staff && actor.StaffId != improvement.OwnerId && !actor.Holds(Position.Manager, Position.Director))
            return (improvement, new NotAllowed("Who makes the improvement, a manager or a director may do this.", ["improvement"]));
        var state = Schema.Names.Screaming(improvement.Status.ToString());
        return improvement.Status == ImprovementStatus.Planned ? (improvement, null) : (improvement, new StepNotAllowed($"The improvement is {state}: it has ended.", state, [], ["improvement"]));
    }
}
