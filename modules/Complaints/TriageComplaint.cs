using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("An open complaint that is of another kind, gravity or urgency than was thought. What is left out stays as it is.")]
internal sealed record TriageComplaint(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("Why, in at most 1,000 characters; staff alone can read it.")] string Reason,
    [Describes("What kind of complaint it is."), IdOf("Category")] Guid? Category = null,
    [Describes("How grave it is.")] ComplaintSeverity? Severity = null,
    [Describes("How soon something has to be done; neither procedure nor deadline follows from it.")] ComplaintUrgency? Urgency = null)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(TriageChanged))]
    [Describes("Sorts an open complaint in anew. It comes under the service level and follows the procedure of its kind and gravity, in the versions that were valid when it was filed or reopened: times count from then, what was done stays done, what was broken stays broken. Its department stays; assignComplaint gives it to another. Of several at once, one is done; the others learn how it is sorted in by then.")]
    public static async Task<Outcome<Complaint>> Handle(TriageComplaint input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Triage, actor, cancel);
        if (fault is not null) return fault;
        if (IsOvertaken(complaint, db)) return TriageChanged.Of(complaint, graph);
        var rules = await TriageRules.LoadAsync(db, complaint.DepartmentId, cancel);
        var (category, severity) = (input.Category ?? complaint.CategoryId, input.Severity ?? complaint.Severity);
        var isResorted = (category, severity) != (complaint.CategoryId, complaint.Severity);
        var checks = new InputChecks()
            .Text("reason", input.Reason, 1000)
            .Rule(isResorted || (input.Urgency ?? complaint.Urgency) != complaint.Urgency, "Name another category, severity or urgency: it is sorted in like that already.",
                input.Category is not null ? "category" : input.Severity is not null ? "severity" : "urgency");
        if (input.Category is { } named && !rules.Knows(named)) checks.Add(new NotFound("There is no such category.", ["category"]));
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.Triage, actor, now, input.Reason, NoteVisibility.Internal) is { } notNow) return notNow;
        complaint.Judge(input.Urgency);
        if (isResorted)
        {
            var reopenedAt = await db.ComplaintEvents.Where(e => e.ComplaintId == complaint.Id && e.Kind == ComplaintEventKind.Reopened).MaxAsync(e => (DateTimeOffset?)e.At, cancel);
            var began = reopenedAt ?? complaint.FiledAt;
            complaint.Triage(rules.For(category, severity, began, complaint.DepartmentId, complaint.IsKeyAccount), began);
            db.WatchDeadline(complaint, now);
        }
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintTriaged(complaint.Id, complaint.Severity, complaint.CategoryId, complaint.Urgency));
    }

    /// <summary>Whether it was sorted in while this call ran: what is stored counts, since a call for many may have done it itself.</summary>
    private static bool IsOvertaken(Complaint complaint, ComplaintsDb db)
    {
        var stored = db.Entry(complaint).OriginalValues;
        var now = (stored.GetValue<Guid?>(nameof(complaint.CategoryId)), stored.GetValue<ComplaintSeverity>(nameof(complaint.Severity)), stored.GetValue<ComplaintUrgency?>(nameof(complaint.Urgency)));
        return db.FirstSeen($"triage of {complaint.Id}", now) != now;
    }
}

/// <summary>Somebody else was faster.</summary>
[Describes("The complaint was sorted in by somebody else meanwhile.")]
internal sealed record TriageChanged(
    string Message,
    [property: Describes("How grave the complaint is now.")] ComplaintSeverity Severity,
    [property: Describes("How soon something has to be done now; null while nobody has said.")] ComplaintUrgency? Urgency,
    [property: Describes("Global id of its category now; null for none.")] string? Category,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-TRIAGE-CHANGED", Message, Path)
{
    public static TriageChanged Of(Complaint complaint, IGraph graph) => new(
        $"{complaint.Reference}: Somebody else sorted it in meanwhile; see whether that is right.",
        complaint.Severity, complaint.Urgency, complaint.CategoryId is { } category ? graph.GlobalId("Category", category) : null, ["complaint"]);
}

[EventOf("Complaint", "TRIAGED", "It was sorted in anew: its category, severity or urgency changed.")]
internal sealed record ComplaintTriaged(Guid Complaint, ComplaintSeverity Severity, Guid? Category, ComplaintUrgency? Urgency) : IEvent
{
    public Guid Subject => Complaint;
}
