using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A link of the responsibility chain; handing over ends one and begins the next.</summary>
internal sealed class Responsibility
{
    private Responsibility() { }

    public Responsibility(Complaint complaint, Guid staffId, DateTimeOffset from, string? reason) =>
        (ComplaintId, Complaint, StaffId, From, Reason) = (complaint.Id, complaint, staffId, from, reason?.Trim());

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ComplaintId { get; private set; }
    public Complaint? Complaint { get; private set; }
    public Guid StaffId { get; private set; }
    public DateTimeOffset From { get; private set; }
    public DateTimeOffset? To { get; private set; }
    public string? Reason { get; private set; }

    public void End(DateTimeOffset at) => To = at;

    internal static void Describe(EntityBuilder<Responsibility> responsibility)
    {
        responsibility.Is("A time in which one member of staff answered for a complaint.", null, null)
            .OrderedBy(r => r.From)
            .DataSubject(r => r.StaffId);
        responsibility.Field(r => r.From, "When it began.");
        responsibility.Field(r => r.To, "When it ended; null while it lasts.");
        responsibility.Field(r => r.Reason, "Why it was given to this person; null where nobody said.").Personal();
        responsibility.One("complaint", "Complaint", r => r.ComplaintId, "The complaint.");
        responsibility.One("staff", "Staff", r => r.StaffId, "Who answered for it.");
        responsibility.VisibleTo(Audience.Staff);
    }
}
