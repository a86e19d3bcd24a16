using Microsoft.EntityFrameworkCore;
using PropertyGraph.Contracts;
using PropertyGraph.Faults;

namespace PropertyGraph.Surveys;

/// <summary>Where customers are merged or erased: whom to ask about a complaint is kept here, too, and nobody is asked any more who was erased.</summary>
internal sealed class CustomerRecords(SurveysDb db, TimeProvider time) : ICustomerRecords
{
    public async Task<Fault?> PrepareMergeAsync(Guid customer, Guid duplicate, CancellationToken cancel)
    {
        await db.HandledComplaints.Where(c => c.CustomerId == duplicate).ExecuteUpdateAsync(set => set.SetProperty(c => c.CustomerId, customer), cancel);
        return null;
    }

    public Task<IReadOnlyList<string>> ObstaclesAsync(Guid customer, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);

    public async Task EraseAsync(IReadOnlyList<Guid> customers, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await db.HandledComplaints.Where(c => customers.Contains(c.CustomerId!.Value)).ExecuteUpdateAsync(set => set.SetProperty(c => c.CustomerId, (Guid?)null), cancel);
        await db.Invitations.Where(i => customers.Contains(i.CustomerId!.Value) && i.AnsweredAt == null && (i.TokenHash != null || i.ExpiresAt == null))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.TokenHash, (byte[]?)null).SetProperty(i => i.ExpiresAt, i => i.ExpiresAt < now ? i.ExpiresAt : now), cancel);
    }
}
