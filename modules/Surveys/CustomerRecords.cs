using Microsoft.EntityFrameworkCore;
using PropertyGraph.Contracts;
using PropertyGraph.Faults;

namespace PropertyGraph.Surveys;

/// <summary>Where customers are merged: whom to ask about a complaint is kept here, too.</summary>
internal sealed class CustomerRecords(SurveysDb db) : ICustomerRecords
{
    public async Task<Fault?> PrepareMergeAsync(Guid customer, Guid duplicate, CancellationToken cancel)
    {
        await db.HandledComplaints.Where(c => c.CustomerId == duplicate).ExecuteUpdateAsync(set => set.SetProperty(c => c.CustomerId, customer), cancel);
        return null;
    }

    public Task<IReadOnlyList<string>> ObstaclesAsync(Guid customer, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([]);
}
