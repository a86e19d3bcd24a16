using Microsoft.EntityFrameworkCore;
using PropertyGraph.Imports;

namespace PropertyGraph.Customers;

/// <summary>A row of <c>buildings.csv</c>.</summary>
internal sealed record BuildingRow(string PropertyCode, string Code, string Name, int? Floors = null);

internal static class ImportBuildings
{
    public static async Task Import(ImportBatch<BuildingRow> batch, CustomersDb db, CancellationToken cancel)
    {
        var codes = batch.Rows.Select(row => row.Value.PropertyCode).Distinct().ToList();
        var properties = await db.Properties.Where(p => codes.Contains(p.Code)).ToDictionaryAsync(p => p.Code, p => p.Id, cancel);
        var known = await db.Buildings.Where(b => codes.Contains(b.Property!.Code)).ToDictionaryAsync(b => (b.PropertyId, b.Code), cancel);
        var lines = new Dictionary<(Guid, string), int>();
        foreach (var row in batch.Rows)
        {
            var (propertyCode, code, name, floors) = row.Value;
            var checks = Building.Check(code, name, floors)
                .Rule(properties.TryGetValue(propertyCode, out var property), $"There is no property {propertyCode}.", "propertyCode");
            if (batch.Rejects(row, checks)) continue;
            if (!lines.TryAdd((property, code), row.Line))
            {
                batch.Reject(row, "code", $"{code} of {propertyCode} is on line {lines[(property, code)]} already.");
                continue;
            }
            if (known.TryGetValue((property, code), out var building)) building.Correct(code, name, floors);
            else db.Add(new Building(property, code, name, floors));
        }
        await db.SaveChangesAsync(cancel);
    }
}
