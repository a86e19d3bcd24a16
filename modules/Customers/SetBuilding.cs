using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("A building, new or corrected: all of it, what is left out is taken away.")]
internal sealed record SetBuilding(
    [Describes("Short name, which no other building of the property has.")] string Code,
    [Describes("Name or house number.")] string Name,
    [Describes("Number of floors above ground, where it is known.")] int? Floors = null,
    [Describes("Where a new building stands; left out for one that is corrected, which stays in its property."), IdOf("Property")] Guid? Property = null,
    [Describes("The building that is corrected; left out for a new one."), IdOf("Building")] Guid? Building = null)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Adds a building to a property, or corrects one.")]
    public static async Task<Outcome<Building>> Handle(SetBuilding input, CustomersDb db, CancellationToken cancel)
    {
        var checks = Customers.Building.Check(input.Code, input.Name, input.Floors)
            .Rule((input.Property is null) != (input.Building is null), "Name the property of a new building, or the building that is corrected.", input.Building is null ? "property" : "building");
        var building = input.Building is { } key ? await db.FindVisibleAsync<Building>(key, cancel) : null;
        if (input.Building is not null && building is null) checks.Add(new NotFound("There is no such building.", ["building"]));
        if (input.Property is { } place && await db.FindVisibleAsync<Property>(place, cancel) is null) checks.Add(new NotFound("There is no such property; query properties for those that exist.", ["property"]));
        if (checks.Failed) return Outcome<Building>.Failed(checks.Faults);
        var (property, code) = (building?.PropertyId ?? input.Property!.Value, input.Code.Trim());
        if (await db.Buildings.AnyAsync(b => b.PropertyId == property && b.Code == code && b.Id != input.Building, cancel)) return new Conflict("Another building of the property has this code; choose another.", ["code"]);

        if (building is null) db.Add(building = new Building(property, code, input.Name, input.Floors));
        else building.Correct(code, input.Name, input.Floors);
        return Outcome<Building>.Of(building.Id, new BuildingSet(building.Id, property));
    }
}

[EventOf("Building", "SET", "The building was added or corrected.")]
internal sealed record BuildingSet(Guid Building, Guid Property) : IEvent
{
    public Guid Subject => Building;
}
