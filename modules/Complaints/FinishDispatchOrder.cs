using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Work that is done.")]
internal sealed record FinishDispatchOrder(
    [Describes("Which order."), IdOf("DispatchOrder")] Guid DispatchOrder,
    [Describes("What was done, in at most 4,000 characters.")] string? Result = null,
    [Describes("How much work it was, in hours of one person, above 0 and at most 1,000.")] decimal? ActualHours = null,
    [Describes("The version that was read, so that it fails where somebody was faster; left out for any.")] int? Version = null)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director), AllowAudience(Audience.Partner)]
    [MayFail(typeof(StepNotAllowed), typeof(DispatchOrderChanged))]
    [Describes("Says that the work is done. The complaint is not resolved by that.")]
    public static async Task<Outcome<DispatchOrder>> Handle(FinishDispatchOrder input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (order, fault) = await db.BeginOrderAsync(input.DispatchOrder, DispatchStep.Finish, input.Version, actor, graph, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().OptionalText("result", input.Result, 4000).Rule(input.ActualHours is null or (> 0 and <= 1000), "Give above 0 and at most 1000 hours.", "actualHours");
        if (checks.Failed) return Outcome<DispatchOrder>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        order.Finish(input.Result, input.ActualHours, now);
        await db.NoteActAsync(order, actor, now, cancel);
        return Outcome<DispatchOrder>.Of(order.Id, new DispatchOrderFinished(order.Id, order.ComplaintId, order.StaffId, order.PartnerId));
    }
}

[EventOf("DispatchOrder", "FINISHED", "The work was done.")]
internal sealed record DispatchOrderFinished(Guid DispatchOrder, Guid? Complaint, Guid? Staff, Guid? Partner) : IEvent
{
    public Guid Subject => DispatchOrder;
}
