using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("A further way to reach a customer.")]
internal sealed record AddContact(
    [Describes("Whose it is."), IdOf("Customer")] Guid Customer,
    [Describes("Kind of contact.")] ContactChannel Channel,
    [Describes("Telephone number, e-mail address, postal address or user name in the app.")] string Value,
    [Describes("What it may be used for.")] ContactPurpose Purpose = ContactPurpose.Service,
    [Describes("Whether the customer agreed to that use.")] bool Consent = false)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director, Position.Administrator)]
    [AllowAudience(Audience.Customer)]
    [Describes("Adds a way to reach a customer for one purpose.")]
    public static async Task<Outcome<Contact>> Handle(AddContact input, CustomersDb db, CancellationToken cancel)
    {
        if (await db.FindVisibleAsync<Customer>(input.Customer, cancel) is null) return new NotFound("There is no such customer.", ["customer"]);
        var (value, reason) = ContactValue.Read(input.Channel, input.Value);
        if (value is null) return new ValidationError(reason!, ["value"]);
        if (await db.Contacts.AnyAsync(
            c => c.CustomerId == input.Customer && c.Channel == input.Channel && c.Value == value && c.Purpose == input.Purpose, cancel))
            return new Conflict("The customer has this contact for this purpose already; use changeConsent where the agreement changed.", ["value"]);

        var contact = new Contact(input.Customer, input.Channel, value, input.Purpose, input.Consent);
        db.Add(contact);
        return Outcome<Contact>.Of(contact.Id, new ContactAdded(contact.Id, contact.CustomerId, contact.Channel, contact.Purpose, contact.Consent));
    }
}

[EventOf("Contact", "ADDED", "The customer can be reached in a further way.")]
internal sealed record ContactAdded(Guid Contact, Guid Customer, ContactChannel Channel, ContactPurpose Purpose, bool Consent) : IEvent
{
    public Guid Subject => Contact;
}
