using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>
/// Runs a command for one complaint for each of many, in one transaction. Each command refuses before it changes anything, so those that fail leave nothing behind, and
/// the others are done.
/// </summary>
internal static class Bulk
{
    public const int Most = 100;

    public static async Task<Outcome<BulkRun>> RunAsync(
        ComplaintStep step, IReadOnlyList<Guid> complaints, ComplaintsDb db, Actor actor, TimeProvider time, Func<Guid, Task<Outcome<Complaint>>> command, CancellationToken cancel)
    {
        if (complaints.Count is 0 or > Most) return new ValidationError($"Name 1 to {Most} complaints.", ["complaints"]);
        var run = new BulkRun(ComplaintLifecycle.MutationOf(step), actor.StaffIdOrNull, time.GetUtcNow());
        var events = new List<IEvent>();
        foreach (var complaint in complaints)
        {
            var outcome = await command(complaint);
            events.AddRange(outcome.Events);
            var fault = outcome.Faults.Count > 0 ? outcome.Faults[0] : null;
            // A key that leads nowhere for this caller is not kept: the run would tell that there is such a row.
            run.Report(fault is null || await db.FindVisibleAsync<Complaint>(complaint, cancel) is not null ? complaint : null, fault?.Code, fault?.Message);
        }
        db.Add(run);
        return Outcome<BulkRun>.Of(run.Id, [.. events, new BulkRunDone(run.Id, run.Mutation, run.Succeeded, run.Failed)]);
    }
}

[Describes("Confirmation that several complaints were received.")]
internal sealed record AcknowledgeComplaints(
    [Describes("Which complaints, at most 100."), IdOf("Complaint")] IReadOnlyList<Guid> Complaints,
    [Describes("Member of staff who answers for all of them from now on."), IdOf("Staff")] Guid Accountable,
    [Describes("What the customers are told, in at most 4,000 characters.")] string? Note = null)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Acknowledges several complaints; bulkRun.items says what came of each.")]
    public static Task<Outcome<BulkRun>> Handle(AcknowledgeComplaints input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel) =>
        Bulk.RunAsync(ComplaintStep.Acknowledge, input.Complaints, db, actor, time, c => AcknowledgeComplaint.Handle(new(c, input.Accountable, input.Note), db, graph, employment, actor, time, cancel), cancel);
}

[Describes("Who is to work on several complaints. What is left out stays as it is.")]
internal sealed record AssignComplaints(
    [Describes("Which complaints, at most 100."), IdOf("Complaint")] IReadOnlyList<Guid> Complaints,
    [Describes("Department that works on them."), IdOf("Department")] Guid? Department = null,
    [Describes("Member of staff who answers for them."), IdOf("Staff")] Guid? Accountable = null,
    [Describes("Partner that works on them too, and sees them from then on."), IdOf("Partner")] Guid? Partner = null,
    [Describes("Why, in at most 1,000 characters; staff alone can read it.")] string? Reason = null)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Assigns several complaints; bulkRun.items says what came of each.")]
    public static Task<Outcome<BulkRun>> Handle(AssignComplaints input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel) =>
        Bulk.RunAsync(ComplaintStep.Assign, input.Complaints, db, actor, time,
            c => AssignComplaint.Handle(new(c, input.Department, input.Accountable, input.Partner, false, input.Reason), db, graph, employment, actor, time, cancel), cancel);
}

[Describes("Several open complaints that are of another kind, gravity or urgency than was thought. What is left out stays as it is.")]
internal sealed record TriageComplaints(
    [Describes("Which complaints, at most 100."), IdOf("Complaint")] IReadOnlyList<Guid> Complaints,
    [Describes("Why, in at most 1,000 characters; staff alone can read it.")] string Reason,
    [Describes("What kind of complaints they are."), IdOf("Category")] Guid? Category = null,
    [Describes("How grave they are.")] ComplaintSeverity? Severity = null,
    [Describes("How soon something has to be done about them.")] ComplaintUrgency? Urgency = null)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Sorts several complaints in anew; bulkRun.items says what came of each.")]
    public static Task<Outcome<BulkRun>> Handle(TriageComplaints input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel) =>
        Bulk.RunAsync(ComplaintStep.Triage, input.Complaints, db, actor, time, c => TriageComplaint.Handle(new(c, input.Reason, input.Category, input.Severity, input.Urgency), db, graph, actor, time, cancel), cancel);
}

[Describes("Why work on several complaints has to rest.")]
internal sealed record HoldComplaints(
    [Describes("Which complaints, at most 100."), IdOf("Complaint")] IReadOnlyList<Guid> Complaints,
    [Describes("Why, in at most 4,000 characters; customers and partners can read it.")] string Reason)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Puts several complaints on hold; bulkRun.items says what came of each.")]
    public static Task<Outcome<BulkRun>> Handle(HoldComplaints input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel) =>
        Bulk.RunAsync(ComplaintStep.Hold, input.Complaints, db, actor, time, c => HoldComplaint.Handle(new(c, input.Reason), db, actor, time, cancel), cancel);
}

[Describes("Several complaints about the same thing as another.")]
internal sealed record MergeComplaints(
    [Describes("Those that go on as part of the other, at most 100."), IdOf("Complaint")] IReadOnlyList<Guid> Complaints,
    [Describes("The one that remains; work on it is not over."), IdOf("Complaint")] Guid Into,
    [Describes("What the customers of the merged ones are told, in at most 4,000 characters.")] string? Note = null)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Merges several complaints into another; bulkRun.items says what came of each.")]
    public static Task<Outcome<BulkRun>> Handle(MergeComplaints input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel) =>
        Bulk.RunAsync(ComplaintStep.Merge, input.Complaints, db, actor, time, c => MergeComplaint.Handle(new(c, input.Into, input.Note), db, actor, time, cancel), cancel);
}

[Describes("Several complaints that are taken back.")]
internal sealed record WithdrawComplaints(
    [Describes("Which complaints, at most 100."), IdOf("Complaint")] IReadOnlyList<Guid> Complaints,
    [Describes("Why, in at most 4,000 characters; customers and partners can read it.")] string? Reason = null)
{
    [Allow(Position.Agent, Position.Manager, Position.Director)]
    [Describes("Withdraws several complaints on request; bulkRun.items says what came of each.")]
    public static Task<Outcome<BulkRun>> Handle(WithdrawComplaints input, ComplaintsDb db, ICharges charges, Actor actor, TimeProvider time, CancellationToken cancel) =>
        Bulk.RunAsync(ComplaintStep.Withdraw, input.Complaints, db, actor, time, c => WithdrawComplaint.Handle(new(c, input.Reason), db, charges, actor, time, cancel), cancel);
}

[Describes("How several complaints were resolved.")]
internal sealed record ResolveComplaints(
    [Describes("Which complaints, at most 100."), IdOf("Complaint")] IReadOnlyList<Guid> Complaints,
    [Describes("What was done, as the customers are told, in at most 4,000 characters.")] string Resolution)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Resolves several complaints; bulkRun.items says what came of each.")]
    public static Task<Outcome<BulkRun>> Handle(ResolveComplaints input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel) =>
        Bulk.RunAsync(ComplaintStep.Resolve, input.Complaints, db, actor, time, c => ResolveComplaint.Handle(new(c, input.Resolution), db, actor, time, cancel), cancel);
}

[Describes("Several complaints that are done with.")]
internal sealed record CloseComplaints(
    [Describes("Which complaints, at most 100."), IdOf("Complaint")] IReadOnlyList<Guid> Complaints,
    [Describes("What the customers are told, in at most 4,000 characters.")] string? Note = null)
{
    [Allow(Position.Agent, Position.Manager, Position.Director)]
    [Describes("Closes several complaints; bulkRun.items says what came of each.")]
    public static Task<Outcome<BulkRun>> Handle(CloseComplaints input, ComplaintsDb db, ICharges charges, Actor actor, TimeProvider time, CancellationToken cancel) =>
        Bulk.RunAsync(ComplaintStep.Close, input.Complaints, db, actor, time, c => CloseComplaint.Handle(new(c, input.Note), db, charges, actor, time, cancel), cancel);
}

[Describes("A note on several complaints.")]
internal sealed record AddNotes(
    [Describes("Which complaints, at most 100."), IdOf("Complaint")] IReadOnlyList<Guid> Complaints,
    [Describes("The note, in at most 4,000 characters.")] string Note,
    [Describes("Who may read it.")] NoteVisibility Visibility = NoteVisibility.Internal)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Writes the same note into several complaints; bulkRun.items says what came of each.")]
    public static Task<Outcome<BulkRun>> Handle(AddNotes input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel) =>
        Bulk.RunAsync(ComplaintStep.AddNote, input.Complaints, db, actor, time, c => AddNote.Handle(new(c, input.Note, input.Visibility), db, actor, time, cancel), cancel);
}

[EventOf("BulkRun", "DONE", "A call for many complaints was carried out.", StaffOnly = true)]
internal sealed record BulkRunDone(Guid BulkRun, string Mutation, int Succeeded, int Failed) : IEvent
{
    public Guid Subject => BulkRun;
}
