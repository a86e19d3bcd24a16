using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A hand-over that is accepted.")]
internal sealed record AcceptHandOver([Describes("Which hand-over."), IdOf("HandOver")] Guid HandOver)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(ResponsibilityChanged))]
    [Describes("Accepts a complaint that was offered to the caller, who answers for it from now on.")]
    public static async Task<Outcome<HandOver>> Handle(AcceptHandOver input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (offer, complaint, fault) = await db.BeginAnswerAsync(input.HandOver, graph, cancel);
        if (fault is not null) return fault;
        if (HandOvers.NotTheirs(offer, actor) is { } refused) return refused;
        if (await employment.AbsenceAsync(actor, cancel) is { } gone) return gone;

        var now = time.GetUtcNow();
        if (offer.DepartmentId is { } department && department != complaint.DepartmentId)
        {
            await db.VoidDecisionsAsync(complaint, now, cancel);
            complaint.Assign(department, complaint.PartnerId);
        }
        complaint.Accept(offer, now);
        var opened = await Coordination.AfterHandOverAsync(complaint, offer, db, graph, now, cancel);
        return Outcome<HandOver>.Of(offer.Id,
            [new HandOverAccepted(offer.Id, complaint.Id, offer.FromId, offer.ToId), new ComplaintAssigned(complaint.Id, complaint.DepartmentId, offer.ToId, complaint.PartnerId), .. opened]);
    }
}

[EventOf("HandOver", "ACCEPTED", "The complaint was accepted by whom it was offered to.")]
internal sealed record HandOverAccepted(Guid HandOver, Guid Complaint, Guid? From, Guid To) : IEvent
{
    public Guid Subject => HandOver;
}

internal static class HandOvers
{
    /// <summary>Loads an offer that waits for an answer, with its complaint and chain.</summary>
    public static async Task<(HandOver Offer, Complaint Complaint, Fault? Fault)> BeginAnswerAsync(this ComplaintsDb db, Guid id, IGraph graph, CancellationToken cancel)
    {
        if (await db.FindVisibleAsync<HandOver>(id, cancel) is not { } offer || await db.FindVisibleAsync<Complaint>(offer.ComplaintId, cancel) is not { } complaint)
            return (null!, null!, new NotFound("There is no such hand-over.", ["handOver"]));
        await db.LoadChainAsync(complaint, cancel);
        if (!complaint.HasAccountable) return (offer, complaint, ResponsibilityChanged.Of(complaint, null, graph, $"It is {Schema.Names.Screaming(complaint.Status.ToString())}: there is no work to answer for."));
        return offer.Status == HandOverStatus.Pending
            ? (offer, complaint, null)
            : (offer, complaint, ResponsibilityChanged.Of(complaint, complaint.PendingHandOver, graph, $"This hand-over is {Schema.Names.Screaming(offer.Status.ToString())} already."));
    }

    public static bool MayAnswer(Actor actor, Guid to) => actor.Audience != Audience.Staff || actor.StaffId == to;

    /// <summary>Workers hand over what they answer for themselves, and take back what they offered.</summary>
    public static bool MayOffer(Actor actor, Guid? accountable) => !actor.Holds(Position.Worker) || actor.StaffId == accountable;

    public static bool MayWithdraw(Actor actor, Guid? by) => !actor.Holds(Position.Worker) || actor.StaffId == by;

    /// <summary>Only the person to whom something was given can answer.</summary>
    public static NotAllowed? NotTheirs(HandOver offer, Actor actor) =>
        !MayAnswer(actor, offer.ToId) ? new("It was offered to somebody else, who alone can answer.", ["handOver"]) : null;
}
