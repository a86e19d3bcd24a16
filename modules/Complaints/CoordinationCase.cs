using PropertyGraph.Access;
using PropertyGraph.Events;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>Something about a complaint that groups can't settle among themselves: department managers and customer director do, by a ruling that names one accountable person.</summary>
internal sealed class CoordinationCase
{
    private CoordinationCase() { }

    public CoordinationCase(string reference, Guid complaintId, CoordinationCause cause, string? note, Guid? conflictId, CoordinationRule? rule, DateTimeOffset? dueAt, Guid? openedById, DateTimeOffset at)
    {
        (Reference, ComplaintId, Cause, Note, ConflictId) = (reference, complaintId, cause, note?.Trim(), conflictId);
        (RuleId, DueAt, OpenedById, OpenedAt) = (rule?.Id, dueAt, openedById, at);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Reference { get; private set; } = "";
    public Guid ComplaintId { get; private set; }
    public CoordinationCause Cause { get; private set; }
    public string? Note { get; private set; }
    public Guid? ConflictId { get; private set; }
    public Guid? RuleId { get; private set; }
    public Guid? OpenedById { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }
    public DateTimeOffset? EscalatedAt { get; private set; }
    public Guid? EscalatedToId { get; private set; }
    public CoordinationStatus Status { get; private set; }
    public int RulingVersion { get; private set; }
    public string? Ruling { get; private set; }
    public Guid? AccountableId { get; private set; }
    public Guid? ManagerSignedById { get; private set; }
    public DateTimeOffset? ManagerSignedAt { get; private set; }
    public Guid? DirectorSignedById { get; private set; }
    public DateTimeOffset? DirectorSignedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public List<CoordinationParty> Parties { get; private set; } = [];

    public bool IsSigned => ManagerSignedAt is not null && DirectorSignedAt is not null;

    /// <summary>Proposes a ruling, in place of any before, and signs it for whom it is proposed by.</summary>
    public void Propose(Guid accountable, string ruling, Actor by, DateTimeOffset at)
    {
        (RulingVersion, Ruling, AccountableId) = (RulingVersion + 1, ruling.Trim(), accountable);
        (ManagerSignedById, ManagerSignedAt, DirectorSignedById, DirectorSignedAt) = (null, null, null, null);
        Sign(by, at);
    }

    /// <summary>Signs for the side whose position the actor holds.</summary>
    public void Sign(Actor by, DateTimeOffset at)
    {
        if (by.Holds(Position.Director)) (DirectorSignedById, DirectorSignedAt) = (by.StaffId, at);
        else (ManagerSignedById, ManagerSignedAt) = (by.StaffId, at);
        if (IsSigned) (Status, EndedAt) = (CoordinationStatus.Ruled, at);
    }

    public void Escalate(Guid? to, DateTimeOffset at) => (EscalatedAt, EscalatedToId) = (at, to);

    public void Lapse(DateTimeOffset at) => (Status, EndedAt) = (CoordinationStatus.Lapsed, at);

    internal static void Describe(EntityBuilder<CoordinationCase> it)
    {
        it.Is("Something about a complaint that department managers and customer director have to settle, by a ruling that names one accountable person.", "coordinationCase", "coordinationCases")
            .Lookup(c => c.Reference)
            .OrderedBy(c => c.OpenedAt, descending: true)
            .AlsoAbout("complaint");
        it.Field(c => c.Reference, "Number that people use, such as K-2026-000003.");
        it.Field(c => c.Cause, "Why it was opened.");
        it.Field(c => c.Note, "What was said when it was opened by hand; null otherwise.").Personal();
        it.Field(c => c.Status, "Where it is.");
        it.Field(c => c.OpenedAt, "When it was opened.");
        it.Field(c => c.DueAt, "By when it has to be ruled on, on the business calendar of the rule; null where there is no rule.");
        it.Field("isOverdue", c => c.Status == CoordinationStatus.Open && c.DueAt != null && c.DueAt < Clock.Now, "Whether it is open past its deadline.");
        it.Field(c => c.EscalatedAt, "When its passed deadline was taken up the hierarchy; null where that did not happen.");
        it.Field(c => c.RulingVersion, "Number of the latest proposed ruling, from 1; 0 before there is one.");
        it.Field(c => c.Ruling, "The latest proposed ruling, which holds once it is signed by both; null before.").Personal();
        it.Field(c => c.ManagerSignedAt, "When a department manager signed the latest ruling; null before.");
        it.Field(c => c.DirectorSignedAt, "When the customer director signed the latest ruling; null before.");
        it.Field(c => c.EndedAt, "When it was ruled on, or the complaint was over without a ruling; null while it is open.");
        it.One("complaint", "Complaint", c => c.ComplaintId, "The complaint.");
        it.One("conflict", "DispatchConflict", c => c.ConflictId, "The undecided conflict of dispatch that it was opened for; null for none.");
        it.One("rule", "CoordinationRule", c => c.RuleId, "The version of the rule that it was opened under; null where there was none.");
        it.One("openedBy", "Staff", c => c.OpenedById, "Who opened it by hand; null where the rule did.");
        it.One("accountable", "Staff", c => c.AccountableId, "The one person whom the latest ruling names; null before.");
        it.One("managerSignedBy", "Staff", c => c.ManagerSignedById, "Which department manager signed the latest ruling; null before.");
        it.One("directorSignedBy", "Staff", c => c.DirectorSignedById, "Which customer director signed the latest ruling; null before.");
        it.One("escalatedTo", "Staff", c => c.EscalatedToId, "To whom a passed deadline was taken; null where it was not, and where there is nobody further up.");
        it.Many<CoordinationParty>("parties", p => p.CaseId, "Who has to settle it.");
        it.VisibleTo(Audience.Staff);
    }
}

/// <summary>Somebody who has to settle a case.</summary>
internal sealed class CoordinationParty
{
    private CoordinationParty() { }

    public CoordinationParty(CoordinationCase it, int place, Guid? departmentId, Guid? staffId) => (CaseId, Place, DepartmentId, StaffId) = (it.Id, place, departmentId, staffId);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CaseId { get; private set; }
    public int Place { get; private set; }
    public Guid? DepartmentId { get; private set; }
    public Guid? StaffId { get; private set; }

    internal static void Describe(EntityBuilder<CoordinationParty> party)
    {
        party.Is("Somebody who has to settle a coordination case: the manager of a group, or the customer director.", null, null)
            .OrderedBy(p => p.Place);
        party.Field(p => p.Place, "Order in which they were asked, from 1.");
        party.One("case", "CoordinationCase", p => p.CaseId, "The case.");
        party.One("department", "Department", p => p.DepartmentId, "The group whose manager it is; null for the customer director.");
        party.One("staff", "Staff", p => p.StaffId, "Who; null where nobody holds the position.");
        party.VisibleTo(Audience.Staff);
    }
}

[Describes("Why a coordination case was opened.")]
internal enum CoordinationCause
{
    [Describes("The complaint came back more often than the rule allows.")]
    Bounces,
    [Describes("A conflict of dispatch was not decided in time.")]
    Clash,
    [Describes("The accountable person did nothing for longer than the rule allows.")]
    Idle,
    [Describes("Two groups have the same kind of work on the complaint.")]
    Overlap,
    [Describes("Somebody asked for it.")]
    ByHand,
}

[Describes("Where a coordination case is.")]
internal enum CoordinationStatus
{
    [Describes("It waits for a ruling that both have signed.")]
    Open,
    [Describes("It was ruled on.")]
    Ruled,
    [Describes("The complaint was over before it was ruled on.")]
    Lapsed,
}

[EventOf("CoordinationCase", "OPENED", "It was opened.", StaffOnly = true)]
internal sealed record CoordinationCaseOpened(Guid CoordinationCase, Guid Complaint, CoordinationCause Cause) : IEvent
{
    public Guid Subject => CoordinationCase;
}

[EventOf("CoordinationCase", "ESCALATED", "Its deadline passed and was taken up the hierarchy.", StaffOnly = true)]
internal sealed record CoordinationCaseEscalated(Guid CoordinationCase, Guid Complaint, Guid? To) : IEvent
{
    public Guid Subject => CoordinationCase;
}

[EventOf("CoordinationCase", "LAPSED", "The complaint was over before it was ruled on.", StaffOnly = true)]
internal sealed record CoordinationCaseLapsed(Guid CoordinationCase, Guid Complaint) : IEvent
{
    public Guid Subject => CoordinationCase;
}
