using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("A unit, new or corrected: all of it, what is left out is taken away.")]
internal sealed record SetUnit(
    [Describes("Number on the door, which no other unit of the building has.")] string Code,
    [Describes("What it is used for.")] UnitUsage Usage,
    [Describes("Floor, 1 at street level and negative below ground, where it is known.")] int? Floor = null,
    [Describes("Floor area in square metres with at most two decimals, where it is known.")] decimal? Area = null,
    [Describes("Where a new unit is; left out for one that is corrected, which stays in its building."), IdOf("Building")] Guid? Building = null,
    [Describes("The unit that is corrected; left out for a new one."), IdOf("Unit")] Guid? Unit = null)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Adds a unit to a building, or corrects one.")]
    public static async Task<Outcome<Unit>> Handle(SetUnit input, CustomersDb db, CancellationToken cancel)
    {
        var checks = Customers.Unit.Check(input.Code, input.Floor, input.Area)
            .Rule((input.Building is null) != (input.Unit is null), "Name the building of a new unit, or the unit that is corrected.", input.Unit is null ? "building" : "unit");
        var unit = input.Unit is { } key ? await db.FindVisibleAsync<Unit>(key, cancel) : null;
        if (input.Unit is not null && unit is null) checks.Add(new NotFound("There is no such unit.", ["unit"]));
        var building = input.Building is { } place ? await db.FindVisibleAsync<Building>(place, cancel) : null;
        if (input.Building is not null && building is null) checks.Add(new NotFound("There is no such building.", ["building"]));
        if (checks.Failed) return Outcome<Unit>.Failed(checks.Faults);
        var (inside, code) = (unit?.BuildingId ?? building!.Id, input.Code.Trim());
        if (await db.Units.AnyAsync(u => u.BuildingId == inside && u.Code == code && u.Id != input.Unit, cancel)) return new Conflict("Another unit of the building has this code; choose another.", ["code"]);

        if (unit is null) db.Add(unit = new Unit(building!.PropertyId, inside, code, input.Floor, input.Area, input.Usage));
        else unit.Correct(code, input.Floor, input.Area, input.Usage);
        return Outcome<Unit>.Of(unit.Id, new UnitSet(unit.Id, inside, unit.PropertyId));
    }
}

[EventOf("Unit", "SET", "The unit was added or corrected.")]
internal sealed record UnitSet(Guid Unit, Guid Building, Guid Property) : IEvent
{
    public Guid Subject => Unit;
}
