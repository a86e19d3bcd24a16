using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Who is to work on a complaint. What is left out stays as it is.")]
internal sealed record AssignComplaint(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("Department that works on it."), IdOf("Department")] Guid? Department = null,
    [Describes("Member of staff who answers for it."), IdOf("Staff")] Guid? Accountable = null,
    [Describes("Partner that works on it too, and sees it from then on."), IdOf("Partner")] Guid? Partner = null,
    [Describes("Takes the partner off, which no longer sees it.")] bool WithoutPartner = false,
    [Describes("Why, in at most 1,000 characters; staff alone can read it.")] string? Reason = null,
    [Describes("Member of staff who answers for it as far as the caller knows: if somebody else does by now, nothing is changed."), IdOf("Staff")] Guid? ExpectedAccountable = null)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(ResponsibilityChanged))]
    [Describes("Gives the work to a department, a member of staff and perhaps a partner, and begins it; in progress, it changes hands. Of several at once, one is done; the others learn who answers for it.")]
    public static async Task<Outcome<Complaint>> Handle(
        AssignComplaint input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Assign, actor, cancel);
        if (fault is not null) return fault;
        if (await OvertakenAsync(input, complaint, db, graph, cancel) is { } overtaken) return overtaken;
        var checks = new InputChecks()
            .OptionalText("reason", input.Reason, 1000)
            .Rule(input.Partner is null || !input.WithoutPartner, "Name a partner or take the partner off, not both.", "withoutPartner");
        if (input.Department is { } department) checks.Add(await graph.RequireAsync("Department", department, "department", cancel));
        if (input.Accountable is { } chosen) checks.Add(await AccountableStaff.CheckAsync(chosen, graph, employment, "accountable", cancel));
        if (input.Partner is { } partner) checks.Add(await DispatchAddressees.CheckPartnerAsync(partner, graph, employment, cancel));
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if ((input.Accountable ?? complaint.AccountableId) is not { } accountable)
            return new ValidationError("Name the member of staff who answers for it.", ["accountable"]);
        if (complaint.Take(ComplaintStep.Assign, actor, now) is { } notNow) return notNow;
        if (input.Department is { } next && next != complaint.DepartmentId) await db.VoidDecisionsAsync(complaint, now, cancel);
        complaint.Assign(input.Department ?? complaint.DepartmentId, input.WithoutPartner ? null : input.Partner ?? complaint.PartnerId);
        await db.LoadChainAsync(complaint, cancel);
        var link = complaint.HandOver(accountable, input.Reason, now, by: actor.StaffIdOrNull);
        var opened = await Coordination.AfterHandOverAsync(complaint, link, db, graph, now, cancel);
        return Outcome<Complaint>.Of(complaint.Id, [new ComplaintAssigned(complaint.Id, complaint.DepartmentId, accountable, complaint.PartnerId), .. opened]);
    }

    /// <summary>Somebody else is in charge than the caller supposes, or it was assigned while this call ran.</summary>
    private static async Task<Fault?> OvertakenAsync(AssignComplaint input, Complaint complaint, ComplaintsDb db, IGraph graph, CancellationToken cancel)
    {
        // As stored: a call for many may have assigned it itself.
        var stored = db.Entry(complaint).OriginalValues;
        var now = (stored.GetValue<Guid?>(nameof(complaint.AccountableId)), stored.GetValue<Guid>(nameof(complaint.DepartmentId)), stored.GetValue<Guid?>(nameof(complaint.PartnerId)));
        var isOvertaken = db.FirstSeen($"assignment of {complaint.Id}", now) != now;
        if (!isOvertaken && (input.ExpectedAccountable is null || input.ExpectedAccountable == complaint.AccountableId)) return null;
        await db.LoadChainAsync(complaint, cancel);
        return ResponsibilityChanged.Of(complaint, complaint.PendingHandOver, graph, isOvertaken ? "Somebody else assigned it meanwhile." : "Somebody else answers for it than you expected.");
    }
}
