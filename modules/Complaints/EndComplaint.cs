using PropertyGraph.Access;
using PropertyGraph.Contracts;
using PropertyGraph.Events;

namespace PropertyGraph.Complaints;

/// <summary>What is over when a complaint is closed or withdrawn.</summary>
internal static class EndComplaint
{
    /// <summary>Ends whose it was, its deadline, the orders that have not begun, and the holding back of fees.</summary>
    public static async Task<IReadOnlyList<IEvent>> EndWithAsync(this ComplaintsDb db, Complaint complaint, ICharges charges, Actor actor, DateTimeOffset now, CancellationToken cancel)
    {
        await db.LoadChainAsync(complaint, cancel);
        complaint.EndResponsibility(now);
        db.WatchDeadline(complaint, now);
        var cancelled = await db.CancelOrdersAsync(complaint, actor, now, cancel);
        var released = await FeeDisputes.EndWithAsync(complaint, db, charges, actor, now, cancel);
        return [.. cancelled, .. released];
    }
}
