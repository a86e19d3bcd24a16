using PropertyGraph.Access;
using PropertyGraph.Files;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

internal sealed class ComplaintAttachment
{
    private ComplaintAttachment() { }

    public ComplaintAttachment(Complaint complaint, UploadedFile file, NoteVisibility visibility, Actor actor, DateTimeOffset at)
    {
        (Id, ComplaintId, CustomerId) = (file.Id, complaint.Id, complaint.CustomerId);
        (Name, MediaType, ByteSize, Sha256) = (file.Name, file.MediaType, file.Bytes, file.Sha256);
        (Visibility, At, ActorKind, ActorId) = (visibility, at, actor.Audience, actor.StaffIdOrNull);
    }

    /// <summary>Key of the kept file, too.</summary>
    public Guid Id { get; private set; }
    public Guid ComplaintId { get; private set; }
    public Complaint? Complaint { get; private set; }
    /// <summary>The complaint's customer, whose personal data the file is.</summary>
    public Guid? CustomerId { get; private set; }
    public string Name { get; private set; } = "";
    public string MediaType { get; private set; } = "";
    public long ByteSize { get; private set; }
    public string Sha256 { get; private set; } = "";
    public NoteVisibility Visibility { get; private set; }
    public DateTimeOffset At { get; private set; }
    public Audience ActorKind { get; private set; }
    public Guid? ActorId { get; private set; }

    internal static void Describe(EntityBuilder<ComplaintAttachment> attachment)
    {
        attachment.Is("A file about a complaint, such as a photograph of the damage.", null, null)
            .OrderedBy(a => a.At)
            .DataSubject(a => a.CustomerId)
            .GoesWithPerson();
        attachment.Field(a => a.Name, "What whoever sent it calls the file.").Personal();
        attachment.Field(a => a.MediaType, "Type of its content, by the content itself, such as image/jpeg.");
        attachment.Field(a => a.ByteSize, "Size of its content in bytes.");
        attachment.Field(a => a.Sha256, "SHA-256 of its content, in lower-case hexadecimal digits.");
        attachment.Field(a => a.Visibility, "Who may get it; what is VISIBLE, also partners with an order for the complaint, as long as work remains on it.");
        attachment.Field(a => a.At, "When it was attached.");
        attachment.Field(a => a.ActorKind, "What kind of actor attached it.");
        attachment.Download("url", a => a.Id, a => a.MediaType, a => a.Name,
            "Path on this server from which the file can be downloaded, by anybody who has it and without a token, for five minutes unless configured otherwise.");
        attachment.One("complaint", "Complaint", a => a.ComplaintId, "The complaint that it is about.");
        attachment.One("actor", "Staff", a => a.ActorId, "Who attached it; null unless it was a member of staff.");
        attachment.VisibleTo(Audience.Staff);
        attachment.VisibleTo(Audience.Customer, (a, actor) => a.Visibility == NoteVisibility.Visible && a.Complaint!.CustomerId == actor.CustomerId);
        attachment.VisibleTo(Audience.Partner, (a, actor) => a.Visibility == NoteVisibility.Visible && a.Complaint!.PartnerId == actor.PartnerId);
        // Who has work to do because of the complaint sees what it and others show of the damage, as long as the work lasts.
        attachment.VisibleTo(Audience.Partner, (a, actor) => a.Visibility == NoteVisibility.Visible && a.Complaint!.DispatchOrders.Any(o =>
            o.PartnerId == actor.PartnerId && o.Status != DispatchStatus.Finished && o.Status != DispatchStatus.Refused && o.Status != DispatchStatus.Cancelled));
    }
}
