using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

internal sealed class Building
{
    private Building() { }

    public Building(Guid propertyId, string code, string name, int? floors)
    {
        PropertyId = propertyId;
        Correct(code, name, floors);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid PropertyId { get; private set; }
    public Property? Property { get; private set; }
    public string Code { get; private set; } = "";
    public string Name { get; private set; } = "";
    public int? Floors { get; private set; }
    public List<Unit> Units { get; private set; } = [];

    public static InputChecks Check(string code, string name, int? floors) => new InputChecks()
        .Text("code", code, 40)
        .Text("name", name, 200)
        .Rule(floors is null or (>= 1 and <= 200), "Give between 1 and 200 floors.", "floors");

    public void Correct(string code, string name, int? floors) => (Code, Name, Floors) = (code.Trim(), name.Trim(), floors);

    internal static void Describe(EntityBuilder<Building> building)
    {
        building.Is("A building of a property.", "building", "buildings")
            .OrderedBy(b => b.Code);
        building.Field(b => b.Code, "Short name, unique in its property.").Searchable();
        building.Field(b => b.Name, "Name or house number.").Searchable();
        building.Field(b => b.Floors, "Number of floors above ground; null where unknown.");
        building.One("property", "Property", b => b.PropertyId, "Where it stands.");
        building.Many<Unit>("units", u => u.BuildingId, "Its flats, offices, shops and parking spaces.");
        building.VisibleTo(Audience.Staff, Audience.Partner);
        building.VisibleTo(Audience.Customer, (b, actor) => b.Units.Any(u => u.Occupancies.Any(
            o => o.CustomerId == actor.CustomerId && (o.To == null || o.To >= DateOnly.FromDateTime(Clock.Now.DateTime)))));
    }
}
