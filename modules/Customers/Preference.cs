using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>How a customer wishes to be served.</summary>
internal sealed class Preference
{
    private Preference() { }

    public Preference(Guid customerId, PreferenceTopic topic) => (CustomerId, Topic) = (customerId, topic);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CustomerId { get; private set; }
    public PreferenceTopic Topic { get; private set; }
    public string Text { get; private set; } = "";
    public DateTimeOffset At { get; private set; }

    public void Say(string text, DateTimeOffset at) => (Text, At) = (text.Trim(), at);

    internal static void Describe(EntityBuilder<Preference> preference)
    {
        preference.Is("How a customer wishes to be served.", null, null)
            .OrderedBy(p => p.Topic)
            .DataSubject(p => p.CustomerId)
            .GoesWithPerson();
        preference.Field(p => p.Topic, "What it is about.");
        preference.Field(p => p.Text, "What the customer wishes.").Personal();
        preference.Field(p => p.At, "When it was last said.");
        preference.One("customer", "Customer", p => p.CustomerId, "Whose wish it is.");
        preference.VisibleTo(Audience.Staff);
        preference.VisibleTo(Audience.Customer, (p, actor) => p.CustomerId == actor.CustomerId);
    }
}

[Describes("What a customer's wish is about.")]
internal enum PreferenceTopic
{
    [Describes("When to call or come.")]
    ContactTime,
    [Describes("How to get into the unit: keys, pets, who is there.")]
    Access,
    [Describes("How to speak and write: language, tone, whom to address.")]
    Communication,
    [Describes("What somebody with an impairment needs.")]
    Accessibility,
    [Describes("How to bill.")]
    Billing,
    [Describes("Anything else.")]
    Other,
}
