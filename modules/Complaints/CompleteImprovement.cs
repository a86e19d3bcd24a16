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
    public static Task<Outcome<Improvement>> Handle(CompleteImprovement input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel) =>
        db.EndImprovementAsync(input.Improvement, ImprovementStatus.Done, ("result", input.Result), i => new ImprovementCompleted(i.Id, i.ComplaintId, i.CauseId), actor, time, cancel);
}

[EventOf("Improvement", "COMPLETED", "It was made.", StaffOnly = true)]
internal sealed record ImprovementCompleted(Guid Improvement, Guid? Complaint, Guid? Cause) : IEvent
{
    public Guid Subject => Improvement;
}

internal static class ImprovementSteps
{
    /// <summary>Ends an improvement, in the words that one of the input's fields gives.</summary>
    public static async Task<Outcome<Improvement>> EndImprovementAsync(
        this ComplaintsDb db, Guid id, ImprovementStatus status, (string Field, string Text) words, Func<Improvement, IEvent> told, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (improvement, fault) = await db.BeginImprovementAsync(id, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Text(words.Field, words.Text, 4000);
        if (checks.Failed) return Outcome<Improvement>.Failed(checks.Faults);

        improvement.End(status, words.Text, actor.StaffIdOrNull, time.GetUtcNow());
        db.Unschedule(ComplaintsDb.ImprovementTimer, improvement.Id);
        return Outcome<Improvement>.Of(improvement.Id, told(improvement));
    }

    /// <summary>Loads an improvement that is to end, as far as the actor sees it, may end it, and it has not ended.</summary>
    private static async Task<(Improvement Improvement, Fault? Fault)> BeginImprovementAsync(this ComplaintsDb db, Guid id, Actor actor, CancellationToken cancel)
    {
        if (await db.FindVisibleAsync<Improvement>(id, cancel) is not { } improvement) return (null!, new NotFound("There is no such improvement, or none that you may see.", ["improvement"]));
        if (actor.Audience == Audience.Staff && actor.StaffId != improvement.OwnerId && !actor.Holds(Position.Manager, Position.Director))
            return (improvement, new NotAllowed("Who makes the improvement, a manager or a director may do this.", ["improvement"]));
        var state = Schema.Names.Screaming(improvement.Status.ToString());
        return improvement.Status == ImprovementStatus.Planned ? (improvement, null) : (improvement, new StepNotAllowed($"The improvement is {state}: it has ended.", state, [], ["improvement"]));
    }
}
