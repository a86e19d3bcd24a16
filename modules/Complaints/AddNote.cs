using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A note on a complaint.")]
internal sealed record AddNote(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("The note, in at most 4,000 characters.")] string Note,
    [Describes("Who may read it; where it is left out, INTERNAL for staff and VISIBLE for customers and partners, who can't write internal notes.")]
    NoteVisibility? Visibility = null)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [AllowAudience(Audience.Customer, Audience.Partner)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Writes a note into a complaint's timeline, for staff alone or for its customer and partner too.")]
    public static async Task<Outcome<Complaint>> Handle(AddNote input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.AddNote, actor, cancel);
        if (fault is not null) return fault;
        var forStaff = actor.Audience is Audience.Staff or Audience.System;
        var visibility = input.Visibility ?? (forStaff ? NoteVisibility.Internal : NoteVisibility.Visible);
        var checks = new InputChecks()
            .Text("note", input.Note, 4000)
            .Rule(forStaff || visibility == NoteVisibility.Visible, "Leave visibility out: internal notes are for staff.", "visibility");
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        if (complaint.Take(ComplaintStep.AddNote, actor, time.GetUtcNow(), input.Note, visibility) is { } notNow) return notNow;
        return Outcome<Complaint>.Of(complaint.Id,
            visibility == NoteVisibility.Internal ? new ComplaintInternalNoteAdded(complaint.Id) : new ComplaintNoteAdded(complaint.Id));
    }
}

[EventOf("Complaint", "NOTE_ADDED", "A note was written that customer and partner may read.")]
internal sealed record ComplaintNoteAdded(Guid Complaint) : IEvent
{
    public Guid Subject => Complaint;
}

[EventOf("Complaint", "INTERNAL_NOTE_ADDED", "A note was written for staff alone.", StaffOnly = true)]
internal sealed record ComplaintInternalNoteAdded(Guid Complaint) : IEvent
{
    public Guid Subject => Complaint;
}
