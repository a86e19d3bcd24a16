using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>Money that came in for a charge. It is never changed: a wrong one is reversed by another, of the same amount below zero.</summary>
internal sealed class Payment
{
    private Payment() { }

    public Payment(Charge charge, decimal amount, PaymentMethod method, DateOnly receivedOn, string? reference, Guid? byId, DateTimeOffset at)
    {
        (ChargeId, CustomerId, Amount, Method) = (charge.Id, charge.CustomerId, amount, method);
        (ReceivedOn, Reference, ById, RecordedAt) = (receivedOn, reference?.Trim(), byId, at);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ChargeId { get; private set; }
    public Guid CustomerId { get; private set; }
    public decimal Amount { get; private set; }
    public PaymentMethod Method { get; private set; }
    public DateOnly ReceivedOn { get; private set; }
    public string? Reference { get; private set; }
    public string? Reason { get; private set; }
    public Guid? ReversesId { get; private set; }
    public Guid? ById { get; private set; }
    public DateTimeOffset RecordedAt { get; private set; }
    public List<Payment> Reversals { get; private set; } = [];

    /// <summary>The payment that takes this one back.</summary>
    public Payment Reverse(string reason, Guid? byId, DateTimeOffset at) => new()
    {
        ChargeId = ChargeId,
        CustomerId = CustomerId,
        Amount = -Amount,
        Method = Method,
        ReceivedOn = ReceivedOn,
        Reason = reason.Trim(),
        ReversesId = Id,
        ById = byId,
        RecordedAt = at,
    };

    internal static void Describe(EntityBuilder<Payment> payment)
    {
        payment.Is("Money that came in for a charge, or the reversal of such an entry.", "payment", "payments")
            .OrderedBy(p => p.RecordedAt)
            .DataSubject(p => p.CustomerId)
            .RetainedWith("charge");
        payment.Field(p => p.Amount, "How much, in the currency of the charge; below zero for a reversal.");
        payment.Field(p => p.Method, "How it was paid.");
        payment.Field(p => p.ReceivedOn, "Day on which it came in.");
        payment.Field(p => p.Reference, "What the bank or till calls it; null where nothing was given, and for reversals.").Personal();
        payment.Field(p => p.Reason, "Why it was reversed; null unless it is a reversal.").Personal();
        payment.Field("isReversed", p => p.Reversals.Any(), "Whether it was taken back.");
        payment.Field(p => p.RecordedAt, "When it was recorded.");
        payment.One("charge", "Charge", p => p.ChargeId, "The charge.");
        payment.One("customer", "Customer", p => p.CustomerId, "Whose charge it is.");
        payment.One("reverses", "Payment", p => p.ReversesId, "The payment that it takes back; null unless it is a reversal.");
        payment.One("by", "Staff", p => p.ById, "Who recorded it; null where the platform or an import did.").OnlyFor(Audience.Staff);
        payment.VisibleTo(Audience.Staff, (p, actor) => actor.Position != Position.Worker && actor.Position != Position.Trainer);
        payment.VisibleTo(Audience.Customer, (p, actor) => p.CustomerId == actor.CustomerId);
    }
}

[Describes("How a charge was paid.")]
internal enum PaymentMethod
{
    [Describes("By transfer between banks, standing orders included.")]
    BankTransfer,
    [Describes("In the residents' app, or with a wallet of a telephone.")]
    Mobile,
    [Describes("With a card.")]
    Card,
    [Describes("In cash.")]
    Cash,
    [Describes("By setting it off against what the company owed.")]
    SetOff,
}
