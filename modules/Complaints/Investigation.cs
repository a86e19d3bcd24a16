using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

internal sealed class Investigation
{
    private Investigation() { }

    public Investigation(Complaint complaint, InvestigationKind kind, string findings, Guid? causeId, Guid? byId, DateTimeOffset at) =>
        (ComplaintId, CustomerId, Kind, Findings, CauseId, ById, At) = (complaint.Id, complaint.CustomerId, kind, findings.Trim(), causeId, byId, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ComplaintId { get; private set; }
    /// <summary>The complaint's customer, whom the findings may tell of.</summary>
    public Guid? CustomerId { get; private set; }
    public InvestigationKind Kind { get; private set; }
    public string Findings { get; private set; } = "";
    public Guid? CauseId { get; private set; }
    public Guid? ById { get; private set; }
    public DateTimeOffset At { get; private set; }

    internal static void Describe(EntityBuilder<Investigation> investigation)
    {
        investigation.Is("What was found on the spot, or as the cause of a complaint.", null, null)
            .OrderedBy(i => i.At)
            .DataSubject(i => i.CustomerId);
        investigation.Field(i => i.Kind, "What was looked for.");
        investigation.Field(i => i.Findings, "What was found.").Personal();
        investigation.Field(i => i.At, "When it was recorded.");
        investigation.One("complaint", "Complaint", i => i.ComplaintId, "The complaint.");
        investigation.One("cause", "Cause", i => i.CauseId, "The cause in the tree that was found; null where none was named.");
        investigation.One("by", "Staff", i => i.ById, "Who recorded it; null where the platform did.");
        investigation.VisibleTo(Audience.Staff);
    }
}

[Describes("What an investigation looks for.")]
internal enum InvestigationKind
{
    [Describes("What there is to see on the spot.")]
    Site,
    [Describes("Why it happened.")]
    Cause,
}
