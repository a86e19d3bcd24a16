using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A time in which one person answered for a complaint; handing over ends one and begins the next. The database keeps it to one that has not ended.</summary>
internal sealed class Responsibility
{
    private Responsibility() { }

    public Responsibility(Complaint complaint, Guid staffId, DateTimeOffset from, string? reason) =>
        (ComplaintId, Complaint, StaffId, From, LastActAt, Reason) = (complaint.Id, complaint, staffId, from, from, reason?.Trim());

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ComplaintId { get; private set; }
    public Complaint? Complaint { get; private set; }
    public Guid StaffId { get; private set; }
    public DateTimeOffset From { get; private set; }
    public DateTimeOffset? To { get; private set; }
    /// <summary>Written by <see cref="ComplaintsDb.SaveChangesAsync"/>, whatever the act.</summary>
    public DateTimeOffset LastActAt { get; private set; }
    public string? Reason { get; private set; }

    public void End(DateTimeOffset at) => To = at;

    internal static void Describe(EntityBuilder<Responsibility> responsibility)
    {
        responsibility.Is("A time in which one member of staff answered for a complaint.", null, "responsibilities")
            .OrderedBy(r => r.From)
            .DataSubject(r => r.StaffId)
            .AlsoAbout("complaint");
        responsibility.Field(r => r.From, "When it began.");
        responsibility.Field(r => r.To, "When it ended; null while it lasts.");
        responsibility.Field("duration", r => (r.To ?? Clock.Now) - r.From, "How long it lasted, or has lasted until now.");
        responsibility.Field(r => r.LastActAt, "When the person last did something about the complaint, or a hold of it ended; the beginning where that has not happened.");
        responsibility.Field("idle", r => (r.To ?? Clock.Now) - r.LastActAt, "How long nothing was done by the person at the end of that time, or has not been until now.");
        responsibility.Field(r => r.Reason, "Why it was given to this person; null where nobody said.").Personal();
        responsibility.One("complaint", "Complaint", r => r.ComplaintId, "The complaint.");
        responsibility.One("staff", "Staff", r => r.StaffId, "Who answered for it.");
        responsibility.VisibleTo(Audience.Staff);
    }
}
