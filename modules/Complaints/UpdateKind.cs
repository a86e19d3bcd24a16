using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("What a customer is told about.")]
internal enum UpdateKind
{
    [Describes("Their complaint was received.")]
    Filed,
    [Describes("Receipt was confirmed and somebody answers for it.")]
    Acknowledged,
    [Describes("A department has begun to work on it.")]
    Assigned,
    [Describes("It was looked into.")]
    Investigated,
    [Describes("Something was done at once.")]
    EmergencyMeasureTaken,
    [Describes("Work has to rest.")]
    Held,
    [Describes("Work goes on.")]
    Continued,
    [Describes("Somebody of the company wrote to them.")]
    NoteAdded,
    [Describes("The work is done.")]
    Resolved,
    [Describes("It is done with.")]
    Closed,
    [Describes("It was taken up again.")]
    Reopened,
    [Describes("It was withdrawn at their request.")]
    Withdrawn,
    [Describes("It goes on as part of another.")]
    Merged,
    [Describes("Something that concerns many units.")]
    IncidentNotice,
    [Describes("It was ruled how far they were right to withhold fees.")]
    FeeDisputeRuled,
}

/// <summary>Which happenings of a timeline customers are told of, and who.</summary>
internal static class Telling
{
    /// <summary>What they are told about a happening; null for nothing: it is internal, or they did it themselves.</summary>
    public static UpdateKind? Of(ComplaintEvent happening)
    {
        if (happening.Visibility != NoteVisibility.Visible) return null;
        if (happening.ActorKind == Access.Audience.Customer && happening.Kind != ComplaintEventKind.Filed) return null;
        return happening.Kind switch
        {
            ComplaintEventKind.Filed => UpdateKind.Filed,
            ComplaintEventKind.Acknowledged => UpdateKind.Acknowledged,
            // Work that changes hands in progress is the company's own affair.
            ComplaintEventKind.Assigned => happening.FromStatus == ComplaintStatus.InProgress ? null : UpdateKind.Assigned,
            ComplaintEventKind.Investigated => UpdateKind.Investigated,
            ComplaintEventKind.EmergencyMeasureTaken => UpdateKind.EmergencyMeasureTaken,
            ComplaintEventKind.Held => UpdateKind.Held,
            ComplaintEventKind.Continued => UpdateKind.Continued,
            ComplaintEventKind.NoteAdded => UpdateKind.NoteAdded,
            ComplaintEventKind.Resolved => UpdateKind.Resolved,
            ComplaintEventKind.Closed => UpdateKind.Closed,
            ComplaintEventKind.Reopened => UpdateKind.Reopened,
            ComplaintEventKind.Withdrawn => UpdateKind.Withdrawn,
            ComplaintEventKind.Merged => UpdateKind.Merged,
            _ => null,
        };
    }

    /// <summary>Whether those who joined a complaint, or whose own was merged into it, are told too. What was written for its customer is for nobody else.</summary>
    public static bool IsForOthers(UpdateKind kind) => kind is not (UpdateKind.Filed or UpdateKind.NoteAdded or UpdateKind.Withdrawn or UpdateKind.Merged or UpdateKind.FeeDisputeRuled);
}
