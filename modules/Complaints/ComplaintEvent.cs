using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

internal sealed class ComplaintEvent
{
    private ComplaintEvent() { }

    public ComplaintEvent(
        Complaint complaint, ComplaintEventKind kind, Actor actor, DateTimeOffset at, string? note, NoteVisibility visibility, ComplaintStatus? fromStatus)
    {
        (ComplaintId, Complaint, CustomerId) = (complaint.Id, complaint, complaint.CustomerId);
        (Kind, At, Note, Visibility, FromStatus, ToStatus) = (kind, at, note, visibility, fromStatus, complaint.Status);
        (ActorKind, ActorId) = (actor.Audience, actor.StaffIdOrNull);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ComplaintId { get; private set; }
    public Complaint? Complaint { get; private set; }
    /// <summary>The complaint's customer, whose personal data the note is.</summary>
    public Guid? CustomerId { get; private set; }
    public ComplaintEventKind Kind { get; private set; }
    public DateTimeOffset At { get; private set; }
    public Audience ActorKind { get; private set; }
    public Guid? ActorId { get; private set; }
    public string? Note { get; private set; }
    public NoteVisibility Visibility { get; private set; }
    public ComplaintStatus? FromStatus { get; private set; }
    public ComplaintStatus ToStatus { get; private set; }
    /// <summary>The service level under which the complaint was from then on: with it, its clocks can be reckoned from its happenings.</summary>
    public Guid? ServiceLevelId { get; private set; }

    public void WasUnder(Guid? serviceLevel) => ServiceLevelId = serviceLevel;

    internal static void Describe(EntityBuilder<ComplaintEvent> happening)
    {
        happening.Is("Something that happened to a complaint.", null, null)
            .OrderedBy(e => e.At)
            .DataSubject(e => e.CustomerId);
        happening.Field(e => e.Kind, "What happened.");
        happening.Field(e => e.At, "When it happened.");
        happening.Field(e => e.ActorKind, "What kind of actor did it.");
        happening.Field(e => e.Note, "What was written: a note, a reason or the resolution; null for none.").Personal();
        happening.Field(e => e.Visibility, "Who may read it.");
        happening.Field(e => e.FromStatus, "State of the complaint before; null when it was filed.");
        happening.Field(e => e.ToStatus, "State of the complaint after.");
        happening.One("complaint", "Complaint", e => e.ComplaintId, "The complaint that it happened to.");
        happening.One("actor", "Staff", e => e.ActorId, "Who did it; null unless it was a member of staff.");
        happening.VisibleTo(Audience.Staff);
        happening.VisibleTo(Audience.Customer, (e, actor) => e.Visibility == NoteVisibility.Visible && e.Complaint!.CustomerId == actor.CustomerId);
        happening.VisibleTo(Audience.Partner, (e, actor) => e.Visibility == NoteVisibility.Visible && e.Complaint!.PartnerId == actor.PartnerId);
    }
}

[Describes("What happened to a complaint.")]
internal enum ComplaintEventKind
{
    [Describes("It was filed.")]
    Filed,
    [Describes("Receipt was confirmed and somebody made accountable.")]
    Acknowledged,
    [Describes("Work was given to a department, or changed hands.")]
    Assigned,
    [Describes("A note was written that customer and partner may read.")]
    NoteAdded,
    [Describes("A note was written for staff alone.")]
    InternalNoteAdded,
    [Describes("It was put on hold.")]
    Held,
    [Describes("A hold ended.")]
    Continued,
    [Describes("The work was done.")]
    Resolved,
    [Describes("It was closed.")]
    Closed,
    [Describes("It was reopened.")]
    Reopened,
    [Describes("It was withdrawn.")]
    Withdrawn,
    [Describes("Its due time passed before it was resolved.")]
    Overdue,
    [Describes("What was found on the spot, or the cause, was recorded.")]
    Investigated,
    [Describes("Something was done at once to keep the loss small.")]
    EmergencyMeasureTaken,
    [Describes("An emergency measure was completed.")]
    EmergencyMeasureCompleted,
    [Describes("It was recorded why no emergency measure is needed.")]
    EmergencyMeasureWaived,
    [Describes("What is to be done was proposed for signing.")]
    DecisionProposed,
    [Describes("A version of the decision was signed.")]
    DecisionSigned,
    [Describes("Whoever filed it said how it was handled.")]
    Rated,
    [Describes("It went on as part of another complaint.")]
    Merged,
    [Describes("It was tied to another complaint.")]
    Linked,
    [Describes("Another customer joined it.")]
    Cosigned,
    [Describes("It was tied to an incident that hits many.")]
    IncidentJoined,
    [Describes("Its customer withholds fees because of it.")]
    FeesDisputed,
    [Describes("It was ruled how far its customer was right to withhold fees.")]
    FeesRuled,
    [Describes("Another version of its service level holds for it from then on.")]
    ServiceLevelApplied,
    [Describes("What is to be thoroughly improved because of it was planned.")]
    ImprovementPlanned,
    [Describes("It was sorted in anew, as of another kind, gravity or urgency.")]
    Triaged,
}

[Describes("Who may read something in a complaint's timeline.")]
internal enum NoteVisibility
{
    [Describes("Staff alone.")]
    Internal,
    [Describes("Staff, the complaint's customer and its partner.")]
    Visible,
}
