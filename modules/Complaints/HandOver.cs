using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>A link of the responsibility chain: somebody gave a complaint to somebody, and what came of it.</summary>
internal sealed class HandOver
{
    private HandOver() { }

    public HandOver(Complaint complaint, Guid? from, Guid to, HandOverWay way, Guid? by, Guid? department, string? reason, DateTimeOffset at)
    {
        (ComplaintId, Complaint, FromId, ToId, Way, ById, DepartmentId) = (complaint.Id, complaint, from, to, way, by, department);
        (Reason, At, Status) = (reason?.Trim(), at, HandOverStatus.Pending);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ComplaintId { get; private set; }
    public Complaint? Complaint { get; private set; }
    public Guid? FromId { get; private set; }
    public Guid ToId { get; private set; }
    public Guid? ById { get; private set; }
    /// <summary>Department that works on the complaint once it is accepted; null where that stays.</summary>
    public Guid? DepartmentId { get; private set; }
    public HandOverWay Way { get; private set; }
    public HandOverStatus Status { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public string? Reason { get; private set; }
    public string? Answer { get; private set; }
    public bool IsBounce { get; private set; }
    public Guid? ResponsibilityId { get; private set; }
    public Responsibility? Responsibility { get; private set; }

    public void Accept(Responsibility responsibility, bool isReturn, DateTimeOffset at)
    {
        (Status, AnsweredAt, IsBounce) = (HandOverStatus.Accepted, at, isReturn);
        (Responsibility, ResponsibilityId) = (responsibility, responsibility.Id);
    }

    public void Refuse(string reason, DateTimeOffset at) => (Status, AnsweredAt, Answer, IsBounce) = (HandOverStatus.Refused, at, reason.Trim(), true);

    public void Withdraw(DateTimeOffset at) => (Status, AnsweredAt) = (HandOverStatus.Withdrawn, at);

    internal static void Describe(EntityBuilder<HandOver> link)
    {
        link.Is("A link of a complaint's responsibility chain: it was given to somebody, who took it, refused it or has not answered yet.", "handOver", "handOvers")
            .OrderedBy(h => h.At)
            .DataSubject(h => h.ToId)
            .AlsoAbout("complaint");
        link.Field(h => h.Way, "How it came about.");
        link.Field(h => h.Status, "What came of it.");
        link.Field(h => h.At, "When it was given.");
        link.Field(h => h.AnsweredAt, "When it was accepted, refused or taken back; null while it waits for an answer.");
        link.Resolve<string, IReadOnlyList<NextAction>>("nextActions", NextAction.HandOverKey, NextAction.OfHandOvers, "What can be done about it now, and who may; empty once it was answered.");
        link.Field("waited", h => (h.AnsweredAt ?? Clock.Now) - h.At, "How long it waited for an answer, or has until now.");
        link.Field(h => h.IsBounce, "Whether the complaint came back: it was refused, or given to somebody who had answered for it before.");
        link.Field(h => h.Reason, "Why it was given; null where nobody said.").Personal();
        link.Field(h => h.Answer, "Why it was refused; null where it was not.").Personal();
        link.One("complaint", "Complaint", h => h.ComplaintId, "The complaint.");
        link.One("from", "Staff", h => h.FromId, "Who answered for it before, and until it was accepted; null for the first.");
        link.One("to", "Staff", h => h.ToId, "To whom it was given.");
        link.One("by", "Staff", h => h.ById, "Who gave it; null for what the platform did.");
        link.One("department", "Department", h => h.DepartmentId, "Department that works on the complaint once it is accepted; null where that stays.");
        link.One("responsibility", "Responsibility", h => h.ResponsibilityId, "The time in which the person answered for it then, with how long and how idle; null where it was not accepted.");
        link.VisibleTo(Audience.Staff);
    }
}

[Describes("How a complaint was given to somebody.")]
internal enum HandOverWay
{
    [Describes("It was offered by who answers for it, or by a superior, and is to be accepted.")]
    Offered,
    [Describes("It was assigned by acknowledgeComplaint or assignComplaint, which asks for no acceptance, or taken up again by reopening.")]
    Assigned,
    [Describes("The ruling of a coordination case named the person.")]
    Ruled,
    [Describes("Who answered for it left the company.")]
    Left,
}

[Describes("What came of a hand-over.")]
internal enum HandOverStatus
{
    [Describes("It waits for an answer; who hands over still answers for the complaint.")]
    Pending,
    [Describes("The person answers for the complaint, or did for a time.")]
    Accepted,
    [Describes("The person refused, with a reason.")]
    Refused,
    [Describes("It was taken back, or overtaken by something else, before it was answered.")]
    Withdrawn,
}
