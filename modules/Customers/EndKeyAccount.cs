using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("A customer who is no key account any more.")]
internal sealed record EndKeyAccount(
    [Describes("Which customer."), IdOf("Customer")] Guid Customer)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Makes a key account an ordinary customer again. Complaints that were filed before stay a key account's.")]
    public static async Task<Outcome<Customer>> Handle(EndKeyAccount input, CustomersDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var customer = await db.FindVisibleAsync<Customer>(input.Customer, cancel);
        if (customer is null) return new NotFound("There is no such customer.", ["customer"]);
        if (customer.KeyAccountTier is not { } tier) return new Conflict("This customer is no key account.", ["customer"]);

        await db.LoadTermAsync(customer, cancel);
        customer.MakeKeyAccount(null, null, null, actor.StaffIdOrNull, time.GetUtcNow());
        return Outcome<Customer>.Of(customer.Id, new KeyAccountEnded(customer.Id, tier));
    }
}

[EventOf("Customer", "KEY_ACCOUNT_ENDED", "The customer is no key account any more.")]
internal sealed record KeyAccountEnded(Guid Customer, KeyAccountTier Tier) : IEvent
{
    public Guid Subject => Customer;
}
