using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A breach that somebody of the hierarchy was made aware of.</summary>
internal sealed class Escalation
{
    private Escalation() { }

    public Escalation(Guid complaintId, ServiceClockKind clock, int level, Guid? staffId, DateTimeOffset at) =>
        (ComplaintId, Clock, Level, StaffId, At) = (complaintId, clock, level, staffId, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ComplaintId { get; private set; }
    public ServiceClockKind Clock { get; private set; }
    public int Level { get; private set; }
    public Guid? StaffId { get; private set; }
    public DateTimeOffset At { get; private set; }

    internal static void Describe(EntityBuilder<Escalation> escalation)
    {
        escalation.Is("A breach of a service level that somebody of the hierarchy was made aware of.", null, null)
            .OrderedBy(e => e.At);
        escalation.Field(e => e.Clock, "Which clock was breached.");
        escalation.Field(e => e.Level, "1 for a leader of the department, 2 for its manager, 3 for the customer director.");
        escalation.Field(e => e.At, "When the level was reached.");
        escalation.One("complaint", "Complaint", e => e.ComplaintId, "The complaint.");
        escalation.One("staff", "Staff", e => e.StaffId, "Who was made aware; null where nobody holds the position.");
        escalation.VisibleTo(Audience.Staff);
    }
}
