using System.Linq.Expressions;
using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

internal sealed class Complaint
{
    /// <summary>Work remains to be done. A resolved complaint only waits for its closing.</summary>
    public static readonly Expression<Func<Complaint, bool>> Open =
        c => c.Status != ComplaintStatus.Resolved && c.Status != ComplaintStatus.Closed && c.Status != ComplaintStatus.Withdrawn;

    private Complaint() { }

    public Complaint(string reference, string title, string description, ComplaintChannel channel, ComplaintParties parties, DateTimeOffset filedAt)
    {
        (Reference, Title, Description, Channel, FiledAt) = (reference, title.Trim(), description.Trim(), channel, filedAt);
        (CustomerId, UnitId, PropertyId) = (parties.Customer, parties.Unit, parties.Property);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Reference { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string Description { get; private set; } = "";
    public ComplaintChannel Channel { get; private set; }
    public ComplaintSeverity Severity { get; private set; }
    public ComplaintStatus Status { get; private set; } = ComplaintStatus.Filed;
    public Guid? CategoryId { get; private set; }
    public Category? Category { get; private set; }
    public Guid? CustomerId { get; private set; }
    public Guid? UnitId { get; private set; }
    /// <summary>The unit's property, or the one named when no unit was: kept here so that a property's complaints are one step away.</summary>
    public Guid? PropertyId { get; private set; }
    public Guid DepartmentId { get; private set; }
    public Guid? AccountableId { get; private set; }
    public Guid? PartnerId { get; private set; }
    public DateTimeOffset FiledAt { get; private set; }
    public DateTimeOffset? AcknowledgedAt { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public DateTimeOffset DueAt { get; private set; }
    public DateTimeOffset? HeldAt { get; private set; }
    /// <summary>State to go back to when a hold ends.</summary>
    public ComplaintStatus? HeldIn { get; private set; }
    /// <summary>Whether a hold stops the clock, by the service level that applied when the deadline was set.</summary>
    public bool PausesOnHold { get; private set; }
    public int ReopenCount { get; private set; }
    public string? Resolution { get; private set; }
    /// <summary>The survey response that led to it: unique, so that a response opens one complaint at most.</summary>
    public Guid? SourceResponseId { get; private set; }
    public List<ComplaintEvent> Events { get; private set; } = [];
    public List<Responsibility> Responsibilities { get; private set; } = [];

    public bool IsOpen => Status is not (ComplaintStatus.Resolved or ComplaintStatus.Closed or ComplaintStatus.Withdrawn);

    /// <summary>When the running clock ends; null while none runs.</summary>
    public DateTimeOffset? RunningUntil => IsOpen && !(HeldAt is not null && PausesOnHold) ? DueAt : null;

    public static InputChecks Check(string title, string description) => new InputChecks()
        .Text("title", title, 200)
        .Text("description", description, 10_000);

    public void Correct(string title, string description) => (Title, Description) = (title.Trim(), description.Trim());

    public void CameFrom(Guid response) => SourceResponseId = response;

    /// <summary>Sorts it in: category, severity, deadline and, unless one was chosen, department.</summary>
    public void Triage(TriageRule rule, DateTimeOffset from)
    {
        (CategoryId, Severity, DepartmentId) = (rule.Category, rule.Severity, rule.Department);
        SetDeadline(rule, from);
    }

    public void SetDeadline(TriageRule rule, DateTimeOffset from) => (DueAt, PausesOnHold) = (from + rule.ResolveWithin, rule.PausesOnHold);

    public void Filed(Actor actor) => Record(ComplaintEventKind.Filed, actor, FiledAt, null, NoteVisibility.Visible, null);

    /// <summary>Takes a step of the lifecycle and writes it into the timeline.</summary>
    /// <returns>Null, or why the step is not possible now; nothing was changed then.</returns>
    public StepNotAllowed? Take(ComplaintStep step, Actor actor, DateTimeOffset at, string? note = null, NoteVisibility visibility = NoteVisibility.Visible)
    {
        if (ComplaintLifecycle.Next(step, Status, HeldIn) is not { } next) return ComplaintLifecycle.NotAllowed(step, Status, Reference);
        var before = Status;
        Status = next;
        if (before == ComplaintStatus.OnHold && next != before) EndHold(at);
        switch (step)
        {
            case ComplaintStep.Acknowledge: AcknowledgedAt = at; break;
            case ComplaintStep.Hold: (HeldAt, HeldIn) = (at, before); break;
            case ComplaintStep.Resolve: (ResolvedAt, Resolution) = (at, note?.Trim()); break;
            case ComplaintStep.Close or ComplaintStep.Withdraw: ClosedAt = at; break;
            case ComplaintStep.Reopen: (ResolvedAt, ClosedAt, ReopenCount) = (null, null, ReopenCount + 1); break;
        }
        Record(ComplaintLifecycle.KindOf(step, visibility), actor, at, note, visibility, before);
        return null;
    }

    /// <summary>Gives the work to a department and partner; who answers for it is <see cref="HandOver"/>.</summary>
    public void Assign(Guid department, Guid? partner) => (DepartmentId, PartnerId) = (department, partner);

    /// <summary>Names who answers for it from now on, and ends the turn of the one before. Needs <see cref="Responsibilities"/> loaded.</summary>
    public void HandOver(Guid staff, string? reason, DateTimeOffset at)
    {
        if (AccountableId == staff && Responsibilities.Any(r => r.To is null)) return;
        EndResponsibility(at);
        AccountableId = staff;
        Responsibilities.Add(new Responsibility(this, staff, at, reason));
    }

    /// <summary>Ends the turn of whoever answers for it, when the work is over. Needs <see cref="Responsibilities"/> loaded.</summary>
    public void EndResponsibility(DateTimeOffset at)
    {
        foreach (var current in Responsibilities.Where(r => r.To is null)) current.End(at);
    }

    public void BecameOverdue(DateTimeOffset at) =>
        Record(ComplaintEventKind.Overdue, Actor.System, at, null, NoteVisibility.Visible, Status);

    private void EndHold(DateTimeOffset at)
    {
        if (HeldAt is { } since && PausesOnHold) DueAt += at - since;
        (HeldAt, HeldIn) = (null, null);
    }

    private void Record(ComplaintEventKind kind, Actor actor, DateTimeOffset at, string? note, NoteVisibility visibility, ComplaintStatus? before)
    {
        // The timeline is read by time, and an imported complaint may have taken several steps at once.
        if (Events.Count > 0 && at <= Events[^1].At) at = Events[^1].At.AddMicroseconds(1);
        Events.Add(new ComplaintEvent(this, kind, actor, at, note?.Trim(), visibility, before));
    }

    internal static void Describe(EntityBuilder<Complaint> complaint)
    {
        complaint.Is("An expression of dissatisfaction that asks for an answer.", "complaint", "complaints")
            .Lookup(c => c.Reference)
            .OrderedBy(c => c.FiledAt, descending: true)
            .DataSubject(c => c.CustomerId);
        DescribeFields(complaint);
        DescribeRelations(complaint);
        complaint.VisibleTo(Audience.Staff);
        complaint.VisibleTo(Audience.Customer, (c, actor) => c.CustomerId == actor.CustomerId);
        complaint.VisibleTo(Audience.Partner, (c, actor) => c.PartnerId == actor.PartnerId);
    }

    private static void DescribeFields(EntityBuilder<Complaint> complaint)
    {
        complaint.Field(c => c.Reference, "Number that people use, such as C-2026-000123.").Searchable();
        complaint.Field(c => c.Title, "What it is about, in one line.").Personal().Searchable();
        complaint.Field(c => c.Description, "What happened, in the words of whoever filed it.").Personal().Searchable();
        complaint.Field(c => c.Channel, "How it reached the company.");
        complaint.Field(c => c.Severity, "How grave it is; decides the procedure and the deadline.");
        complaint.Field(c => c.Status, "Where it is in its lifecycle.");
        complaint.Field(c => c.FiledAt, "When it was filed.");
        complaint.Field(c => c.AcknowledgedAt, "When receipt was confirmed and somebody was made accountable; null before.");
        complaint.Field(c => c.ResolvedAt, "When the work was done; null before, and again after reopening.");
        complaint.Field(c => c.ClosedAt, "When it was closed or withdrawn; null before, and again after reopening.");
        complaint.Field(c => c.DueAt, "When it is to be resolved, by the service level of its severity and category; a hold that pauses the clock moves it.");
        complaint.Field(c => c.HeldAt, "Since when it is on hold; null while it is not.");
        complaint.Field(c => c.ReopenCount, "How often it was reopened.");
        complaint.Field(c => c.Resolution, "What was done, as told to the customer; null until it was first resolved.").Personal();
        complaint.Field("isOpen", Open, "Whether work remains to be done: neither resolved nor closed nor withdrawn.");
        complaint.Field("isOverdue",
            c => c.Status != ComplaintStatus.Resolved && c.Status != ComplaintStatus.Closed && c.Status != ComplaintStatus.Withdrawn
                && c.DueAt < Clock.Now && (c.HeldAt == null || !c.PausesOnHold || c.DueAt < c.HeldAt),
            "Whether it is open and past its due time. While a hold pauses the clock, it counts only if it was late before.");
        complaint.Field("isAnonymous", c => c.CustomerId == null, "Whether nobody is known to have filed it.");
    }

    private static void DescribeRelations(EntityBuilder<Complaint> complaint)
    {
        complaint.One("category", "Category", c => c.CategoryId, "What kind of complaint it is; null until somebody sorts it in.");
        complaint.One("customer", "Customer", c => c.CustomerId, "Whose complaint it is; null when it is anonymous.");
        complaint.One("unit", "Unit", c => c.UnitId, "Which unit it is about; null where none was named.");
        complaint.One("property", "Property", c => c.PropertyId, "Which property it is about; null where none was named.");
        complaint.One("department", "Department", c => c.DepartmentId, "Who works on it.");
        complaint.One("accountable", "Staff", c => c.AccountableId, "The one member of staff who answers for it; null before it is acknowledged.");
        complaint.One("partner", "Partner", c => c.PartnerId, "The partner that works on it too; null for none.");
        complaint.Many<ComplaintEvent>("events", e => e.ComplaintId, "What happened to it, oldest first.");
        complaint.Many<Responsibility>("responsibilities", r => r.ComplaintId, "Who answered for it and when, oldest first.").OnlyFor(Audience.Staff);
    }
}

/// <summary>Whose complaint it is and where: keys, null where unknown.</summary>
internal sealed record ComplaintParties(Guid? Customer, Guid? Unit, Guid? Property);

[Describes("How a complaint reached the company.")]
internal enum ComplaintChannel
{
    [Describes("By telephone, on the free hotline.")]
    Hotline,
    [Describes("On the web form.")]
    Web,
    [Describes("On a comment card.")]
    CommentCard,
    [Describes("By an answer to a survey.")]
    Survey,
    [Describes("Face to face.")]
    InPerson,
    [Describes("By e-mail.")]
    Email,
    [Describes("In the residents' app.")]
    App,
    [Describes("Through a partner, such as a resident portal.")]
    Partner,
}

[Describes("How grave a complaint is.")]
internal enum ComplaintSeverity
{
    [Describes("Danger, great loss, or many customers hit.")]
    Major,
    [Describes("Anything else.")]
    General,
}
