using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("A property, new or corrected: all of it, what is left out is taken away.")]
internal sealed record SetProperty(
    [Describes("Short name, which no other property has.")] string Code,
    [Describes("Name of the estate.")] string Name,
    [Describes("Street address.")] string Address,
    [Describes("City, where the address does not say it.")] string? City = null,
    [Describes("First day under the company's management, where it is known.")] DateOnly? ManagedSince = null,
    [Describes("The property that is corrected; left out for a new one."), IdOf("Property")] Guid? Property = null)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Adds a property, or corrects one.")]
    public static async Task<Outcome<Property>> Handle(SetProperty input, CustomersDb db, CancellationToken cancel)
    {
        var checks = Customers.Property.Check(input.Code, input.Name, input.Address, input.City);
        var property = input.Property is { } key ? await db.FindVisibleAsync<Property>(key, cancel) : null;
        if (input.Property is not null && property is null) checks.Add(new NotFound("There is no such property; query properties for those that exist.", ["property"]));
        if (checks.Failed) return Outcome<Property>.Failed(checks.Faults);
        var code = input.Code.Trim();
        if (await db.Properties.AnyAsync(p => p.Code == code && p.Id != input.Property, cancel)) return new Conflict("Another property has this code; choose another.", ["code"]);

        if (property is null) db.Add(property = new Property(code, input.Name, input.Address, input.City, input.ManagedSince));
        else property.Correct(code, input.Name, input.Address, input.City, input.ManagedSince);
        return Outcome<Property>.Of(property.Id, new PropertySet(property.Id));
    }
}

[EventOf("Property", "SET", "The property was added or corrected.")]
internal sealed record PropertySet(Guid Property) : IEvent
{
    public Guid Subject => Property;
}
