using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

[Describes("Who owns, rents or uses which unit from when.")]
internal sealed record MoveIn(
    [Describes("Who."), IdOf("Customer")] Guid Customer,
    [Describes("Where."), IdOf("Unit")] Guid Unit,
    [Describes("As what.")] OccupancyRole Role,
    [Describes("First day.")] DateOnly From,
    [Describes("Last day, where it is known.")] DateOnly? To = null,
    [Describes("Share of an owner in percent, with at most two decimals; the whole unit where it is left out. For owners only.")] decimal? Share = null)
{
    [Allow(Position.Agent, Position.Manager, Position.Director, Position.Administrator)]
    [MayFail(typeof(AlreadyOccupies), typeof(SharesExceeded))]
    [Describes("Records that a customer begins to own, rent or use a unit.")]
    public static async Task<Outcome<Occupancy>> Handle(MoveIn input, CustomersDb db, CancellationToken cancel)
    {
        var checks = OccupancyRules.Check(input.Role, input.Share, input.From, input.To);
        var unit = await db.FindVisibleAsync<Unit>(input.Unit, cancel);
        if (unit is null) checks.Add(new NotFound("There is no such unit.", ["unit"]));
        if (await db.FindVisibleAsync<Customer>(input.Customer, cancel) is null) checks.Add(new NotFound("There is no such customer.", ["customer"]));
        if (checks.Failed) return Outcome<Occupancy>.Failed(checks.Faults);

        var share = OccupancyRules.ShareOf(input.Role, input.Share);
        var others = await db.Occupancies.AsNoTracking().Where(o => o.UnitId == input.Unit).ToListAsync(cancel);
        if (OccupancyRules.Clash(others, input.Customer, input.Role, share, input.From, input.To) is { } clash) return clash;

        unit!.OccupanciesChanged();
        var occupancy = new Occupancy(input.Customer, input.Unit, input.Role, share, input.From, input.To);
        db.Add(occupancy);
        return Outcome<Occupancy>.Of(occupancy.Id, new MovedIn(occupancy.Id, input.Customer, input.Unit, unit.PropertyId, input.Role));
    }
}

[EventOf("Occupancy", "MOVED_IN", "A customer begins to own, rent or use a unit.")]
internal sealed record MovedIn(Guid Occupancy, Guid Customer, Guid Unit, Guid Property, OccupancyRole Role) : IEvent
{
    public Guid Subject => Occupancy;
}
