using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("What is right of a customer.")]
internal sealed record CorrectCustomer(
    [Describes("Which customer."), IdOf("Customer")] Guid Customer,
    [Describes("Full name of the person, or name of the company; unchanged where it is left out.")] string? Name = null,
    [Describes("Language for letters and messages, as a BCP 47 tag such as zh-CN or en; unchanged where it is left out.")] string? Language = null,
    [Describes("Person or company; unchanged where it is left out.")] CustomerKind? Kind = null,
    [Describes("First day as a customer; unchanged where it is left out.")] DateOnly? Since = null)
{
    [Allow(Position.Agent, Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Corrects what is known of a customer. The number stays.")]
    public static async Task<Outcome<Customer>> Handle(CorrectCustomer input, CustomersDb db, CancellationToken cancel)
    {
        var customer = await db.FindVisibleAsync<Customer>(input.Customer, cancel);
        if (customer is null) return new NotFound("There is no such customer.", ["customer"]);
        var (name, language) = (input.Name ?? customer.Name, input.Language ?? customer.Language);
        var checks = Customers.Customer.Check(customer.Number, name, language);
        if (checks.Failed) return Outcome<Customer>.Failed(checks.Faults);
        customer.Correct(input.Kind ?? customer.Kind, name, language, input.Since ?? customer.Since);
        return Outcome<Customer>.Of(customer.Id, new CustomerCorrected(customer.Id, customer.Kind));
    }
}

[EventOf("Customer", "CORRECTED", "What is known of the customer was corrected.")]
internal sealed record CustomerCorrected(Guid Customer, CustomerKind Kind) : IEvent
{
    public Guid Subject => Customer;
}
