using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

internal sealed class Occupancy
{
    private Occupancy() { }

    public Occupancy(Guid customerId, Guid unitId, OccupancyRole role, decimal? share, DateOnly from, DateOnly? to) =>
        (CustomerId, UnitId, Role, Share, From, To) = (customerId, unitId, role, share, from, to);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid CustomerId { get; private set; }
    public Customer? Customer { get; private set; }
    public Guid UnitId { get; private set; }
    public Unit? Unit { get; private set; }
    public OccupancyRole Role { get; private set; }
    public decimal? Share { get; private set; }
    public DateOnly From { get; private set; }
    public DateOnly? To { get; private set; }
    /// <summary>Made by the database from <see cref="From"/>.</summary>
    public DateTimeOffset MovedInAt { get; private set; }

    public void Change(decimal? share, DateOnly? to) => (Share, To) = (share, to);

    public void EndOn(DateOnly lastDay) => To = lastDay;

    internal static void Describe(EntityBuilder<Occupancy> occupancy)
    {
        occupancy.Is("A time in which a customer owns, rents or uses a unit.", "occupancy", "occupancies")
            .OrderedBy(o => o.From, descending: true)
            .DataSubject(o => o.CustomerId);
        occupancy.Field(o => o.Role, "As what the customer is there.");
        occupancy.Field(o => o.Share, "Share of an owner in the unit, in percent; null for tenants and users.");
        occupancy.Field(o => o.From, "First day.");
        occupancy.Field(o => o.To, "Last day; null while no end is known.");
        occupancy.Field("isCurrent", o => o.From <= DateOnly.FromDateTime(Clock.Now.DateTime)
            && (o.To == null || o.To >= DateOnly.FromDateTime(Clock.Now.DateTime)), "Whether today (UTC) is between the first and the last day.");
        occupancy.Field(o => o.MovedInAt, "When the first day began (UTC), by which it stands in the customer's timeline.");
        occupancy.One("customer", "Customer", o => o.CustomerId, "Who.");
        occupancy.One("unit", "Unit", o => o.UnitId, "Where.");
        occupancy.VisibleTo(Audience.Staff);
        occupancy.VisibleTo(Audience.Customer, (o, actor) => o.CustomerId == actor.CustomerId);
    }
}

[Describes("As what a customer is in a unit.")]
internal enum OccupancyRole
{
    [Describes("Owns it, or a share of it.")]
    Owner,
    [Describes("Rents it.")]
    Tenant,
    [Describes("Lives or works there without owning or renting it, such as family.")]
    User,
}
