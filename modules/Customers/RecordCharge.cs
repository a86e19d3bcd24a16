using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("What a customer owes for a period.")]
internal sealed record RecordCharge(
    [Describes("Who owes it."), IdOf("Customer")] Guid Customer,
    [Describes("What it is for."), IdOf("ChargeKind")] Guid Kind,
    [Describes("First day that it is for.")] DateOnly From,
    [Describes("Last day that it is for.")] DateOnly To,
    [Describes("Last day on which it can be paid in time.")] DateOnly DueOn,
    [Describes("How much, with at most two decimals.")] decimal Amount,
    [Describes("ISO 4217 code of the currency; all charges of a customer have the same.")] string Currency = "CNY",
    [Describes("Unit that it is for."), IdOf("Unit")] Guid? Unit = null,
    [Describes("Number of the bill, not used before; assigned where it is left out.")] string? Number = null)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [MayFail(typeof(OtherCurrency))]
    [Describes("Records what a customer owes for a period.")]
    public static async Task<Outcome<Charge>> Handle(RecordCharge input, CustomersDb db, TimeProvider time, CancellationToken cancel)
    {
        var terms = new ChargeTerms(input.From, input.To, input.DueOn, input.Amount, input.Currency);
        var checks = terms.Check()
            .OptionalText("number", input.Number, 40)
            .Rule(input.Number is null || input.Number.Trim().Length > 0, "Give a number, or leave it out to have one assigned.", "number");
        var customer = await db.FindVisibleAsync<Customer>(input.Customer, cancel);
        if (customer is null) checks.Add(new NotFound("There is no such customer.", ["customer"]));
        var kind = await db.FindVisibleAsync<ChargeKind>(input.Kind, cancel);
        if (kind is null) checks.Add(new NotFound("There is no such kind of charges.", ["kind"]));
        checks.Rule(kind is null or { IsActive: true }, "Choose a kind that is in use.", "kind");
        if (input.Unit is { } unit && await db.FindVisibleAsync<Unit>(unit, cancel) is null) checks.Add(new NotFound("There is no such unit.", ["unit"]));
        if (checks.Failed) return Outcome<Charge>.Failed(checks.Faults);
        if (!customer!.IsBilledIn(input.Currency)) return new OtherCurrency(customer.Currency!);
        if (input.Number is not null && await db.Charges.AnyAsync(c => c.Number == input.Number.Trim(), cancel))
            return new Conflict("This number is taken; choose another, or leave it out to have one assigned.", ["number"]);

        customer.BillIn(input.Currency);
        var charge = new Charge(
            input.Number ?? await UnusedNumberAsync(db, cancel), input.Customer, input.Kind, terms, input.Unit, await Dun.ScheduleAsync(db, cancel), time.GetUtcNow());
        db.Add(charge);
        await Dun.WatchAsync(charge, db, cancel);
        return Outcome<Charge>.Of(charge.Id, new ChargeRecorded(charge.Id, charge.CustomerId, charge.KindId, charge.Amount, charge.Currency));
    }

    private static async Task<string> UnusedNumberAsync(CustomersDb db, CancellationToken cancel)
    {
        while (true)
        {
            var next = await db.Database.SqlQuery<long>($"SELECT nextval('customers.charge_numbers') AS value").ToListAsync(cancel);
            var number = $"F-{next[0]:0000000}";
            // An import may have brought this one along.
            if (!await db.Charges.AnyAsync(c => c.Number == number, cancel)) return number;
        }
    }
}

/// <summary>A customer's money would be counted in two currencies.</summary>
[Describes("The customer's charges are in another currency.")]
internal sealed record OtherCurrency(
    string Message,
    [property: Describes("ISO 4217 code of the customer's currency.")] string Currency,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-OTHER-CURRENCY", Message, Path)
{
    public OtherCurrency(string currency) : this($"All charges of a customer have one currency, and this one's are in {currency}. Bill in {currency}, or register another customer for the other.", currency, ["currency"]) { }
}

[EventOf("Charge", "RECORDED", "It was recorded.")]
internal sealed record ChargeRecorded(Guid Charge, Guid Customer, Guid Kind, decimal Amount, string Currency) : IEvent
{
    public Guid Subject => Charge;
}
