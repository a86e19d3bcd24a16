using System.Globalization;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("How far the customer was right to withhold fees.")]
internal sealed record RuleOnFeeDispute(
    [Describes("Which dispute."), IdOf("FeeDispute")] Guid FeeDispute,
    [Describes("Why, as the customer is told, in at most 4,000 characters.")] string Ruling,
    [Describes("What is taken off which charges, at most what is held of each; charges that are left out are owed in full.")] IReadOnlyList<DisputedAmount>? Upheld = null)
{
    [Allow(Position.Manager, Position.Director)]
    [MayFail(typeof(FeeDisputeEnded), typeof(MoreThanHeld))]
    [Describes("Ends a fee dispute: what is upheld is taken off the charges, what is not is owed and dunned again. The customer is told.")]
    public static async Task<Outcome<FeeDispute>> Handle(RuleOnFeeDispute input, ComplaintsDb db, ICharges charges, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (dispute, fault) = await FeeDisputes.BeginAsync(input.FeeDispute, db, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Text("ruling", input.Ruling, 4000);
        var upheld = new Dictionary<Guid, decimal>();
        foreach (var (part, i) in (input.Upheld ?? []).Select((part, i) => (part, i)))
        {
            var disputed = dispute.Charges.Find(c => c.ChargeId == part.Charge);
            if (disputed is null) checks.Add(new NotFound("This charge is not part of the dispute.", ["upheld", $"{i}", "charge"]));
            else if (!upheld.TryAdd(part.Charge, part.Amount)) checks.Add(new ValidationError("This charge is named twice; give one amount for it.", ["upheld", $"{i}", "charge"]));
            else if (part.Amount <= 0 || decimal.Round(part.Amount, 2) != part.Amount) checks.Add(new ValidationError("Give an amount above 0 with at most two decimals.", ["upheld", $"{i}", "amount"]));
            else if (part.Amount > disputed.Held) checks.Add(new MoreThanHeld(disputed.Held, ["upheld", $"{i}", "amount"]));
        }
        if (checks.Failed) return Outcome<FeeDispute>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        foreach (var disputed in dispute.Charges)
        {
            var amount = upheld.GetValueOrDefault(disputed.ChargeId);
            if (disputed.Held > amount) await charges.ReleaseAsync(disputed.ChargeId, disputed.Held - amount, cancel);
            Guid? credit = amount > 0 ? await charges.CreditWithheldAsync(disputed.ChargeId, amount, input.Ruling, cancel) : null;
            disputed.Uphold(amount, credit);
        }
        dispute.Rule(input.Ruling, actor.StaffIdOrNull, now);
        await FeeDisputes.TellAsync(dispute, db, actor, now, cancel);
        return Outcome<FeeDispute>.Of(dispute.Id, new FeeDisputeRuled(dispute.Id, dispute.ComplaintId, dispute.CustomerId, dispute.Status, dispute.Charges.Sum(c => c.Upheld), dispute.Currency));
    }
}

/// <summary>More was to be upheld of a charge than the dispute holds.</summary>
[Describes("More than the dispute holds of the charge.")]
internal sealed record MoreThanHeld(
    string Message,
    [property: Describes("What it holds of the charge, in its currency.")] decimal HeldAmount,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-MORE-THAN-HELD", Message, Path)
{
    public MoreThanHeld(decimal held, IReadOnlyList<string> path) : this(
        string.Create(CultureInfo.InvariantCulture, $"Uphold at most {held:0.00}: no more is held, the rest was paid meanwhile. Use creditCharge for another charge to give more."), held, path) { }
}

[EventOf("FeeDispute", "RULED", "It was ruled how far the customer was right.")]
internal sealed record FeeDisputeRuled(Guid FeeDispute, Guid Complaint, Guid Customer, FeeDisputeStatus Status, decimal Upheld, string Currency) : IEvent
{
    public Guid Subject => FeeDispute;
}
