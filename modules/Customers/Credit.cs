using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>An amount that was taken off a charge.</summary>
internal sealed class Credit
{
    private Credit() { }

    public Credit(Charge charge, decimal amount, string reason, Guid? byId, DateTimeOffset at) =>
        (ChargeId, CustomerId, Amount, Reason, ById, At) = (charge.Id, charge.CustomerId, amount, reason.Trim(), byId, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ChargeId { get; private set; }
    public Guid CustomerId { get; private set; }
    public decimal Amount { get; private set; }
    public string Reason { get; private set; } = "";
    public Guid? ById { get; private set; }
    public DateTimeOffset At { get; private set; }

    internal static void Describe(EntityBuilder<Credit> credit)
    {
        credit.Is("An amount that was taken off a charge, so that it need not be paid.", null, null)
            .OrderedBy(c => c.At)
            .DataSubject(c => c.CustomerId)
            .RetainedWith("charge");
        credit.Field(c => c.Amount, "How much, in the currency of the charge.");
        credit.Field(c => c.Reason, "Why, as the customer may read it.").Personal();
        credit.Field(c => c.At, "When.");
        credit.One("charge", "Charge", c => c.ChargeId, "The charge.");
        credit.One("customer", "Customer", c => c.CustomerId, "Whose charge it is.");
        credit.One("by", "Staff", c => c.ById, "Who decided it; null where the platform did.").OnlyFor(Audience.Staff);
        credit.VisibleTo(Audience.Staff, (c, actor) => actor.Position != Position.Worker && actor.Position != Position.Trainer);
        credit.VisibleTo(Audience.Customer, (c, actor) => c.CustomerId == actor.CustomerId);
    }
}
