using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

internal sealed class Unit
{
    private Unit() { }

    public Unit(Guid propertyId, Guid buildingId, string code, int? floor, decimal? area, UnitUsage usage)
    {
        (PropertyId, BuildingId) = (propertyId, buildingId);
        Correct(code, floor, area, usage);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    /// <summary>The building's property, kept here too so that reads and policies need no way through the building.</summary>
    public Guid PropertyId { get; private set; }
    public Property? Property { get; private set; }
    public Guid BuildingId { get; private set; }
    public Building? Building { get; private set; }
    public string Code { get; private set; } = "";
    public int? Floor { get; private set; }
    public decimal? Area { get; private set; }
    public UnitUsage Usage { get; private set; }
    /// <summary>Counts changes of its occupancies: two moves at the same time then collide on this row and the later one is run again.</summary>
    public int OccupancyVersion { get; private set; }
    public List<Occupancy> Occupancies { get; private set; } = [];

    public static InputChecks Check(string code, int? floor, decimal? area) => new InputChecks()
        .Text("code", code, 40)
        .Rule(floor is null or (>= -10 and <= 200), "Give a floor between -10 and 200.", "floor")
        .Rule(area is null or (> 0 and < 1_000_000), "Give an area above 0 and below 1,000,000 square metres.", "area")
        .Rule(area is null || decimal.Round(area.Value, 2) == area, "Give the area with at most two decimals.", "area");

    public void Correct(string code, int? floor, decimal? area, UnitUsage usage) => (Code, Floor, Area, Usage) = (code.Trim(), floor, area, usage);

    public void OccupanciesChanged() => OccupancyVersion++;

    internal static void Describe(EntityBuilder<Unit> unit)
    {
        unit.Is("A flat, office, shop or parking space: what customers own or use.", "unit", "units")
            .OrderedBy(u => u.Code);
        unit.Field(u => u.Code, "Number on the door, unique in its building.").Searchable();
        unit.Field(u => u.Floor, "Floor, 1 at street level and negative below ground; null where unknown.");
        unit.Field(u => u.Area, "Floor area in square metres; null where unknown.");
        unit.Field(u => u.Usage, "What it is used for.");
        unit.Field("isOccupied", u => u.Occupancies.Any(o => o.Role != OccupancyRole.Owner
                && o.From <= DateOnly.FromDateTime(Clock.Now.DateTime) && (o.To == null || o.To >= DateOnly.FromDateTime(Clock.Now.DateTime))),
            "Whether somebody rents or uses it today.").OnlyFor(Audience.Staff);
        unit.One("property", "Property", u => u.PropertyId, "Estate that it belongs to.");
        unit.One("building", "Building", u => u.BuildingId, "Building that it is in.");
        unit.Many<Occupancy>("occupancies", o => o.UnitId, "Who owned, rented or used it, and when.");
        unit.Many<Charge>("charges", c => c.UnitId, "What was billed for it, latest due day first.").OnlyFor(Audience.Staff, Audience.Customer);
        unit.VisibleTo(Audience.Staff);
        unit.VisibleTo(Audience.Customer, (u, actor) => u.Occupancies.Any(
            o => o.CustomerId == actor.CustomerId && (o.To == null || o.To >= DateOnly.FromDateTime(Clock.Now.DateTime))));
    }
}

[Describes("What a unit is used for.")]
internal enum UnitUsage
{
    [Describes("Living.")]
    Residential,
    [Describes("Office work.")]
    Office,
    [Describes("Shops and restaurants.")]
    Retail,
    [Describes("Parking of vehicles.")]
    Parking,
    [Describes("Storage.")]
    Storage,
    [Describes("Anything else.")]
    Other,
}
