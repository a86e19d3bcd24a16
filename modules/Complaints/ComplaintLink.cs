using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

internal sealed class ComplaintLink
{
    private ComplaintLink() { }

    public ComplaintLink(Guid complaintId, Guid toId, ComplaintLinkKind kind, Guid? byId, DateTimeOffset at) => (ComplaintId, ToId, Kind, ById, At) = (complaintId, toId, kind, byId, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ComplaintId { get; private set; }
    public Guid ToId { get; private set; }
    public ComplaintLinkKind Kind { get; private set; }
    public Guid? ById { get; private set; }
    public DateTimeOffset At { get; private set; }

    internal static void Describe(EntityBuilder<ComplaintLink> link)
    {
        link.Is("A tie between two complaints.", null, null)
            .OrderedBy(l => l.At);
        link.Field(l => l.Kind, "How the first is tied to the second.");
        link.Field(l => l.At, "When they were tied.");
        link.One("complaint", "Complaint", l => l.ComplaintId, "The first.");
        link.One("to", "Complaint", l => l.ToId, "The second.");
        link.One("by", "Staff", l => l.ById, "Who tied them; null where the platform did.");
        link.VisibleTo(Audience.Staff);
    }
}

[Describes("How a complaint is tied to another.")]
internal enum ComplaintLinkKind
{
    [Describes("Both have to do with each other.")]
    Related,
    [Describes("The same thing happened again.")]
    Repeats,
    [Describes("The other led to it.")]
    CausedBy,
}
