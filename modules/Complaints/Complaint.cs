using System.Linq.Expressions;
using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

internal sealed partial class Complaint
{
    /// <summary>Work remains to be done. A resolved complaint only waits for its closing.</summary>
    public static readonly Expression<Func<Complaint, bool>> Open =
        c => c.Status != ComplaintStatus.Resolved && c.Status != ComplaintStatus.Closed && c.Status != ComplaintStatus.Withdrawn && c.Status != ComplaintStatus.Merged;

    private Complaint() { }

    public Complaint(string reference, string title, string description, ComplaintChannel channel, ComplaintParties parties, DateTimeOffset filedAt)
    {
        (Reference, Title, Description, Channel, FiledAt) = (reference, title.Trim(), description.Trim(), channel, filedAt);
        (CustomerId, UnitId, PropertyId, IsKeyAccount, ExposedRevenue) = (parties.Customer, parties.Unit, parties.Property, parties.IsKeyAccount, parties.ExposedRevenue);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public string Reference { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string Description { get; private set; } = "";
    public ComplaintChannel Channel { get; private set; }
    public ComplaintSeverity Severity { get; private set; }
    public ComplaintUrgency? Urgency { get; private set; }
    public ComplaintStatus Status { get; private set; } = ComplaintStatus.Filed;
    public Guid? CategoryId { get; private set; }
    public Category? Category { get; private set; }
    /// <summary>What its latest cause analysis that names a cause says.</summary>
    public Guid? CauseId { get; private set; }
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
    public decimal? ActualLoss { get; private set; }
    public Guid? ProcedureId { get; private set; }
    /// <summary>What that version says, see <see cref="ProcedureRules.Text"/>: kept here too, so that no reader of complaints has to look it up.</summary>
    public string Rules { get; private set; } = "";
    /// <summary>What was done of the procedure since it was filed or reopened: names of <see cref="ProcedureStep"/> in their order, with blanks between.</summary>
    public string StepsDone { get; private set; } = "";
    public Guid? MergedIntoId { get; private set; }
    public Complaint? MergedInto { get; private set; }
    /// <summary>How many complaints were merged into it. Counted so that two merges into each other collide on the row, and the later one is run again.</summary>
    public int DuplicateCount { get; private set; }
    public int CosignerCount { get; private set; }
    public bool IsKeyAccount { get; private set; }
    public decimal? ExposedRevenue { get; private set; }
    public Guid? ServiceLevelId { get; private set; }
    /// <summary>How many moments that its clocks passed were told.</summary>
    public int ClockMomentsTold { get; private set; }
    public Guid? IncidentId { get; private set; }
    /// <summary>Counts the steps, notes aside: two steps at the same time collide on it, and the later one is run again on what the first left behind.</summary>
    public int Version { get; private set; }
    public int? Rating { get; private set; }
    public string? RatingComment { get; private set; }
    public DateTimeOffset? RatedAt { get; private set; }
    /// <summary>The survey response that led to it: unique, so that a response opens one complaint at most.</summary>
    public Guid? SourceResponseId { get; private set; }
    public List<ComplaintEvent> Events { get; private set; } = [];
    public List<Decision> Decisions { get; private set; } = [];
    public List<EmergencyMeasure> EmergencyMeasures { get; private set; } = [];
    public List<DispatchOrder> DispatchOrders { get; private set; } = [];

    public bool IsOpen => Status is not (ComplaintStatus.Resolved or ComplaintStatus.Closed or ComplaintStatus.Withdrawn or ComplaintStatus.Merged);

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
        Follow(rule.Procedure);
    }

    /// <summary>What is not said stays as it is.</summary>
    public void Judge(ComplaintUrgency? urgency) => Urgency = urgency ?? Urgency;

    /// <summary>Has it follow a version of a procedure, or none.</summary>
    public void Follow(Procedure? procedure) => (ProcedureId, Rules) = (procedure?.Id, procedure?.Rules ?? "");

    public void SetDeadline(TriageRule rule, DateTimeOffset from) => (DueAt, PausesOnHold, ServiceLevelId) = (from + rule.ResolveWithin, rule.PausesOnHold, rule.ServiceLevel);

    /// <summary>Puts it under another service level while it is open; its timeline keeps from when on.</summary>
    public void ComeUnder(TriageRule rule, DateTimeOffset from, Actor actor, DateTimeOffset at)
    {
        SetDeadline(rule, from);
        Version++;
        Record(ComplaintEventKind.ServiceLevelApplied, actor, at, null, NoteVisibility.Internal, Status);
    }

    /// <summary>Its due time in the business hours that count.</summary>
    public void IsDue(DateTimeOffset at) => DueAt = at;

    public void Cost(decimal? actualLoss) => ActualLoss = actualLoss ?? ActualLoss;

    public void ToldClockMoments(int count) => ClockMomentsTold = Math.Max(count, ClockMomentsTold);

    public void Filed(Actor actor) => Record(ComplaintEventKind.Filed, actor, FiledAt, null, NoteVisibility.Visible, null);

    /// <summary>Takes a step of the lifecycle and writes it into the timeline.</summary>
    /// <returns>Null, or why the step is not possible now; nothing was changed then.</returns>
    public StepNotAllowed? Take(ComplaintStep step, Actor actor, DateTimeOffset at, string? note = null, NoteVisibility visibility = NoteVisibility.Visible)
    {
        if (ComplaintLifecycle.Next(step, Status, HeldIn) is not { } next) return ComplaintLifecycle.NotAllowed(step, this, actor);
        var before = Status;
        Status = next;
        // A word to the customer ends a silence, which its clock has to notice.
        if (step != ComplaintStep.AddNote || visibility == NoteVisibility.Visible) Version++;
        if (before == ComplaintStatus.OnHold && next != before) EndHold(at);
        switch (step)
        {
            case ComplaintStep.Acknowledge: AcknowledgedAt = at; break;
            case ComplaintStep.Hold: (HeldAt, HeldIn) = (at, before); break;
            case ComplaintStep.Resolve: (ResolvedAt, Resolution) = (at, note?.Trim()); break;
            case ComplaintStep.Close or ComplaintStep.Withdraw or ComplaintStep.Merge: ClosedAt = at; break;
            // The answer did not hold, so neither does what it was built on.
            case ComplaintStep.Reopen: (ResolvedAt, ClosedAt, ReopenCount, StepsDone) = (null, null, ReopenCount + 1, ""); break;
        }
        Record(ComplaintLifecycle.KindOf(step, visibility), actor, at, note, visibility, before);
        return null;
    }

    /// <summary>Why this actor can't take a step now, or null: by the procedure, the state, and what has to come before.</summary>
    public Fault? Objection(ComplaintStep step, Actor actor)
    {
        var rules = ProcedureRules.Of(Rules);
        if (!rules.Permits(step, actor))
            return new NotAllowed($"The procedure of complaint {Reference} leaves {ComplaintLifecycle.MutationOf(step)} to: {string.Join(", ", rules.RolesOf(step))}.", ["complaint"]);
        if (ComplaintLifecycle.Next(step, Status, HeldIn) is null) return ComplaintLifecycle.NotAllowed(step, this, actor);
        IReadOnlyList<ProcedureStep> missing = [.. rules.Before(step, Status).Except(ProcedureRules.Steps(StepsDone))];
        return missing.Count == 0 ? null : StepsMissing.Before(step, missing, Reference);
    }

    public void Did(ProcedureStep step) => SetDone(ProcedureRules.Steps(StepsDone).Append(step));

    public void Undid(ProcedureStep step) => SetDone(ProcedureRules.Steps(StepsDone).Where(s => s != step));

    private void SetDone(IEnumerable<ProcedureStep> steps) => StepsDone = string.Join(' ', steps.Distinct().Order());

    public void MergedWith(Complaint other)
    {
        MergedIntoId = other.Id;
        other.DuplicateCount++;
    }

    public void CausedBy(Cause cause) => CauseId = cause.Id;

    public void Join(Guid incident) => IncidentId = incident;

    public void Cosigned() => CosignerCount++;

    public void CosignatureRemoved() => CosignerCount--;

    public void Rated(int rating, string? comment, DateTimeOffset at) => (Rating, RatingComment, RatedAt) = (rating, comment?.Trim(), at);

    /// <summary>Gives the work to a department and partner; who answers for it is <see cref="HandOver"/>.</summary>
    public void Assign(Guid department, Guid? partner) => (DepartmentId, PartnerId) = (department, partner);

    /// <summary>For staff alone: that fees are withheld is no affair of a partner's.</summary>
    public void FeesRuled(Actor actor, DateTimeOffset at) => Record(ComplaintEventKind.FeesRuled, actor, at, null, NoteVisibility.Internal, Status);

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
}

/// <summary>Whose complaint it is and where: keys, null where unknown.</summary>
/// <param name="ExposedRevenue">What a key account was billed in a year; null for others.</param>
internal sealed record ComplaintParties(Guid? Customer, Guid? Unit, Guid? Property, bool IsKeyAccount = false, decimal? ExposedRevenue = null);

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

[Describes("How soon something has to be done about a complaint; in order, the most urgent come first.")]
internal enum ComplaintUrgency
{
    [Describes("At once: waiting makes it worse, or unsafe.")]
    Immediate,
    [Describes("In its turn.")]
    Normal,
    [Describes("Waiting does no harm.")]
    Postponable,
}

[Describes("How grave a complaint is.")]
internal enum ComplaintSeverity
{
    [Describes("Danger, great loss, or many customers hit.")]
    Major,
    [Describes("Anything else.")]
    General,
}
