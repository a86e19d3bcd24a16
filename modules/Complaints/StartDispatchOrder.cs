using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Work that begins.")]
internal sealed record StartDispatchOrder(
    [Describes("Which order."), IdOf("DispatchOrder")] Guid DispatchOrder,
    [Describes("The version that was read, so that it fails where somebody was faster; left out for any.")] int? Version = null)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director), AllowAudience(Audience.Partner)]
    [MayFail(typeof(StepNotAllowed), typeof(DispatchOrderChanged))]
    [Describes("Says that the work is under way.")]
    public static async Task<Outcome<DispatchOrder>> Handle(StartDispatchOrder input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (order, fault) = await db.BeginOrderAsync(input.DispatchOrder, DispatchStep.Start, input.Version, actor, graph, cancel);
        if (fault is not null) return fault;

        var now = time.GetUtcNow();
        order.Start(now);
        await db.NoteActAsync(order, actor, now, cancel);
        return Outcome<DispatchOrder>.Of(order.Id, new DispatchOrderStarted(order.Id, order.ComplaintId, order.StaffId, order.PartnerId));
    }
}

[EventOf("DispatchOrder", "STARTED", "The work began.")]
internal sealed record DispatchOrderStarted(Guid DispatchOrder, Guid? Complaint, Guid? Staff, Guid? Partner) : IEvent
{
    public Guid Subject => DispatchOrder;
}
