using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("Which contact goes.")]
internal sealed record RemoveContact([Describes("Which contact."), IdOf("Contact")] Guid Contact)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director, Position.Administrator)]
    [AllowAudience(Audience.Customer)]
    [Describes("Removes a way to reach a customer. Messages that wait to be sent by it go by the next one with consent, or by none; what was sent stays.")]
    public static async Task<Outcome<Customer>> Handle(RemoveContact input, CustomersDb db, IReadOnlyList<IContactUser> users, CancellationToken cancel)
    {
        var contact = await db.FindVisibleAsync<Contact>(input.Contact, cancel);
        if (contact is null) return new NotFound("There is no such contact.", ["contact"]);
        foreach (var user in users) await user.LetGoAsync(contact.CustomerId, contact.Id, cancel);
        db.Remove(contact);
        return Outcome<Customer>.Of(contact.CustomerId, new ContactRemoved(contact.CustomerId, contact.Id, contact.Channel, contact.Purpose));
    }
}

[EventOf("Customer", "CONTACT_REMOVED", "The customer can't be reached in one of the ways any more.")]
internal sealed record ContactRemoved(Guid Customer, Guid Contact, ContactChannel Channel, ContactPurpose Purpose) : IEvent
{
    public Guid Subject => Customer;
}
