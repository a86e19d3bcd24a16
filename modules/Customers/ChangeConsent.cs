using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("Whether a contact may be used from now on.")]
internal sealed record ChangeConsent(
    [Describes("Which contact."), IdOf("Contact")] Guid Contact,
    [Describes("Whether the customer agrees to its use.")] bool Consent)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director, Position.Administrator)]
    [AllowAudience(Audience.Customer)]
    [Describes("Records that a customer agrees, or no longer agrees, to the use of a contact.")]
    public static async Task<Outcome<Contact>> Handle(ChangeConsent input, CustomersDb db, CancellationToken cancel)
    {
        var contact = await db.FindVisibleAsync<Contact>(input.Contact, cancel);
        if (contact is null) return new NotFound("There is no such contact.", ["contact"]);
        if (contact.Consent == input.Consent) return Outcome<Contact>.Of(contact.Id);
        contact.ChangeConsent(input.Consent);
        return Outcome<Contact>.Of(contact.Id, new ConsentChanged(contact.Id, contact.CustomerId, contact.Purpose, input.Consent));
    }
}

[EventOf("Contact", "CONSENT_CHANGED", "The customer agreed, or no longer agrees, to its use.")]
internal sealed record ConsentChanged(Guid Contact, Guid Customer, ContactPurpose Purpose, bool Consent) : IEvent
{
    public Guid Subject => Contact;
}
