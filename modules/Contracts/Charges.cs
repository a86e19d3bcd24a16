namespace PropertyGraph.Contracts;

/// <summary>
/// What other modules may do to charges, inside their own transaction; the module customers provides it. Amounts are above zero, in the currency of the charge. Two transactions that
/// change one charge collide on its row, and the later one is run again.
/// </summary>
public interface ICharges
{
    /// <summary>What is open on a charge; null where there is none that the actor may see.</summary>
    Task<ChargeBalance?> FindAsync(Guid charge, CancellationToken cancel);

    /// <summary>Holds an amount back from dunning.</summary>
    /// <exception cref="InvalidOperationException">It is more than is open and not held back already: ask <see cref="FindAsync"/> first.</exception>
    Task WithholdAsync(Guid charge, decimal amount, CancellationToken cancel);

    /// <summary>Gives an amount that was held back to dunning again.</summary>
    Task ReleaseAsync(Guid charge, decimal amount, CancellationToken cancel);

    /// <summary>Takes an amount that was held back off the charge: it need not be paid any more.</summary>
    /// <returns>Key of the credit, a row of the type Credit.</returns>
    Task<Guid> CreditWithheldAsync(Guid charge, decimal amount, string reason, CancellationToken cancel);
}

/// <summary>What is open on a charge.</summary>
/// <param name="Charge">Key of the charge.</param>
/// <param name="Customer">Key of the customer who owes it.</param>
/// <param name="Number">Number that people use.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Open">Neither paid nor credited.</param>
/// <param name="Withheld">Part of <paramref name="Open"/> that is held back from dunning.</param>
public sealed record ChargeBalance(Guid Charge, Guid Customer, string Number, string Currency, decimal Open, decimal Withheld)
{
    /// <summary>What may be held back yet.</summary>
    public decimal Free => Open - Withheld;
}

/// <summary>A module that holds amounts of charges back, and is asked to give some up because they were paid or credited after all.</summary>
public interface IChargeHolder
{
    /// <summary>Gives up as much as it can of an amount. It writes that down on its own side alone: whoever asks releases the charge.</summary>
    /// <returns>How much it gave up.</returns>
    Task<decimal> YieldAsync(Guid charge, decimal amount, CancellationToken cancel);
}
