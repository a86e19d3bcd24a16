using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Work that is taken back.")]
internal sealed record CancelDispatchOrder(
    [Describes("Which order."), IdOf("DispatchOrder")] Guid DispatchOrder,
    [Describes("Why, in at most 1,000 characters; the partner whose order it is can read it.")] string Reason,
    [Describes("The version that was read, so that it fails where somebody was faster; left out for any.")] int? Version = null)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(DispatchOrderChanged))]
    [Describes("Takes work back: who offered it, its group's leader or manager, or the service centre.")]
    public static async Task<Outcome<DispatchOrder>> Handle(CancelDispatchOrder input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (order, fault) = await db.BeginOrderAsync(input.DispatchOrder, DispatchStep.Cancel, input.Version, actor, graph, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Text("reason", input.Reason, 1000);
        if (checks.Failed) return Outcome<DispatchOrder>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        order.Cancel(input.Reason, now);
        var settled = await db.SettleConflictsAsync(order, ConflictOptionKind.Cancel, actor, now, cancel);
        await db.NoteActAsync(order, actor, now, cancel);
        return Outcome<DispatchOrder>.Of(order.Id, [new DispatchOrderCancelled(order.Id, order.ComplaintId, order.StaffId, order.PartnerId), .. settled]);
    }
}

[EventOf("DispatchOrder", "CANCELLED", "It was taken back.")]
internal sealed record DispatchOrderCancelled(Guid DispatchOrder, Guid? Complaint, Guid? Staff, Guid? Partner) : IEvent
{
    public Guid Subject => DispatchOrder;
}
