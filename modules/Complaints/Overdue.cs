using Microsoft.EntityFrameworkCore;
using PropertyGraph.Events;

namespace PropertyGraph.Complaints;

/// <summary>Tells once that a complaint's due time passed while work on it remained.</summary>
internal static class Overdue
{
    public static async Task<Reaction> Handle(TimerFired timer, ComplaintsDb db, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var complaint = await db.Complaints.SingleOrDefaultAsync(c => c.Id == timer.Key, cancel);
        if (complaint?.RunningUntil is not { } due || due > now) return Reaction.None;
        complaint.BecameOverdue(now);
        return Reaction.Of(new ComplaintOverdue(complaint.Id, complaint.AccountableId, complaint.DepartmentId));
    }
}

[EventOf("Complaint", "OVERDUE", "Its due time passed before it was resolved.")]
internal sealed record ComplaintOverdue(Guid Complaint, Guid? Accountable, Guid Department) : IEvent
{
    public Guid Subject => Complaint;
}
