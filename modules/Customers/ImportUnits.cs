using Microsoft.EntityFrameworkCore;
using PropertyGraph.Imports;

namespace PropertyGraph.Customers;

/// <summary>A row of <c>units.csv</c>.</summary>
internal sealed record UnitRow(string PropertyCode, string BuildingCode, string Code, UnitUsage Usage, int? Floor = null, decimal? Area = null);

internal static class ImportUnits
{
    public static async Task Import(ImportBatch<UnitRow> batch, CustomersDb db, CancellationToken cancel)
    {
        var propertyCodes = batch.Rows.Select(row => row.Value.PropertyCode).Distinct().ToList();
        var buildingCodes = batch.Rows.Select(row => row.Value.BuildingCode).Distinct().ToList();
        var buildings = await db.Buildings.AsNoTracking()
            .Where(b => propertyCodes.Contains(b.Property!.Code) && buildingCodes.Contains(b.Code))
            .Select(b => new { PropertyCode = b.Property!.Code, b.Code, b.Id, b.PropertyId })
            .ToDictionaryAsync(b => (b.PropertyCode, b.Code), cancel);
        var ids = buildings.Values.Select(b => b.Id).ToList();
        var codes = batch.Rows.Select(row => row.Value.Code).Distinct().ToList();
        var known = await db.Units.Where(u => ids.Contains(u.BuildingId) && codes.Contains(u.Code)).ToDictionaryAsync(u => (u.BuildingId, u.Code), cancel);
        var lines = new Dictionary<(Guid, string), int>();
        foreach (var row in batch.Rows)
        {
            var (propertyCode, buildingCode, code, usage, floor, area) = row.Value;
            var checks = Unit.Check(code, floor, area)
                .Rule(buildings.TryGetValue((propertyCode, buildingCode), out var building), $"There is no building {buildingCode} in property {propertyCode}.", "buildingCode");
            if (batch.Rejects(row, checks)) continue;
            if (!lines.TryAdd((building!.Id, code), row.Line))
            {
                batch.Reject(row, "code", $"{code} of {buildingCode} in {propertyCode} is on line {lines[(building.Id, code)]} already.");
                continue;
            }
            if (known.TryGetValue((building.Id, code), out var unit)) unit.Correct(code, floor, area, usage);
            else db.Add(new Unit(building.PropertyId, building.Id, code, floor, area, usage));
        }
        await db.SaveChangesAsync(cancel);
    }
}
