using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Work that is taken on.")]
internal sealed record AcceptDispatchOrder(
    [Describes("Which order."), IdOf("DispatchOrder")] Guid DispatchOrder,
    [Describes("The version that was read, so that it fails where somebody was faster; left out for any.")] int? Version = null)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director), AllowAudience(Audience.Partner)]
    [MayFail(typeof(StepNotAllowed), typeof(DispatchOrderChanged))]
    [Describes("Takes work on. The person who accepts does it, unless it was offered to another one of the group or the partner.")]
    public static async Task<Outcome<DispatchOrder>> Handle(AcceptDispatchOrder input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (order, fault) = await db.BeginOrderAsync(input.DispatchOrder, DispatchStep.Accept, input.Version, actor, graph, cancel);
        if (fault is not null) return fault;
        if (await employment.AbsenceAsync(actor, cancel) is { } gone) return gone;

        var now = time.GetUtcNow();
        order.Accept(actor, now);
        var settled = await db.SettleConflictsAsync(order, ConflictOptionKind.KeepMoved, actor, now, cancel);
        await db.NoteActAsync(order, actor, now, cancel);
        return Outcome<DispatchOrder>.Of(order.Id, [new DispatchOrderAccepted(order.Id, order.ComplaintId, order.StaffId, order.PartnerId, order.PartnerPersonId), .. settled]);
    }
}

[EventOf("DispatchOrder", "ACCEPTED", "Somebody has taken it on.")]
internal sealed record DispatchOrderAccepted(Guid DispatchOrder, Guid? Complaint, Guid? Staff, Guid? Partner, Guid? PartnerPerson) : IEvent
{
    public Guid Subject => DispatchOrder;
}
