using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Something that is to be thoroughly improved.")]
internal sealed record PlanImprovement(
    [Describes("What is to be improved, in one line of at most 200 characters; staff alone can read it.")] string Title,
    [Describes("Who makes it."), IdOf("Staff")] Guid Owner,
    [Describes("When it is to be done: later than now, within five years.")] DateTimeOffset DueAt,
    [Describes("The complaint that it follows; either this or a cause."), IdOf("Complaint")] Guid? Complaint = null,
    [Describes("The cause that it follows; either this or a complaint."), IdOf("Cause")] Guid? Cause = null,
    [Describes("What is to be done, in at most 4,000 characters; staff alone can read it.")] string? Description = null)
{
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(5 * 365);

    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(StepsMissing))]
    [Describes("Plans what is to be improved because of a complaint, once it is solved or its urgency eased by an emergency measure, or because of a cause.")]
    public static async Task<Outcome<Improvement>> Handle(PlanImprovement input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        if (input.Complaint is null == input.Cause is null) return new ValidationError("Give either the complaint or the cause that it follows.", ["complaint"]);
        var (complaint, fault) = input.Complaint is { } key ? await db.BeginAsync(key, ComplaintStep.PlanImprovement, actor, cancel) : (null, null);
        if (fault is not null) return fault;
        var cause = input.Cause is { } which ? await db.FindVisibleAsync<Cause>(which, cancel) : null;
        var now = time.GetUtcNow();
        var checks = new InputChecks()
            .Text("title", input.Title, 200)
            .OptionalText("description", input.Description, 4000)
            .Rule(input.DueAt > now && input.DueAt <= now + Furthest, "Give a time that is to come, within five years.", "dueAt")
            .Add(await AccountableStaff.CheckAsync(input.Owner, graph, employment, "owner", cancel));
        if (input.Cause is not null && cause is null) checks.Add(new NotFound("There is no such cause; query causes for those that exist.", ["cause"]));
        if (checks.Failed) return Outcome<Improvement>.Failed(checks.Faults);

        if (complaint?.Take(ComplaintStep.PlanImprovement, actor, now, visibility: NoteVisibility.Internal) is { } notNow) return notNow;
        complaint?.Did(ProcedureStep.ImprovementPlanned);
        var improvement = new Improvement(complaint, cause, input.Title, input.Description, input.Owner, input.DueAt, actor.StaffIdOrNull, now);
        db.Add(improvement);
        db.Schedule(ComplaintsDb.ImprovementTimer, improvement.Id, improvement.DueAt);
        return Outcome<Improvement>.Of(improvement.Id, new ImprovementPlanned(improvement.Id, improvement.ComplaintId, improvement.CauseId, improvement.OwnerId, improvement.DueAt));
    }
}

[EventOf("Improvement", "PLANNED", "It was planned.", StaffOnly = true)]
internal sealed record ImprovementPlanned(Guid Improvement, Guid? Complaint, Guid? Cause, Guid Owner, DateTimeOffset DueAt) : IEvent
{
    public Guid Subject => Improvement;
}
