using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Events;

namespace PropertyGraph.Complaints;

/// <summary>What becomes of the orders of a complaint that is over.</summary>
internal static class EndDispatch
{
    /// <summary>Takes back what has not begun. What is under way is finished by who does it.</summary>
    public static async Task<IReadOnlyList<IEvent>> CancelOrdersAsync(this ComplaintsDb db, Complaint complaint, Actor actor, DateTimeOffset now, CancellationToken cancel)
    {
        var events = new List<IEvent>();
        foreach (var order in await db.DispatchOrders.Where(DispatchOrder.Live).Where(o => o.ComplaintId == complaint.Id && o.Status != DispatchStatus.Started).OrderBy(o => o.Id).ToListAsync(cancel))
        {
            order.Cancel(null, now);
            events.Add(new DispatchOrderCancelled(order.Id, order.ComplaintId, order.StaffId, order.PartnerId));
            events.AddRange(await db.SettleConflictsAsync(order, ConflictOptionKind.Cancel, actor, now, cancel));
        }
        return events;
    }

    /// <summary>Has what is to be done for one complaint be done for another.</summary>
    public static async Task MoveOrdersAsync(this ComplaintsDb db, Complaint from, Complaint to, CancellationToken cancel)
    {
        foreach (var order in await db.DispatchOrders.Where(DispatchOrder.Live).Where(o => o.ComplaintId == from.Id).ToListAsync(cancel)) order.GoOnFor(to);
    }
}
