using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("An amount to be taken off a charge.")]
internal sealed record CreditCharge(
    [Describes("Which charge."), IdOf("Charge")] Guid Charge,
    [Describes("How much, with at most two decimals; never more than is open.")] decimal Amount,
    [Describes("Why, as the customer may read it, in at most 1,000 characters.")] string Reason)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [MayFail(typeof(MoreThanOpen))]
    [Describes("Takes an amount off a charge, for goodwill or because it was billed wrongly. What is credited of a disputed amount is not disputed any more.")]
    public static async Task<Outcome<Credit>> Handle(CreditCharge input, CustomersDb db, IReadOnlyList<IChargeHolder> holders, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = Money.Check(new InputChecks(), input.Amount).Text("reason", input.Reason, 1000);
        var charge = await db.FindVisibleAsync<Charge>(input.Charge, cancel);
        if (charge is null) checks.Add(new NotFound("There is no such charge.", ["charge"]));
        if (checks.Failed) return Outcome<Credit>.Failed(checks.Faults);
        if (input.Amount > charge!.Open) return new MoreThanOpen(charge);

        await RecordPayment.FreeAsync(charge, input.Amount, holders, cancel);
        var (credit, credited) = await TakeOffAsync(charge, input.Amount, input.Reason, db, actor, time.GetUtcNow(), cancel);
        return Outcome<Credit>.Of(credit.Id, credited);
    }

    public static async Task<(Credit Credit, ChargeCredited Event)> TakeOffAsync(
        Charge charge, decimal amount, string reason, CustomersDb db, Actor actor, DateTimeOffset at, CancellationToken cancel)
    {
        charge.Credit(amount);
        var credit = new Credit(charge, amount, reason, actor.StaffIdOrNull, at);
        db.Add(credit);
        await Dun.WatchAsync(charge, db, cancel);
        return (credit, new(credit.Id, charge.Id, charge.CustomerId, amount, charge.Currency));
    }
}

[EventOf("Credit", "GIVEN", "An amount was taken off a charge.")]
internal sealed record ChargeCredited(Guid Credit, Guid Charge, Guid Customer, decimal Amount, string Currency) : IEvent
{
    public Guid Subject => Credit;
}
