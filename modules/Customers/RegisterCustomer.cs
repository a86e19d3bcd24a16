using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("A person or company to be registered as a customer.")]
internal sealed record RegisterCustomer(
    [Describes("Person or company.")] CustomerKind Kind,
    [Describes("Full name of the person, or name of the company.")] string Name,
    [Describes("Customer number, not used before; assigned where it is left out.")] string? Number = null,
    [Describes("Language for letters and messages, as a BCP 47 tag such as zh-CN or en.")] string Language = "zh-CN",
    [Describes("First day as a customer; today (UTC) where it is left out.")] DateOnly? Since = null,
    [Describes("How to reach the customer; more can be added later.")] IReadOnlyList<NewContact>? Contacts = null)
{
    [Allow(Position.Agent, Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Registers a customer, with ways to reach the customer.")]
    public static async Task<Outcome<Customer>> Handle(RegisterCustomer input, CustomersDb db, TimeProvider time, CancellationToken cancel)
    {
        var checks = Customer.Check(input.Number, input.Name, input.Language);
        var contacts = NewContact.Read(input.Contacts ?? [], checks);
        if (checks.Failed) return Outcome<Customer>.Failed(checks.Faults);

        var number = input.Number?.Trim() ?? await UnusedNumberAsync(db, cancel);
        if (input.Number is not null && await db.Customers.AnyAsync(c => c.Number == number, cancel))
            return new Conflict("This number is taken; choose another, or leave it out to have one assigned.", ["number"]);

        var customer = new Customer(number, input.Kind, input.Name, input.Language, input.Since ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        db.Add(customer);
        db.AddRange(contacts.Select(c => new Contact(customer.Id, c.Channel, c.Value, c.Purpose, c.Consent)));
        return Outcome<Customer>.Of(customer.Id, new CustomerRegistered(customer.Id, customer.Kind));
    }

    /// <summary>The next number of the sequence that no import has brought along.</summary>
    private static async Task<string> UnusedNumberAsync(CustomersDb db, CancellationToken cancel)
    {
        while (true)
        {
            var next = await db.Database.SqlQuery<long>($"SELECT nextval('customers.customer_numbers') AS value").ToListAsync(cancel);
            var number = $"C-{next[0]:000000}";
            if (!await db.Customers.AnyAsync(c => c.Number == number, cancel)) return number;
        }
    }
}

[EventOf("Customer", "REGISTERED", "The customer was registered.")]
internal sealed record CustomerRegistered(Guid Customer, CustomerKind Kind) : IEvent
{
    public Guid Subject => Customer;
}
