using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace Visitors;

internal sealed class Visit
{
    private Visit() { }

    public Visit(Guid customerId, string visitor, VisitPurpose purpose, DateOnly day) =>
        (CustomerId, Visitor, Purpose, Day) = (customerId, visitor.Trim(), purpose, day);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CustomerId { get; private set; }
    public string Visitor { get; private set; } = "";
    public VisitPurpose Purpose { get; private set; }
    public DateOnly Day { get; private set; }

    internal static void Describe(EntityBuilder<Visit> visit)
    {
        visit.Is("Somebody who is expected to visit a customer.", "visit", "visits")
            .OrderedBy(v => v.Day, descending: true)
            .DataSubject(v => v.CustomerId);
        visit.Field(v => v.Visitor, "Name of the visitor.").Personal();
        visit.Field(v => v.Purpose, "What the visitor comes for.");
        visit.Field(v => v.Day, "Day of the visit.");
        visit.Field("needsEscort", v => v.Purpose == VisitPurpose.Work, "Whether somebody of the company goes along.");
        visit.Resolve("arrival", v => v.Purpose, Arrival.Of, "How the visitor gets in.");
        visit.One("customer", "Customer", v => v.CustomerId, "Whom the visitor comes to see.");
        visit.VisibleTo(Audience.Staff);
        visit.VisibleTo(Audience.Customer, (v, actor) => v.CustomerId == actor.CustomerId);
    }
}

[Describes("What a visitor comes for.")]
internal enum VisitPurpose
{
    [Describes("To see the customer.")]
    Private,
    [Describes("To deliver something.")]
    Delivery,
    [Describes("To work in the unit.")]
    Work,
}
