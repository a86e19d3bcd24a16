namespace PropertyGraph.Contracts;

/// <summary>
/// What somebody has to do in a module: asked before somebody leaves the company or a department, so that nothing is left to nobody. A module with work that belongs to people provides it.
/// </summary>
public interface IOpenWork
{
    /// <summary>How much there is that somebody answers for or does.</summary>
    /// <param name="staff">Key of the member of staff.</param>
    /// <param name="which">Which of it is meant.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task<int> CountAsync(Guid staff, WorkOf which, CancellationToken cancel);

    /// <summary>Gives it to somebody else, who answers for it from then on.</summary>
    /// <param name="from">Key of who leaves.</param>
    /// <param name="to">Key of who takes over.</param>
    /// <param name="which">Which of it is meant.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task HandOverAsync(Guid from, Guid to, WorkOf which, CancellationToken cancel);

    /// <summary>Takes back what was offered to somebody and not answered.</summary>
    /// <param name="staff">Key of the member of staff.</param>
    /// <param name="which">Which of it is meant.</param>
    /// <param name="cancel">Ends the wait.</param>
    Task WithdrawOffersAsync(Guid staff, WorkOf which, CancellationToken cancel);
}

/// <summary>Which of somebody's work is meant.</summary>
/// <param name="Department">Key of the department that it belongs to; null for all work, of any or none.</param>
/// <param name="OnlyBound">Whether only what nobody outside of the department may do is meant.</param>
public sealed record WorkOf(Guid? Department, bool OnlyBound)
{
    /// <summary>All that somebody has to do.</summary>
    public static WorkOf All { get; } = new(null, false);

    /// <summary>What belongs to a department.</summary>
    public static WorkOf Of(Guid department, bool onlyBound) => new(department, onlyBound);
}
