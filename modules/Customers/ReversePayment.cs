using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("A payment that did not come in, or was recorded wrongly.")]
internal sealed record ReversePayment(
    [Describes("Which payment."), IdOf("Payment")] Guid Payment,
    [Describes("Why, in at most 1,000 characters.")] string Reason)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Takes a payment back: an entry of the same amount below zero is added, and the amount is open again.")]
    public static async Task<Outcome<Payment>> Handle(ReversePayment input, CustomersDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks().Text("reason", input.Reason, 1000);
        var payment = await db.FindVisibleAsync<Payment>(input.Payment, cancel);
        if (payment is null) checks.Add(new NotFound("There is no such payment.", ["payment"]));
        checks.Rule(payment?.ReversesId is null, "This entry is a reversal itself; record the payment anew.", "payment");
        if (checks.Failed) return Outcome<Payment>.Failed(checks.Faults);
        if (await db.Payments.AnyAsync(p => p.ReversesId == input.Payment, cancel)) return new Conflict("This payment is reversed already.", ["payment"]);

        var charge = await db.Charges.FindAsync([payment!.ChargeId], cancel) ?? throw new InvalidOperationException("A foreign key keeps the charge.");
        var reversal = payment.Reverse(input.Reason, actor.StaffIdOrNull, time.GetUtcNow());
        charge.Pay(reversal.Amount);
        db.Add(reversal);
        await Dun.WatchAsync(charge, db, cancel);
        return Outcome<Payment>.Of(reversal.Id, new PaymentReversed(reversal.Id, payment.Id, charge.Id, charge.CustomerId, reversal.Amount, charge.Currency));
    }
}

[EventOf("Payment", "REVERSED", "A payment was taken back.")]
internal sealed record PaymentReversed(Guid Payment, Guid Reversed, Guid Charge, Guid Customer, decimal Amount, string Currency) : IEvent
{
    public Guid Subject => Payment;
}
