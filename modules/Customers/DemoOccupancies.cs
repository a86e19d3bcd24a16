using Npgsql;
using PropertyGraph.Imports;

namespace PropertyGraph.Customers;

/// <summary>Somebody in a unit.</summary>
/// <param name="Share">In percent, for owners; else the whole.</param>
internal sealed record DemoOccupancy(DemoCustomer Customer, DemoUnit Unit, OccupancyRole Role, decimal Share, DateOnly From, DateOnly? To);

/// <summary>Who is in which unit. Key accounts get several offices, flats for their people and parking; everybody else one unit, sometimes a second.</summary>
internal sealed class DemoOccupancies(DemoRequest request, DemoRandom random)
{
    private readonly DemoTable table = new("customers.occupancies", "id", "customer_id", "unit_id", "role", "share", "from", "to");
    private readonly List<DemoOccupancy> all = [];
    private readonly DemoRandom leavers = new(request.Seed, "leavers");

    public async Task<IReadOnlyList<DemoOccupancy>> LoadAsync(IReadOnlyList<DemoUnit> units, IReadOnlyList<DemoCustomer> customers, NpgsqlConnection connection, CancellationToken cancel)
    {
        var flats = new Queue<DemoUnit>(random.Shuffled(units.Where(u => u.Usage == UnitUsage.Residential)));
        var rooms = new Queue<DemoUnit>(random.Shuffled(units.Where(u => u.Usage is UnitUsage.Office or UnitUsage.Retail)));
        var parking = new Queue<DemoUnit>(random.Shuffled(units.Where(u => u.Usage == UnitUsage.Parking)));
        foreach (var account in customers.Where(c => c.KeyAccount))
        {
            Take(rooms, random.Between(3, 6), unit => Add(account, unit, OccupancyRole.Tenant, null));
            Take(flats, random.Between(1, 5), unit => Add(account, unit, random.Chance(0.3) ? OccupancyRole.Owner : OccupancyRole.Tenant, null));
            Take(parking, random.Between(1, 4), unit => Add(account, unit, OccupancyRole.User, null));
        }
        foreach (var company in customers.Where(c => c is { Kind: CustomerKind.Company, KeyAccount: false }))
            Take(rooms.Count > 0 ? rooms : flats, random.Chance(0.1) ? 2 : 1, unit => Add(company, unit, random.Chance(0.2) ? OccupancyRole.Owner : OccupancyRole.Tenant, null));
        Settle(new(customers.Where(c => c.Kind == CustomerKind.Person)), flats, parking);
        await table.LoadAsync(connection, cancel);
        return all;
    }

    private void Settle(Queue<DemoCustomer> persons, Queue<DemoUnit> flats, Queue<DemoUnit> parking)
    {
        DemoCustomer? before = null;
        while (persons.TryDequeue(out var owner) && flats.TryDequeue(out var flat))
        {
            if (random.Chance(0.15) && persons.TryDequeue(out var partner))
            {
                Add(owner, flat, OccupancyRole.Owner, 50);
                Add(partner, flat, OccupancyRole.Owner, 50);
            }
            else
            {
                Add(owner, flat, OccupancyRole.Owner, 100);
                if (random.Chance(0.3) && persons.TryDequeue(out var tenant)) Let(flat, tenant, before);
                else if (random.Chance(0.2) && persons.TryDequeue(out var relative)) Add(relative, flat, OccupancyRole.User, null);
            }
            if (random.Chance(0.15)) Take(parking, 1, space => Add(owner, space, OccupancyRole.User, null));
            if (random.Chance(0.05)) Take(flats, 1, second => Add(owner, second, OccupancyRole.Owner, 100));
            before = owner;
        }
    }

    /// <summary>A tenant; now and then after an earlier one who lives elsewhere today.</summary>
    private void Let(DemoUnit flat, DemoCustomer tenant, DemoCustomer? before)
    {
        var from = Add(tenant, flat, OccupancyRole.Tenant, null);
        if (before is null || !random.Chance(0.2)) return;
        var to = from.AddDays(-random.Between(5, 60));
        var since = Later(before.Since, flat.ManagedSince);
        if (since < to) AddRow(before, flat, OccupancyRole.Tenant, null, since, to);
    }

    private DateOnly Add(DemoCustomer customer, DemoUnit unit, OccupancyRole role, decimal? share)
    {
        var from = Later(customer.Since, unit.ManagedSince);
        if (random.Chance(0.1)) from = from.AddDays(random.Between(0, Math.Max(0, request.Today.DayNumber - from.DayNumber)));
        DateOnly? to = role == OccupancyRole.Tenant && random.Chance(0.1) ? request.Today.AddDays(random.Between(20, 400)) : null;
        // Now and then somebody is no customer any more.
        if (role == OccupancyRole.Tenant && !customer.KeyAccount && request.Today.DayNumber - from.DayNumber is > 200 and var days && leavers.Chance(0.1)) to = request.Today.AddDays(-leavers.Between(10, Math.Min(700, days - 100)));
        AddRow(customer, unit, role, share ?? OccupancyRules.ShareOf(role, null), from, to);
        return from;
    }

    private void AddRow(DemoCustomer customer, DemoUnit unit, OccupancyRole role, decimal? share, DateOnly from, DateOnly? to)
    {
        table.Add(random.Key(new DateTimeOffset(from, new(10, 0), TimeSpan.Zero)), customer.Id, unit.Id, role, share, from, to);
        all.Add(new(customer, unit, role, share ?? 100, from, to));
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static void Take(Queue<DemoUnit> units, int count, Action<DemoUnit> with)
    {
        while (count-- > 0 && units.TryDequeue(out var unit)) with(unit);
    }
}
