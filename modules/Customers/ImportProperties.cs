using Microsoft.EntityFrameworkCore;
using PropertyGraph.Imports;

namespace PropertyGraph.Customers;

/// <summary>A row of <c>properties.csv</c>.</summary>
internal sealed record PropertyRow(string Code, string Name, string Address, string? City = null, DateOnly? ManagedSince = null);

internal static class ImportProperties
{
    public static async Task Import(ImportBatch<PropertyRow> batch, CustomersDb db, CancellationToken cancel)
    {
        var codes = batch.Rows.Select(row => row.Value.Code).ToList();
        var known = await db.Properties.Where(p => codes.Contains(p.Code)).ToDictionaryAsync(p => p.Code, cancel);
        var lines = new Dictionary<string, int>();
        foreach (var row in batch.Rows)
        {
            var (code, name, address, city, managedSince) = row.Value;
            if (batch.Rejects(row, Property.Check(code, name, address, city))) continue;
            if (!lines.TryAdd(code, row.Line)) { batch.Reject(row, "code", $"{code} is on line {lines[code]} already."); continue; }
            if (known.TryGetValue(code, out var property)) property.Correct(code, name, address, city, managedSince);
            else db.Add(new Property(code, name, address, city, managedSince));
        }
        await db.SaveChangesAsync(cancel);
    }
}
