using Microsoft.EntityFrameworkCore;
using Npgsql;
using PropertyGraph.Imports;

namespace PropertyGraph.Customers;

/// <summary>
/// What was billed for the last five quarters, and how it was paid: most in time, some late, a few not at all, which are dunned as the schedule says. Tenants are billed for what they rent, owners for
/// what they have not let.
/// </summary>
internal sealed class DemoCharges(DemoRequest request, DemoRandom random, CustomersDb db)
{
    private const int Quarters = 5;

    private static readonly (PaymentMethod, double)[] Methods = [(PaymentMethod.BankTransfer, 55), (PaymentMethod.Mobile, 35), (PaymentMethod.Card, 8), (PaymentMethod.Cash, 2)];

    private readonly DemoTable charges = new("customers.charges",
        "id", "number", "customer_id", "unit_id", "kind_id", "from", "to", "due_on", "amount", "currency", "paid", "credited", "withheld", "dunning_level", "dunned_at", "dunning_schedule_id", "recorded_at");
    private readonly DemoTable payments = new("customers.payments", "id", "charge_id", "customer_id", "amount", "method", "received_on", "recorded_at");
    private readonly DemoTable notices = new("customers.dunning_notices", "id", "charge_id", "customer_id", "level", "amount", "at");
    private int number;

    public async Task LoadAsync(IReadOnlyList<DemoOccupancy> occupancies, NpgsqlConnection connection, CancellationToken cancel)
    {
        var kinds = await db.ChargeKinds.ToDictionaryAsync(k => k.Code, k => k.Id, cancel);
        var schedule = await db.DunningSchedules.Where(s => s.ValidTo == null).OrderByDescending(s => s.Version).FirstAsync(cancel);
        var let = occupancies.Where(o => o.Role == OccupancyRole.Tenant).Select(o => o.Unit.Id).ToHashSet();
        foreach (var occupancy in occupancies.Where(o => o.Role != OccupancyRole.Owner || !let.Contains(o.Unit.Id)))
            if (occupancy.Role != OccupancyRole.User || occupancy.Unit.Usage == UnitUsage.Parking)
                for (var quarter = Quarters - 1; quarter >= 0; quarter--) Bill(occupancy, quarter, occupancy.Unit.Usage == UnitUsage.Parking ? kinds["PARKING"] : kinds["MANAGEMENT"], schedule);
        await charges.LoadAsync(connection, cancel);
        await payments.LoadAsync(connection, cancel);
        await notices.LoadAsync(connection, cancel);
        await using var rest = new NpgsqlCommand(
            $"SELECT setval('customers.charge_numbers', {number}); UPDATE customers.customers SET currency = 'CNY' WHERE id IN (SELECT customer_id FROM customers.charges)", connection);
        await rest.ExecuteNonQueryAsync(cancel);
    }

    private void Bill(DemoOccupancy occupancy, int quartersAgo, Guid kind, DunningSchedule schedule)
    {
        var from = new DateOnly(request.Today.Year, ((request.Today.Month - 1) / 3 * 3) + 1, 1).AddMonths(-3 * quartersAgo);
        var to = from.AddMonths(3).AddDays(-1);
        if (occupancy.From > from || occupancy.To < to) return;
        var recorded = new DateTimeOffset(from, new(9, 0), TimeSpan.Zero);
        var due = from.AddDays(19);
        var amount = Fee(occupancy);
        var key = random.Key(recorded);
        var paidOn = PaidOn(due);
        var paid = paidOn is null ? 0 : amount;
        if (paidOn is { } day) payments.Add(random.Key(new(day, new(12, 0), TimeSpan.Zero)), key, occupancy.Customer.Id, paid, random.Weighted(Methods), day, new DateTimeOffset(day, new(15, 0), TimeSpan.Zero));
        var level = 0;
        DateTimeOffset? dunnedAt = null;
        // Whoever paid late was dunned until then.
        foreach (var days in schedule.DaysAfterDue.Where(d => due.AddDays(d) < (paidOn ?? request.Today)))
        {
            dunnedAt = new(due.AddDays(days), TimeOnly.MinValue, TimeSpan.Zero);
            notices.Add(random.Key(dunnedAt.Value), key, occupancy.Customer.Id, ++level, amount, dunnedAt);
        }
        charges.Add(key, $"F-{++number:0000000}", occupancy.Customer.Id, occupancy.Unit.Id, kind, from, to, due, amount, "CNY", paid, 0m, 0m, level, dunnedAt, schedule.Id, recorded);
        if (paidOn is null && level < schedule.DaysAfterDue.Count) db.Schedule(Dun.Timer, key, new(due.AddDays(schedule.DaysAfterDue[level]), TimeOnly.MinValue, TimeSpan.Zero));
    }

    /// <summary>The day of the payment; null where it did not come, yet.</summary>
    private DateOnly? PaidOn(DateOnly due)
    {
        var day = due.AddDays(random.Chance(0.9) ? -random.Between(0, 15) : random.Between(1, 50));
        return random.Chance(0.01) || day > request.Today ? null : day;
    }

    /// <summary>For three months, by the square metre; a space to park has a price of its own.</summary>
    private static decimal Fee(DemoOccupancy occupancy) => occupancy.Unit.Usage switch
    {
        UnitUsage.Parking => 900m,
        UnitUsage.Residential => decimal.Round(3 * 3.2m * occupancy.Unit.Area * occupancy.Share / 100, 2),
        _ => decimal.Round(3 * 22m * occupancy.Unit.Area * occupancy.Share / 100, 2),
    };
}
