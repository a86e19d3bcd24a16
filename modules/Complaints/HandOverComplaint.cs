using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

[Describes("Somebody who is to answer for a complaint, if he or she accepts.")]
internal sealed record HandOverComplaint(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("Member of staff who is to answer for it."), IdOf("Staff")] Guid To,
    [Describes("Why, in at most 1,000 characters; staff alone can read it.")] string Reason,
    [Describes("Department that works on it once it is accepted; left out where that stays."), IdOf("Department")] Guid? Department = null)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(ResponsibilityChanged))]
    [Describes("Offers a complaint to another member of staff. Until it is accepted, who answers for it stays the same. Workers may hand over what they answer for themselves.")]
    public static async Task<Outcome<HandOver>> Handle(HandOverComplaint input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        if (await db.FindVisibleAsync<Complaint>(input.Complaint, cancel) is not { } complaint) return ComplaintsDb.NoSuchComplaint;
        var checks = new InputChecks()
            .Text("reason", input.Reason, 1000)
            .Add(await AccountableStaff.CheckAsync(input.To, graph, employment, "to", cancel));
        if (input.Department is { } department) checks.Add(await graph.RequireAsync("Department", department, "department", cancel));
        if (checks.Failed) return Outcome<HandOver>.Failed(checks.Faults);
        if (!complaint.HasAccountable) return Impossible(complaint);
        if (!HandOvers.MayOffer(actor, complaint.AccountableId)) return ResponsibilityChanged.Of(complaint, null, graph, "Only who answers for the complaint, or a superior, may hand it over.");
        await db.LoadChainAsync(complaint, cancel);
        if (complaint.PendingHandOver is { } pending) return ResponsibilityChanged.Of(complaint, pending, graph, "It is offered to somebody already, who has not answered.");
        if (input.To == complaint.AccountableId) return ResponsibilityChanged.Of(complaint, null, graph, "This person answers for it already.");

        var offer = complaint.Offer(input.To, actor.StaffIdOrNull, input.Department == complaint.DepartmentId ? null : input.Department, input.Reason, time.GetUtcNow());
        return Outcome<HandOver>.Of(offer.Id, new HandOverOffered(offer.Id, complaint.Id, complaint.AccountableId, input.To));
    }

    private static StepNotAllowed Impossible(Complaint complaint) => new(
        $"Complaint {complaint.Reference} is {Names.Screaming(complaint.Status.ToString())}: there is nobody who could hand it over now. Possible: {string.Join(", ", ComplaintLifecycle.Possible(complaint.Status))}.",
        Names.Screaming(complaint.Status.ToString()), ComplaintLifecycle.Possible(complaint.Status), ["complaint"]);
}

/// <summary>Somebody else was faster, or another person is in charge than the caller supposes.</summary>
[Describes("Who answers for the complaint is not as the caller supposes; the present state is told.")]
internal sealed record ResponsibilityChanged(
    string Message,
    [property: Describes("State of the complaint now.")] ComplaintStatus Status,
    [property: Describes("Global id of the member of staff who answers for the complaint now; null for nobody.")] string? Accountable,
    [property: Describes("Global id of the member of staff to whom it is offered now; null for nobody.")] string? OfferedTo,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-RESPONSIBILITY-CHANGED", Message, Path)
{
    public static ResponsibilityChanged Of(Complaint complaint, HandOver? pending, IGraph graph, string what) => new(
        $"{complaint.Reference}: {what}",
        complaint.Status,
        complaint.AccountableId is { } accountable ? graph.GlobalId("Staff", accountable) : null,
        pending is null ? null : graph.GlobalId("Staff", pending.ToId));
}

[EventOf("HandOver", "OFFERED", "A complaint was offered to somebody.")]
internal sealed record HandOverOffered(Guid HandOver, Guid Complaint, Guid? From, Guid To) : IEvent
{
    public Guid Subject => HandOver;
}
