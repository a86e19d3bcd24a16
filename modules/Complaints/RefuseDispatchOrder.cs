using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Work that is refused.")]
internal sealed record RefuseDispatchOrder(
    [Describes("Which order."), IdOf("DispatchOrder")] Guid DispatchOrder,
    [Describes("Why, in at most 1,000 characters.")] string Reason,
    [Describes("The version that was read, so that it fails where somebody was faster; left out for any.")] int? Version = null)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director), AllowAudience(Audience.Partner)]
    [MayFail(typeof(StepNotAllowed), typeof(DispatchOrderChanged))]
    [Describes("Refuses work, with a reason. It can be handed over to somebody else.")]
    public static async Task<Outcome<DispatchOrder>> Handle(RefuseDispatchOrder input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (order, fault) = await db.BeginOrderAsync(input.DispatchOrder, DispatchStep.Refuse, input.Version, actor, graph, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Text("reason", input.Reason, 1000);
        if (checks.Failed) return Outcome<DispatchOrder>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        order.Refuse(input.Reason, now);
        await db.NoteActAsync(order, actor, now, cancel);
        return Outcome<DispatchOrder>.Of(order.Id, new DispatchOrderRefused(order.Id, order.ComplaintId, order.StaffId, order.PartnerId));
    }
}

[EventOf("DispatchOrder", "REFUSED", "It was refused.")]
internal sealed record DispatchOrderRefused(Guid DispatchOrder, Guid? Complaint, Guid? Staff, Guid? Partner) : IEvent
{
    public Guid Subject => DispatchOrder;
}
