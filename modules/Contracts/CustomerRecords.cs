using PropertyGraph.Faults;

namespace PropertyGraph.Contracts;

/// <summary>
/// What a module has to say where customers are merged or erased. Rows that its types declare (a relation to Customer, <c>DataSubject</c>, <c>Personal</c>) are moved, exported and erased without it; a module
/// provides it for what no declaration tells.
/// </summary>
public interface ICustomerRecords
{
    /// <summary>Before all that belongs to a duplicate is moved to the customer who stays: settles what both can't have, in the same transaction.</summary>
    /// <param name="customer">Key of the customer who stays.</param>
    /// <param name="duplicate">Key of the duplicate.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>Why the two can't be merged; null where they can.</returns>
    Task<Fault?> PrepareMergeAsync(Guid customer, Guid duplicate, CancellationToken cancel);

    /// <summary>What has to be brought to an end before a customer can be erased.</summary>
    /// <param name="customer">Key of the customer.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>A sentence for each, such as <c>Complaint C-2026-000012 is open.</c>; none where nothing stands in the way.</returns>
    Task<IReadOnlyList<string>> ObstaclesAsync(Guid customer, CancellationToken cancel);

    /// <summary>While customers are erased: ends what would bring in more about them, in the same transaction; once more a minute later, so that it must be safe to repeat.</summary>
    /// <param name="customers">Keys of the customer and of the duplicates that were merged into it.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task EraseAsync(IReadOnlyList<Guid> customers, CancellationToken cancel);
}
