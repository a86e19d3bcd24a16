using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Events;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>What is thoroughly improved after the fact, because of a complaint or of a cause.</summary>
internal sealed class Improvement
{
    private Improvement() { }

    public Improvement(Complaint? complaint, Cause? cause, string title, string? description, Guid ownerId, DateTimeOffset dueAt, Guid? plannedById, DateTimeOffset at)
    {
        (ComplaintId, CustomerId, CauseId, Title, Description) = (complaint?.Id, complaint?.CustomerId, cause?.Id, title.Trim(), description?.Trim());
        (OwnerId, DueAt, PlannedById, PlannedAt) = (ownerId, dueAt, plannedById, at);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid? ComplaintId { get; private set; }
    /// <summary>The complaint's customer, whom the words may tell of.</summary>
    public Guid? CustomerId { get; private set; }
    public Guid? CauseId { get; private set; }
    public string Title { get; private set; } = "";
    public string? Description { get; private set; }
    public Guid OwnerId { get; private set; }
    public DateTimeOffset DueAt { get; private set; }
    public ImprovementStatus Status { get; private set; } = ImprovementStatus.Planned;
    public string? Result { get; private set; }
    public Guid? PlannedById { get; private set; }
    public DateTimeOffset PlannedAt { get; private set; }
    public Guid? EndedById { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public void End(ImprovementStatus status, string result, Guid? by, DateTimeOffset at) => (Status, Result, EndedById, EndedAt) = (status, result.Trim(), by, at);

    public void PassOn(Guid owner) => OwnerId = owner;

    internal static void Describe(EntityBuilder<Improvement> improvement)
    {
        improvement.Is("Something that is thoroughly improved after the fact, so that a complaint does not come up again.", "improvement", "improvements")
            .OrderedBy(i => i.DueAt)
            .DataSubject(i => i.CustomerId);
        improvement.Field(i => i.Title, "What is improved, in one line.").Personal();
        improvement.Field(i => i.Description, "What is to be done; null where the title says it.").Personal();
        improvement.Field(i => i.DueAt, "When it is to be done.");
        improvement.Field(i => i.Status, "Whether it is planned, done or dropped.");
        improvement.Field("isOverdue", i => i.Status == ImprovementStatus.Planned && i.DueAt < Clock.Now, "Whether it is planned and past its due time.");
        improvement.Field(i => i.Result, "What came of it, or why it was dropped; null while it is planned.").Personal();
        improvement.Field(i => i.PlannedAt, "When it was planned.");
        improvement.Field(i => i.EndedAt, "When it was done or dropped; null while it is planned.");
        improvement.One("complaint", "Complaint", i => i.ComplaintId, "The complaint that it follows; null where it follows a cause.");
        improvement.One("cause", "Cause", i => i.CauseId, "The cause that it follows; null where it follows a complaint.");
        improvement.One("owner", "Staff", i => i.OwnerId, "The one person who makes it.");
        improvement.One("plannedBy", "Staff", i => i.PlannedById, "Who planned it; null for what the platform did.");
        improvement.One("endedBy", "Staff", i => i.EndedById, "Who called it done or dropped it; null while it is planned.");
        improvement.VisibleTo(Audience.Staff);
    }
}

[Describes("Where an improvement stands.")]
internal enum ImprovementStatus
{
    [Describes("It is to be made.")]
    Planned,
    [Describes("It was made.")]
    Done,
    [Describes("It was given up.")]
    Dropped,
}

/// <summary>Tells once that an improvement is due and not done.</summary>
internal static class RemindOfImprovement
{
    public static async Task<Reaction> Handle(TimerFired timer, ComplaintsDb db, CancellationToken cancel) =>
        await db.Improvements.AsNoTracking().SingleOrDefaultAsync(i => i.Id == timer.Key, cancel) is { Status: ImprovementStatus.Planned } improvement
            ? Reaction.Of(new ImprovementDue(improvement.Id, improvement.ComplaintId, improvement.CauseId, improvement.OwnerId))
            : Reaction.None;
}

[EventOf("Improvement", "DUE", "Its due time passed before it was done.", StaffOnly = true)]
internal sealed record ImprovementDue(Guid Improvement, Guid? Complaint, Guid? Cause, Guid Owner) : IEvent
{
    public Guid Subject => Improvement;
}

[EventOf("Improvement", "HANDED_OVER", "Somebody else makes it.", StaffOnly = true)]
internal sealed record ImprovementHandedOver(Guid Improvement, Guid From, Guid To) : IEvent
{
    public Guid Subject => Improvement;
}
