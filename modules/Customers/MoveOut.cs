using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("Which occupancy ends, and when.")]
internal sealed record MoveOut(
    [Describes("Which occupancy."), IdOf("Occupancy")] Guid Occupancy,
    [Describes("Last day.")] DateOnly On)
{
    [Allow(Position.Agent, Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Records the last day on which a customer owns, rents or uses a unit.")]
    public static async Task<Outcome<Occupancy>> Handle(MoveOut input, CustomersDb db, CancellationToken cancel)
    {
        var occupancy = await db.FindVisibleAsync<Occupancy>(input.Occupancy, cancel);
        if (occupancy is null) return new NotFound("There is no such occupancy.", ["occupancy"]);
        if (input.On < occupancy.From) return new ValidationError($"Give a day on or after {occupancy.From:yyyy-MM-dd}, the first day.", ["on"]);
        // A later day could run into what was agreed with others since; it needs a new moveIn, which checks that.
        if (occupancy.To <= input.On) return new Conflict($"It ends on {occupancy.To:yyyy-MM-dd} already; use moveIn for a time after that.", ["on"]);

        var unit = await db.Units.FindAsync([occupancy.UnitId], cancel) ?? throw new InvalidOperationException("A foreign key keeps the unit.");
        unit.OccupanciesChanged();
        occupancy.EndOn(input.On);
        return Outcome<Occupancy>.Of(occupancy.Id, new MovedOut(occupancy.Id, occupancy.CustomerId, occupancy.UnitId, unit.PropertyId, occupancy.Role));
    }
}

[EventOf("Occupancy", "MOVED_OUT", "The last day of an occupancy was recorded.")]
internal sealed record MovedOut(Guid Occupancy, Guid Customer, Guid Unit, Guid Property, OccupancyRole Role) : IEvent
{
    public Guid Subject => Occupancy;
}
