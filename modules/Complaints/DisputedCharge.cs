using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>What a dispute holds of one charge. All that open disputes hold of a charge is what the charge calls withheld: both change in one transaction.</summary>
internal sealed class DisputedCharge
{
    private DisputedCharge() { }

    public DisputedCharge(FeeDispute dispute, Guid charge, decimal amount) =>
        (FeeDisputeId, CustomerId, ChargeId, Amount, Held) = (dispute.Id, dispute.CustomerId, charge, amount, amount);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid FeeDisputeId { get; private set; }
    public FeeDispute? FeeDispute { get; private set; }
    public Guid CustomerId { get; private set; }
    public Guid ChargeId { get; private set; }
    public decimal Amount { get; private set; }
    public decimal Held { get; private set; }
    public decimal Upheld { get; private set; }
    public Guid? CreditId { get; private set; }

    public void Yield(decimal amount) => Held -= amount;

    public void Release() => Held = 0;

    public void Uphold(decimal amount, Guid? credit) => (Held, Upheld, CreditId) = (0, amount, credit);

    internal static void Describe(EntityBuilder<DisputedCharge> disputed)
    {
        disputed.Is("What is disputed of one charge.", null, null)
            .DataSubject(d => d.CustomerId)
            .RetainedWith("charge");
        disputed.Field(d => d.Amount, "How much was disputed, in the currency of the charge.");
        disputed.Field(d => d.Held, "How much is held back from dunning now: the amount, less what was paid of it, and nothing once the dispute has ended.");
        disputed.Field(d => d.Upheld, "How much of it was taken off the charge by the ruling.");
        disputed.One("dispute", "FeeDispute", d => d.FeeDisputeId, "The dispute.");
        disputed.One("charge", "Charge", d => d.ChargeId, "The charge.");
        disputed.One("credit", "Credit", d => d.CreditId, "What the ruling took off the charge; null for nothing.");
        disputed.VisibleTo(Audience.Staff);
        disputed.VisibleTo(Audience.Customer, (d, actor) => d.CustomerId == actor.CustomerId);
    }
}
