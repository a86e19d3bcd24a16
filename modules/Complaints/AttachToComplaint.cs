using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Files;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A file about a complaint, which is named itself or by a dispatch order for it.")]
internal sealed record AttachToComplaint(
    [Describes("The file: a picture, a short film or a PDF.")] UploadedFile File,
    [Describes("Which complaint; left out where an order is named."), IdOf("Complaint")] Guid? Complaint = null,
    [Describes("An order for it on which work remains; so a partner names the complaint of its work, which it may not see."), IdOf("DispatchOrder")] Guid? DispatchOrder = null,
    [Describes("Who may get it; where it is left out, INTERNAL for staff and VISIBLE for customers and partners, who can't attach internal files.")]
    NoteVisibility? Visibility = null)
{
    private const int Most = 50;

    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [AllowAudience(Audience.Customer, Audience.Partner)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Attaches a file to a complaint, for staff alone or for its customer and partner too. The request is a multipart one.")]
    public static async Task<Outcome<ComplaintAttachment>> Handle(AttachToComplaint input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await input.FindAsync(db, cancel);
        if (fault is not null) return fault;
        var forStaff = actor.Audience is Audience.Staff or Audience.System;
        var visibility = input.Visibility ?? (forStaff ? NoteVisibility.Internal : NoteVisibility.Visible);
        if (!forStaff && visibility != NoteVisibility.Visible) return new ValidationError("Leave visibility out: internal files are for staff.", ["visibility"]);
        if (await db.ComplaintAttachments.CountAsync(a => a.ComplaintId == complaint.Id, cancel) >= Most)
            return new Conflict($"The complaint has {Most} files already, which is all that one may have.", ["file"]);

        var attachment = new ComplaintAttachment(complaint, input.File, visibility, actor, time.GetUtcNow());
        db.Add(attachment);
        return Outcome<ComplaintAttachment>.Of(attachment.Id, visibility == NoteVisibility.Internal
            ? new ComplaintInternalFileAttached(complaint.Id, attachment.Id)
            : new ComplaintFileAttached(complaint.Id, attachment.Id));
    }

    private async Task<(Complaint Complaint, Fault? Fault)> FindAsync(ComplaintsDb db, CancellationToken cancel)
    {
        if (Complaint is null == DispatchOrder is null) return (null!, new ValidationError("Name the complaint or an order for it, one of the two.", ["complaint"]));
        if (Complaint is { } key) return await db.FindVisibleAsync<Complaint>(key, cancel) is { } named ? (named, null) : (null!, ComplaintsDb.NoSuchComplaint);
        if (await db.FindVisibleAsync<DispatchOrder>(DispatchOrder!.Value, cancel) is not { } order) return (null!, DispatchLifecycle.NoSuchOrder);
        if (order.ComplaintId is not { } reason) return (null!, new ValidationError("Name an order that is for a complaint.", ["dispatchOrder"]));
        return order.IsLive ? (await db.Complaints.SingleAsync(c => c.Id == reason, cancel), null) : (null!, DispatchLifecycle.Over(order));
    }
}

[EventOf("Complaint", "FILE_ATTACHED", "A file was attached that customer and partner may get.")]
internal sealed record ComplaintFileAttached(Guid Complaint, Guid Attachment) : IEvent
{
    public Guid Subject => Complaint;
}

[EventOf("Complaint", "INTERNAL_FILE_ATTACHED", "A file was attached for staff alone.", StaffOnly = true)]
internal sealed record ComplaintInternalFileAttached(Guid Complaint, Guid Attachment) : IEvent
{
    public Guid Subject => Complaint;
}
