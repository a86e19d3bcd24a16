using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("A way to reach a customer for one purpose.")]
internal sealed record NewContact(
    [Describes("Kind of contact.")] ContactChannel Channel,
    [Describes("Telephone number, e-mail address, postal address or user name in the app.")] string Value,
    [Describes("What it may be used for.")] ContactPurpose Purpose = ContactPurpose.Service,
    [Describes("Whether the customer agreed to that use.")] bool Consent = false)
{
    /// <summary>The contacts with their values as they are stored; what is wrong with them goes to <paramref name="checks"/>.</summary>
    public static IReadOnlyList<NewContact> Read(IReadOnlyList<NewContact> contacts, InputChecks checks)
    {
        var read = new List<NewContact>(contacts.Count);
        for (var i = 0; i < contacts.Count; i++)
        {
            var (value, reason) = ContactValue.Read(contacts[i].Channel, contacts[i].Value);
            checks.Rule(reason is null, reason ?? "", "contacts", $"{i}", "value");
            if (value is null) continue;
            var contact = contacts[i] with { Value = value };
            checks.Rule(!read.Any(other => other with { Consent = contact.Consent } == contact), "This contact is given twice for the same purpose.", "contacts", $"{i}");
            read.Add(contact);
        }
        return read;
    }
}
