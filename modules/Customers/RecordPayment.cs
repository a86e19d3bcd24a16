using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("Money that came in for a charge.")]
internal sealed record RecordPayment(
    [Describes("Which charge."), IdOf("Charge")] Guid Charge,
    [Describes("How much, with at most two decimals; never more than is open.")] decimal Amount,
    [Describes("How it was paid.")] PaymentMethod Method = PaymentMethod.BankTransfer,
    [Describes("Day on which it came in; today (UTC) where it is left out.")] DateOnly? ReceivedOn = null,
    [Describes("What the bank or till calls it, in at most 200 characters.")] string? Reference = null)
{
    [Allow(Position.Agent, Position.Manager, Position.Director, Position.Administrator)]
    [MayFail(typeof(MoreThanOpen))]
    [Describes("Records a payment. What is paid of a disputed amount is not disputed any more.")]
    public static async Task<Outcome<Payment>> Handle(
        RecordPayment input, CustomersDb db, IReadOnlyList<IChargeHolder> holders, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var checks = Money.Check(new InputChecks(), input.Amount)
            .Rule(input.ReceivedOn is null || (input.ReceivedOn <= today.AddDays(1) && input.ReceivedOn > new DateOnly(1990, 1, 1)), "Give a day that has come.", "receivedOn")
            .OptionalText("reference", input.Reference, 200);
        var charge = await db.FindVisibleAsync<Charge>(input.Charge, cancel);
        if (charge is null) checks.Add(new NotFound("There is no such charge.", ["charge"]));
        if (checks.Failed) return Outcome<Payment>.Failed(checks.Faults);
        if (input.Amount > charge!.Open) return new MoreThanOpen(charge);

        await FreeAsync(charge, input.Amount, holders, cancel);
        charge.Pay(input.Amount);
        var payment = new Payment(charge, input.Amount, input.Method, input.ReceivedOn ?? today, input.Reference, actor.StaffIdOrNull, now);
        db.Add(payment);
        await Dun.WatchAsync(charge, db, cancel);
        return Outcome<Payment>.Of(payment.Id, new PaymentRecorded(payment.Id, charge.Id, charge.CustomerId, payment.Amount, charge.Currency));
    }

    /// <summary>Has so much of what is held back given up that an amount can be settled.</summary>
    public static async Task FreeAsync(Charge charge, decimal amount, IReadOnlyList<IChargeHolder> holders, CancellationToken cancel)
    {
        foreach (var holder in holders)
            if (amount - charge.Payable is > 0 and var lacking)
                charge.Release(await holder.YieldAsync(charge.Id, lacking, cancel));
        if (amount > charge.Payable) throw new InvalidOperationException($"Charge {charge.Number} withholds {charge.Withheld}, of which no module that is on knows.");
    }
}

/// <summary>More than is open was to be settled.</summary>
[Describes("More than is open on the charge.")]
internal sealed record MoreThanOpen(
    string Message,
    [property: Describes("What is neither paid nor credited, in the currency of the charge.")] decimal OpenAmount,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-MORE-THAN-OPEN", Message, Path)
{
    public MoreThanOpen(Charge charge) : this(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Give at most {charge.Open:0.00} {charge.Currency}: no more is open on {charge.Number}. Record the rest for another charge."), charge.Open, ["amount"]) { }
}

[EventOf("Payment", "RECORDED", "Money came in for a charge.")]
internal sealed record PaymentRecorded(Guid Payment, Guid Charge, Guid Customer, decimal Amount, string Currency) : IEvent
{
    public Guid Subject => Payment;
}
