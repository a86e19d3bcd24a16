using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("What is right of a contact.")]
internal sealed record CorrectContact(
    [Describes("Which contact."), IdOf("Contact")] Guid Contact,
    [Describes("Telephone number, e-mail address, postal address or user name in the app, as it was meant.")] string Value)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director, Position.Administrator)]
    [AllowAudience(Audience.Customer)]
    [Describes("Corrects a contact that was written down wrongly; the consent to its use stays. For another telephone or address use addContact and removeContact.")]
    public static async Task<Outcome<Contact>> Handle(CorrectContact input, CustomersDb db, CancellationToken cancel)
    {
        var contact = await db.FindVisibleAsync<Contact>(input.Contact, cancel);
        if (contact is null) return new NotFound("There is no such contact.", ["contact"]);
        var (value, reason) = ContactValue.Read(contact.Channel, input.Value);
        if (value is null) return new ValidationError(reason!, ["value"]);
        if (value == contact.Value) return Outcome<Contact>.Of(contact.Id);
        if (await db.Contacts.AnyAsync(c => c.CustomerId == contact.CustomerId && c.Channel == contact.Channel && c.Value == value && c.Purpose == contact.Purpose, cancel))
            return new Conflict("The customer has this contact for this purpose already; use removeContact for the wrong one.", ["value"]);
        contact.Correct(value);
        return Outcome<Contact>.Of(contact.Id, new ContactCorrected(contact.Id, contact.CustomerId));
    }
}

[EventOf("Contact", "CORRECTED", "It was written down rightly.")]
internal sealed record ContactCorrected(Guid Contact, Guid Customer) : IEvent
{
    public Guid Subject => Contact;
}
