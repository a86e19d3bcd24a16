using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("What becomes of a displaced order.")]
internal sealed record ResolveDispatchConflict(
    [Describes("Which conflict."), IdOf("DispatchConflict")] Guid DispatchConflict,
    [Describes("Number of the option that is chosen, as DispatchConflict.options lists them.")] int Option,
    [Describes("Why, in at most 1,000 characters.")] string? Note = null)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(NoCapacity))]
    [Describes("Decides what becomes of an order that was displaced: the group's leader or manager, or the service centre.")]
    public static async Task<Outcome<DispatchConflict>> Handle(ResolveDispatchConflict input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        if (await db.FindVisibleAsync<DispatchConflict>(input.DispatchConflict, cancel) is not { } conflict || await db.DispatchOrders.FindAsync([conflict.OrderId], cancel) is not { } order)
            return new NotFound("There is no such conflict.", ["dispatchConflict"]);
        if (!(actor.Holds(Position.Leader, Position.Manager) && actor.DepartmentId == conflict.DepartmentId) && !await DispatchRights.IsCentreAsync(actor, graph, cancel))
            return new NotAllowed("The leader or manager of the group whose work it is, or the service centre, decides.", ["dispatchConflict"]);
        await db.Entry(conflict).Collection(c => c.Options).LoadAsync(cancel);
        var checks = new InputChecks().OptionalText("note", input.Note, 1000).Rule(conflict.Options.Exists(o => o.Position == input.Option), $"Choose an option from 1 to {conflict.Options.Count}.", "option");
        if (checks.Failed) return Outcome<DispatchConflict>.Failed(checks.Faults);
        if (conflict.Resolution is { } made) return new StepNotAllowed($"It was decided already: {Schema.Names.Screaming(made.ToString())}.", Schema.Names.Screaming(made.ToString()), [], ["dispatchConflict"]);

        var option = conflict.Options.Single(o => o.Position == input.Option);
        var (now, events) = (time.GetUtcNow(), new List<IEvent>());
        if (option.Kind == ConflictOptionKind.Cancel) events.AddRange(CancelDisplaced(order, input.Note, now));
        else if (option.Kind != ConflictOptionKind.KeepMoved && option.Window is { } window && window != order.Window)
        {
            if (DispatchLifecycle.Next(DispatchStep.Reschedule, order.Status) is null) return Settled(order);
            var planning = await DispatchPlanning.LoadAsync(order.DepartmentId, window, db, cancel);
            if (option.Kind == ConflictOptionKind.MoveLater && !planning.Fits(window, order.StaffId, order)) return planning.NoCapacity(window, order.StaffId, order, false, graph);
            order.Reschedule(window);
            planning.Take(order);
            events.Add(new DispatchOrderRescheduled(order.Id, conflict.DisplacedById, conflict.Id));
        }
        conflict.Resolve(option.Kind, input.Note, actor.StaffIdOrNull, now);
        db.Unschedule(ComplaintsDb.ConflictTimer, conflict.Id);
        return Outcome<DispatchConflict>.Of(conflict.Id, [.. events, new DispatchConflictResolved(conflict.Id, order.Id, option.Kind)]);
    }

    private static IEnumerable<IEvent> CancelDisplaced(DispatchOrder order, string? note, DateTimeOffset now)
    {
        if (DispatchLifecycle.Next(DispatchStep.Cancel, order.Status) is null) yield break;
        order.Cancel(note, now);
        yield return new DispatchOrderCancelled(order.Id, order.ComplaintId, order.StaffId, order.PartnerId);
    }

    private static StepNotAllowed Settled(DispatchOrder order) => new(
        $"Order {order.Reference} is {Schema.Names.Screaming(order.Status.ToString())} and can't be moved any more; keep it as it is.", Schema.Names.Screaming(order.Status.ToString()), DispatchLifecycle.Possible(order.Status), ["option"]);
}

internal static class DispatchConflicts
{
    /// <summary>Ends the open conflicts about an order that its own next step has settled.</summary>
    public static async Task<IReadOnlyList<IEvent>> SettleConflictsAsync(this ComplaintsDb db, DispatchOrder order, ConflictOptionKind how, Actor actor, DateTimeOffset now, CancellationToken cancel)
    {
        var events = new List<IEvent>();
        if (order.RescheduleCount == 0) return events;
        foreach (var conflict in await db.DispatchConflicts.Where(c => c.OrderId == order.Id && c.ResolvedAt == null).ToListAsync(cancel))
        {
            conflict.Resolve(how, null, actor.StaffIdOrNull, now);
            db.Unschedule(ComplaintsDb.ConflictTimer, conflict.Id);
            events.Add(new DispatchConflictResolved(conflict.Id, order.Id, how));
        }
        return events;
    }
}
