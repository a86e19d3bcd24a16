using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;

namespace PropertyGraph.Customers;

/// <summary>What other modules may do to charges, inside their own transaction.</summary>
internal sealed class Charges(CustomersDb db, Actor actor, TimeProvider time, IRaisedEvents events) : ICharges
{
    public async Task<ChargeBalance?> FindAsync(Guid charge, CancellationToken cancel) =>
        await db.FindVisibleAsync<Charge>(charge, cancel) is { } found ? new(found.Id, found.CustomerId, found.Number, found.Currency, found.Open, found.Withheld) : null;

    public async Task WithholdAsync(Guid charge, decimal amount, CancellationToken cancel)
    {
        var found = await LoadAsync(charge, cancel);
        if (amount <= 0 || amount > found.Payable) throw new InvalidOperationException($"{amount} of {found.Number} can't be withheld: {found.Payable} is open and not withheld.");
        found.Withhold(amount);
        await ChangedAsync(found, cancel);
    }

    public async Task ReleaseAsync(Guid charge, decimal amount, CancellationToken cancel)
    {
        var found = await LoadAsync(charge, cancel);
        Check(found, amount);
        found.Release(amount);
        await ChangedAsync(found, cancel);
    }

    public async Task<Guid> CreditWithheldAsync(Guid charge, decimal amount, string reason, CancellationToken cancel)
    {
        var found = await LoadAsync(charge, cancel);
        Check(found, amount);
        found.Release(amount);
        var (credit, credited) = await CreditCharge.TakeOffAsync(found, amount, reason, db, actor, time.GetUtcNow(), cancel);
        events.Add(credited);
        return credit.Id;
    }

    private static void Check(Charge charge, decimal amount)
    {
        if (amount <= 0 || amount > charge.Withheld) throw new InvalidOperationException($"{amount} of {charge.Number} can't be released: {charge.Withheld} is withheld.");
    }

    /// <summary>What a module holds back it may let go again, whoever acts.</summary>
    private async Task<Charge> LoadAsync(Guid charge, CancellationToken cancel) =>
        await db.Charges.FindAsync([charge], cancel) ?? throw new InvalidOperationException($"There is no charge {charge}.");

    private async Task ChangedAsync(Charge charge, CancellationToken cancel)
    {
        await Dun.WatchAsync(charge, db, cancel);
        events.Add(new ChargeWithheldChanged(charge.Id, charge.CustomerId, charge.Withheld, charge.Currency));
    }
}

[EventOf("Charge", "WITHHELD_CHANGED", "More or less of it is held back from dunning.")]
internal sealed record ChargeWithheldChanged(Guid Charge, Guid Customer, decimal Withheld, string Currency) : IEvent
{
    public Guid Subject => Charge;
}
