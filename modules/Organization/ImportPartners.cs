using Microsoft.EntityFrameworkCore;
using PropertyGraph.Imports;

namespace PropertyGraph.Organization;

/// <summary>A row of <c>partners.csv</c>.</summary>
internal sealed record PartnerRow(string Code, string Name, string Trade, string? Phone = null, bool Active = true);

internal static class ImportPartners
{
    public static async Task Import(ImportBatch<PartnerRow> batch, OrganizationDb db, CancellationToken cancel)
    {
        var codes = batch.Rows.Select(row => row.Value.Code).ToList();
        var known = await db.Partners.Where(p => codes.Contains(p.Code)).ToDictionaryAsync(p => p.Code, cancel);
        var lines = new Dictionary<string, int>();
        foreach (var row in batch.Rows)
        {
            var (code, name, trade, phone, active) = row.Value;
            if (batch.Rejects(row, Partner.Check(code, name, trade, phone))) continue;
            if (!lines.TryAdd(code, row.Line)) { batch.Reject(row, "code", $"{code} is on line {lines[code]} already."); continue; }
            if (!known.TryGetValue(code, out var partner)) db.Add(partner = new Partner(code, name, trade, phone));
            partner.Correct(name, trade, phone);
            partner.Work(active);
        }
        await db.SaveChangesAsync(cancel);
    }
}
