using Microsoft.EntityFrameworkCore;
using PropertyGraph.Contracts;
using PropertyGraph.Faults;

namespace PropertyGraph.Complaints;

/// <summary>Where customers are merged or erased: nobody joins one complaint twice, or the own one; what is open is brought to an end first.</summary>
internal sealed class CustomerRecords(ComplaintsDb db) : ICustomerRecords
{
    private const int Most = 20;

    public async Task<Fault?> PrepareMergeAsync(Guid customer, Guid duplicate, CancellationToken cancel)
    {
        var joined = await db.Cosignatures.Include(s => s.Complaint).Where(s => s.CustomerId == customer || s.CustomerId == duplicate).OrderBy(s => s.Id).ToListAsync(cancel);
        foreach (var complaint in joined.GroupBy(s => s.Complaint!))
        {
            var isOwn = complaint.Key.CustomerId == customer || complaint.Key.CustomerId == duplicate;
            foreach (var once in complaint.Skip(isOwn ? 0 : 1))
            {
                complaint.Key.CosignatureRemoved();
                db.Remove(once);
            }
        }
        return null;
    }

    public async Task<IReadOnlyList<string>> ObstaclesAsync(Guid customer, CancellationToken cancel)
    {
        var open = await db.Complaints.Where(Complaint.Open).Where(c => c.CustomerId == customer).OrderBy(c => c.Reference).Select(c => c.Reference).Take(Most).ToListAsync(cancel);
        var disputes = await db.FeeDisputes.Where(d => d.CustomerId == customer && d.EndedAt == null).OrderBy(d => d.Reference).Select(d => d.Reference).Take(Most).ToListAsync(cancel);
        return [.. open.Select(reference => $"Complaint {reference} is open."), .. disputes.Select(reference => $"A fee dispute of complaint {reference} is open.")];
    }

    public Task EraseAsync(IReadOnlyList<Guid> customers, CancellationToken cancel) => Task.CompletedTask;
}
