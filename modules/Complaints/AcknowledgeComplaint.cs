using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Confirmation that a complaint was received.")]
internal sealed record AcknowledgeComplaint(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("Member of staff who answers for it from now on."), IdOf("Staff")] Guid Accountable,
    [Describes("What the customer is told, in at most 4,000 characters.")] string? Note = null,
    [Describes("What kind of complaint it is, where that was not known or was wrong; its department and deadline follow."), IdOf("Category")] Guid? Category = null,
    [Describes("How grave it is, where that is to change; its deadline follows.")] ComplaintSeverity? Severity = null,
    [Describes("How soon something has to be done, where that is to change; nothing follows from it.")] ComplaintUrgency? Urgency = null)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Confirms receipt to the customer, names the accountable member of staff, and sorts the complaint in.")]
    public static async Task<Outcome<Complaint>> Handle(
        AcknowledgeComplaint input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Acknowledge, actor, cancel);
        if (fault is not null) return fault;
        var rules = await TriageRules.LoadAsync(db, complaint.DepartmentId, cancel);
        var checks = new InputChecks()
            .OptionalText("note", input.Note, 4000)
            .Add(await AccountableStaff.CheckAsync(input.Accountable, graph, employment, "accountable", cancel));
        if (input.Category is { } category && !rules.Knows(category)) checks.Add(new NotFound("There is no such category.", ["category"]));
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.Acknowledge, actor, now, input.Note) is { } notNow) return notNow;
        if (input.Category is not null || input.Severity is not null)
            complaint.Triage(RuleFor(input, complaint, rules), complaint.FiledAt);
        complaint.Judge(input.Urgency);
        await db.LoadChainAsync(complaint, cancel);
        complaint.HandOver(input.Accountable, null, now, by: actor.StaffIdOrNull);
        db.WatchDeadline(complaint, now);
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintAcknowledged(complaint.Id, input.Accountable, complaint.Severity, complaint.CategoryId));
    }

    private static TriageRule RuleFor(AcknowledgeComplaint input, Complaint complaint, TriageRules rules) =>
        input.Category is { } category
            ? rules.For(category, input.Severity, complaint.FiledAt, null, complaint.IsKeyAccount)
            : rules.For(complaint.CategoryId, input.Severity, complaint.FiledAt, complaint.DepartmentId, complaint.IsKeyAccount);
}

[EventOf("Complaint", "ACKNOWLEDGED", "Receipt was confirmed and somebody made accountable.")]
internal sealed record ComplaintAcknowledged(Guid Complaint, Guid Accountable, ComplaintSeverity Severity, Guid? Category) : IEvent
{
    public Guid Subject => Complaint;
}

/// <summary>Who may answer for a complaint: staff who work here, surveyors aside, since they judge the work of others.</summary>
internal static class AccountableStaff
{
    /// <summary>Why somebody can't answer for work, or null; who can works here until the transaction's end.</summary>
    public static async Task<Fault?> CheckAsync(Guid staff, IGraph graph, IEmployment employment, string input, CancellationToken cancel) => (await FindAsync(staff, graph, employment, input, cancel)).Fault;

    /// <summary>Where somebody works who can answer for work, or why not.</summary>
    public static async Task<(Employed? Found, Fault? Fault)> FindAsync(Guid staff, IGraph graph, IEmployment employment, string input, CancellationToken cancel)
    {
        if (await graph.RequireAsync("Staff", staff, input, cancel) is { } unseen) return (null, unseen);
        if (await employment.HoldAsync(staff, cancel) is not { } found) return (null, new ValidationError("Choose somebody else: this member of staff does not work here now.", [input]));
        return found.Position == Position.Surveyor ? (null, new ValidationError("Choose somebody else: surveyors stay independent of the work that they ask about.", [input])) : (found, null);
    }

    /// <summary>Why the actor itself can't take work on, or null: a token may be older than the end of somebody's service.</summary>
    public static async Task<NotAllowed?> AbsenceAsync(this IEmployment employment, Actor actor, CancellationToken cancel) => actor switch
    {
        { Audience: Audience.Staff } when await employment.HoldAsync(actor.StaffId, cancel) is null => new("You no longer work here."),
        { PersonId: { } person } when await employment.HoldPartnerPersonAsync(person, cancel) is null => new("You no longer work for the firm, or the firm for the company."),
        _ => null,
    };
}
