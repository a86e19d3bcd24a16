using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>Plans orders into the time of a group: inside its capacity, or by displacing what can wait.</summary>
internal sealed class DispatchPlanning(ComplaintsDb db, Guid? department)
{
    private ShiftPlan? plan;
    private IReadOnlyList<ShiftTime>? shifts;
    private List<DispatchOrder> live = [];

    /// <summary>Loads what is planned around a window. From here on, whoever plans for the same group at the same time waits its turn.</summary>
    public static async Task<DispatchPlanning> LoadAsync(Guid? department, TimeWindow window, ComplaintsDb db, CancellationToken cancel)
    {
        var planning = new DispatchPlanning(db, department);
        if (department is null) return planning; // A partner plans for itself.
        planning.plan = await db.ShiftPlans.Include(p => p.Shifts).FirstOrDefaultAsync(p => p.DepartmentId == department && p.ValidTo == null, cancel);
        if (planning.plan is null) return planning;
        var (from, to) = (window.From, window.To + DispatchRoom.Horizon + DispatchRoom.Horizon + window.Length);
        planning.shifts = planning.plan.Between(from, to);
        planning.live = await db.DispatchOrders.Where(DispatchOrder.Live).Where(o => o.DepartmentId == department && o.WindowFrom < to && o.WindowTo > from).ToListAsync(cancel);
        return planning;
    }

    private DispatchRoom Room(DispatchOrder? without) =>
        new(shifts, [.. live.Where(o => o.Id != without?.Id && o.IsLive && o.DepartmentId == department).Select(o => (o.Window, o.StaffId))]);

    public bool Fits(TimeWindow window, Guid? staff, DispatchOrder? without = null) => Room(without).Fits(window, staff);

    public TimeWindow? NextFree(TimeWindow wanted, Guid? staff, DispatchOrder? without = null) => Room(without).NextFree(wanted, staff);

    /// <summary>Takes a window for an order.</summary>
    public void Take(DispatchOrder order)
    {
        plan?.Plan();
        if (!live.Contains(order)) live.Add(order);
    }

    /// <summary>The fault for a window in which nobody has time, with the ways out.</summary>
    public NoCapacity NoCapacity(TimeWindow window, Guid? staff, DispatchOrder? without, bool mayPreempt, IGraph graph)
    {
        var free = NextFree(window, staff, without);
        var displaceable = Displaceable(window, staff).Where(o => o.Id != without?.Id).ToList();
        return new(
            free is { } next ? $"Nobody of the group has time from {window.From:u} to {window.To:u}. The next free window begins at {next.From:u}." : $"Nobody of the group has time from {window.From:u} to {window.To:u}, nor for as long within {DispatchRoom.Horizon.TotalDays} days.",
            free?.From, free?.To, [.. displaceable.Select(o => graph.GlobalId("DispatchOrder", o.Id))], mayPreempt && displaceable.Count > 0, ["windowFrom"]);
    }

    /// <summary>Makes room for an order by moving others to their next free windows.</summary>
    /// <returns>What it displaced, with events; null where even that makes no room, and nothing was changed.</returns>
    public IReadOnlyList<IEvent>? Preempt(DispatchOrder order, string reason, Guid? by, DateTimeOffset at)
    {
        var displaced = new List<DispatchOrder>();
        while (!new DispatchRoom(shifts, [.. live.Where(o => o != order && o.IsLive && !displaced.Contains(o)).Select(o => (o.Window, o.StaffId))]).Fits(order.Window, order.StaffId))
        {
            if (Displaceable(order.Window, order.StaffId).FirstOrDefault(o => o != order && !displaced.Contains(o)) is not { } next) return null;
            displaced.Add(next);
        }
        // Where each goes is found with the new order and those moved before it in place, and nothing is changed until all have a place.
        var placed = live.Where(o => o.IsLive && o != order && !displaced.Contains(o)).Select(o => (o.Window, o.StaffId)).Append((order.Window, order.StaffId)).ToList();
        var moves = new List<(DispatchOrder Order, TimeWindow To, TimeWindow? Later)>();
        foreach (var moved in displaced)
        {
            var room = new DispatchRoom(shifts, placed);
            if (room.NextFree(moved.Window, moved.StaffId) is not { } to) return null;
            moves.Add((moved, to, room.NextFree(moved.Window.At(to.To), moved.StaffId)));
            placed.Add((to, moved.StaffId));
        }
        Take(order);
        var events = new List<IEvent>();
        foreach (var (moved, to, later) in moves)
        {
            var conflict = new DispatchConflict(moved, order, to, later, reason, by, at);
            moved.Reschedule(to);
            db.Add(conflict);
            db.Schedule(ComplaintsDb.ConflictTimer, conflict.Id, at);
            events.Add(new DispatchOrderRescheduled(moved.Id, order.Id, conflict.Id));
            events.Add(new DispatchConflictOpened(conflict.Id, moved.Id, order.Id));
        }
        return events;
    }

    /// <summary>What can wait, first what can wait best: a group's own work before work for a complaint, what was offered last before what was offered first.</summary>
    private IEnumerable<DispatchOrder> Displaceable(TimeWindow window, Guid? staff) => live
        .Where(o => o is { IsEmergency: false, Status: DispatchStatus.Offered or DispatchStatus.Accepted or DispatchStatus.Rescheduled } && o.Window.Overlaps(window))
        .OrderByDescending(o => staff is not null && o.StaffId == staff).ThenByDescending(o => o.ComplaintId is null).ThenByDescending(o => o.OfferedAt).ThenBy(o => o.Id);
}

/// <summary>Nobody of the group has time in a window.</summary>
[Describes("Nobody of the group has time in that window; the ways out are told.")]
internal sealed record NoCapacity(
    string Message,
    [property: Describes("When the next free window of the same length begins; null where there is none within 28 days.")] DateTimeOffset? NextFreeFrom,
    [property: Describes("When it ends.")] DateTimeOffset? NextFreeTo,
    [property: Describes("Global ids of orders in that window that could be displaced, first what can wait best.")] IReadOnlyList<string> Displaceable,
    [property: Describes("Whether the caller may displace them, with preempt.")] bool MayPreempt,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-NO-CAPACITY", Message, Path);

[EventOf("DispatchOrder", "RESCHEDULED", "It was moved to another window, in which it is to be accepted again.")]
internal sealed record DispatchOrderRescheduled(Guid DispatchOrder, Guid? DisplacedBy, Guid Conflict) : IEvent
{
    public Guid Subject => DispatchOrder;
}
