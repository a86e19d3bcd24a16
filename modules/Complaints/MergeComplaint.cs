using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Two complaints about the same thing.")]
internal sealed record MergeComplaint(
    [Describes("The one that goes on as part of the other."), IdOf("Complaint")] Guid Complaint,
    [Describes("The one that remains; work on it is not over."), IdOf("Complaint")] Guid Into,
    [Describes("What the customer of the merged one is told, in at most 4,000 characters.")] string? Note = null)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Merges a complaint into another about the same thing. Its customer keeps seeing it, and hears of what happens to the other.")]
    public static async Task<Outcome<Complaint>> Handle(MergeComplaint input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Merge, actor, cancel);
        if (fault is not null) return fault;
        var into = await db.FindVisibleAsync<Complaint>(input.Into, cancel);
        if (into is null) return new NotFound("There is no such complaint, or none that you may see.", ["into"]);
        var checks = new InputChecks()
            .OptionalText("note", input.Note, 4000)
            .Rule(into.Id != complaint.Id, "Name another complaint: none can be merged into itself.", "into")
            .Rule(into.IsOpen, $"Choose one on which work is not over: {into.Reference} can't take another in.", "into");
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.Merge, actor, now, input.Note) is { } notNow) return notNow;
        complaint.MergedWith(into);
        await FeeDisputes.MoveAsync(complaint, into, db, cancel);
        await db.LoadChainAsync(complaint, cancel);
        complaint.EndResponsibility(now);
        await db.MoveOrdersAsync(complaint, into, cancel);
        db.WatchDeadline(complaint, now);
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintMerged(complaint.Id, into.Id));
    }
}

[EventOf("Complaint", "MERGED", "It goes on as part of another complaint.")]
internal sealed record ComplaintMerged(Guid Complaint, Guid Into) : IEvent
{
    public Guid Subject => Complaint;
}
