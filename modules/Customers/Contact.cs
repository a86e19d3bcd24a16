using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

internal sealed class Contact
{
    private Contact() { }

    /// <param name="value">As <see cref="ContactValue.Read"/> gives it.</param>
    public Contact(Guid customerId, ContactChannel channel, string value, ContactPurpose purpose, bool consent) =>
        (CustomerId, Channel, Value, Purpose, Consent) = (customerId, channel, value, purpose, consent);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CustomerId { get; private set; }
    public Customer? Customer { get; private set; }
    public ContactChannel Channel { get; private set; }
    public string Value { get; private set; } = "";
    public ContactPurpose Purpose { get; private set; }
    public bool Consent { get; private set; }

    /// <param name="value">As <see cref="ContactValue.Read"/> gives it.</param>
    public void Correct(string value) => Value = value;

    public void ChangeConsent(bool consent) => Consent = consent;

    internal static void Describe(EntityBuilder<Contact> contact)
    {
        contact.Is("A way to reach a customer for one purpose.", null, null)
            .OrderedBy(c => c.Channel)
            .DataSubject(c => c.CustomerId)
            .GoesWithPerson();
        contact.Field(c => c.Channel, "Kind of contact.");
        contact.Field(c => c.Value, "Telephone number in E.164 form such as +8613800138000, e-mail address, postal address, or user name in the app.").Personal();
        contact.Field(c => c.Purpose, "What it may be used for.");
        contact.Field(c => c.Consent, "Whether the customer agreed to that use.");
        contact.Resolve<string, string>("display", c => c.Value, ContactValue.DisplayAsync, "The value as people write it: telephone numbers in groups, as dialled from China.");
        contact.One("customer", "Customer", c => c.CustomerId, "Whose it is.");
        contact.VisibleTo(Audience.Staff, (c, actor) => actor.Position != Position.Trainer
            && (actor.Position != Position.Worker || c.Purpose == ContactPurpose.Service || c.Purpose == ContactPurpose.Emergency));
        contact.VisibleTo(Audience.Customer, (c, actor) => c.CustomerId == actor.CustomerId);
    }
}

[Describes("Kind of contact.")]
internal enum ContactChannel
{
    [Describes("Telephone.")]
    Phone,
    [Describes("E-mail.")]
    Email,
    [Describes("Letters.")]
    Post,
    [Describes("Messages in the residents' app.")]
    App,
}

[Describes("What a contact may be used for.")]
internal enum ContactPurpose
{
    [Describes("Answers and news about the customer's own affairs.")]
    Service,
    [Describes("Fees and payments.")]
    Billing,
    [Describes("Emergencies in the unit.")]
    Emergency,
    [Describes("Surveys and offers.")]
    Marketing,
}
