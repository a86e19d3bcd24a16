using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

internal sealed class Interaction
{
    private Interaction() { }

    public Interaction(
        Guid customerId, InteractionChannel channel, InteractionDirection direction, string summary, bool isConflict, Guid? staffId, DateTimeOffset at) =>
        (CustomerId, Channel, Direction, Summary, IsConflict, StaffId, At) = (customerId, channel, direction, summary.Trim(), isConflict, staffId, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CustomerId { get; private set; }
    public Customer? Customer { get; private set; }
    public InteractionChannel Channel { get; private set; }
    public InteractionDirection Direction { get; private set; }
    public string Summary { get; private set; } = "";
    public bool IsConflict { get; private set; }
    public Guid? StaffId { get; private set; }
    public DateTimeOffset At { get; private set; }

    internal static void Describe(EntityBuilder<Interaction> interaction)
    {
        interaction.Is("Something said or written between the company and a customer.", null, null)
            .OrderedBy(i => i.At, descending: true)
            .DataSubject(i => i.CustomerId)
            .GoesWithPerson();
        interaction.Field(i => i.Channel, "How it took place.");
        interaction.Field(i => i.Direction, "Who began it.");
        interaction.Field(i => i.Summary, "What it was about.").Personal();
        interaction.Field(i => i.IsConflict, "Whether customer and company were at odds.").OnlyFor(Audience.Staff);
        interaction.Field(i => i.At, "When it took place.");
        interaction.One("customer", "Customer", i => i.CustomerId, "With whom.");
        interaction.One("staff", "Staff", i => i.StaffId, "Who spoke for the company; null where the platform did.");
        interaction.VisibleTo(Audience.Staff);
        interaction.VisibleTo(Audience.Customer, (i, actor) => i.CustomerId == actor.CustomerId);
    }
}

[Describes("How an interaction took place.")]
internal enum InteractionChannel
{
    [Describes("By telephone.")]
    Phone,
    [Describes("Face to face.")]
    InPerson,
    [Describes("By e-mail.")]
    Email,
    [Describes("By letter.")]
    Post,
    [Describes("In the residents' app.")]
    App,
    [Describes("On the website.")]
    Web,
}

[Describes("Who began an interaction.")]
internal enum InteractionDirection
{
    [Describes("The customer.")]
    Inbound,
    [Describes("The company.")]
    Outbound,
}
