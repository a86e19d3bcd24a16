using Microsoft.EntityFrameworkCore;
using PropertyGraph.Faults;
using PropertyGraph.Imports;

namespace PropertyGraph.Customers;

/// <summary>A row of <c>occupancies.csv</c>. <paramref name="Share"/> is in percent.</summary>
internal sealed record OccupancyRow(
    string CustomerNumber, string PropertyCode, string BuildingCode, string UnitCode, OccupancyRole Role, DateOnly From, DateOnly? To = null, decimal? Share = null);

internal static class ImportOccupancies
{
    public static async Task Import(ImportBatch<OccupancyRow> batch, CustomersDb db, CancellationToken cancel)
    {
        var numbers = batch.Rows.Select(row => row.Value.CustomerNumber).Distinct().ToList();
        var customers = await db.Customers.Where(c => numbers.Contains(c.Number) && c.ErasedAt == null).Select(c => new { c.Number, Id = c.MergedIntoId ?? c.Id }).ToDictionaryAsync(c => c.Number, c => c.Id, cancel);
        var units = await UnitsAsync(batch, db, cancel);
        var lines = new Dictionary<Occupancy, int>();
        foreach (var row in batch.Rows)
        {
            var value = row.Value;
            var checks = OccupancyRules.Check(value.Role, value.Share, value.From, value.To)
                .Rule(customers.TryGetValue(value.CustomerNumber, out var customer), $"There is no customer {value.CustomerNumber}.", "customerNumber")
                .Rule(units.TryGetValue((value.PropertyCode, value.BuildingCode, value.UnitCode), out var unit),
                    $"There is no unit {value.UnitCode} in building {value.BuildingCode} of property {value.PropertyCode}.", "unitCode");
            if (batch.Rejects(row, checks)) continue;

            var share = OccupancyRules.ShareOf(value.Role, value.Share);
            var same = unit!.Occupancies.Find(o => o.CustomerId == customer && o.Role == value.Role && o.From == value.From);
            if (same is not null && lines.TryGetValue(same, out var line)) { batch.Reject(row, "customer_number", $"This occupancy is on line {line} already."); continue; }
            var others = unit.Occupancies.Where(o => o != same).ToList();
            if (batch.Rejects(row, new InputChecks().Add(OccupancyRules.Clash(others, customer, value.Role, share, value.From, value.To)))) continue;

            var changed = same is null || (same.Share, same.To) != (share, value.To);
            if (same is not null) same.Change(share, value.To);
            else db.Add(same = new Occupancy(customer, unit.Id, value.Role, share, value.From, value.To));
            lines.Add(same, row.Line);
            if (changed) unit.OccupanciesChanged();
        }
        await db.SaveChangesAsync(cancel);
    }

    private static async Task<Dictionary<(string, string, string), Unit>> UnitsAsync(ImportBatch<OccupancyRow> batch, CustomersDb db, CancellationToken cancel)
    {
        var properties = batch.Rows.Select(row => row.Value.PropertyCode).Distinct().ToList();
        var buildings = batch.Rows.Select(row => row.Value.BuildingCode).Distinct().ToList();
        var codes = batch.Rows.Select(row => row.Value.UnitCode).Distinct().ToList();
        return await db.Units.Include(u => u.Occupancies).Include(u => u.Building).Include(u => u.Property)
            .Where(u => properties.Contains(u.Property!.Code) && buildings.Contains(u.Building!.Code) && codes.Contains(u.Code))
            .ToDictionaryAsync(u => (u.Property!.Code, u.Building!.Code, u.Code), cancel);
    }
}
