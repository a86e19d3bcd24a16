namespace PropertyGraph.Contracts;

/// <summary>What somebody has to do in a module: asked before somebody leaves the company, so that nothing is left to nobody. A module with work that belongs to people provides it.</summary>
public interface IOpenWork
{
    /// <summary>How much there is that somebody answers for or does.</summary>
    /// <param name="staff">Key of the member of staff.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task<int> CountAsync(Guid staff, CancellationToken cancel);

    /// <summary>Gives all of it to somebody else, who answers for it from then on.</summary>
    /// <param name="from">Key of who leaves.</param>
    /// <param name="to">Key of who takes over.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task HandOverAsync(Guid from, Guid to, CancellationToken cancel);

    /// <summary>Takes back what was offered to somebody and not answered.</summary>
    /// <param name="staff">Key of the member of staff.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task WithdrawOffersAsync(Guid staff, CancellationToken cancel);
}
