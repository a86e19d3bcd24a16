using Microsoft.EntityFrameworkCore;
using PropertyGraph.Imports;

namespace PropertyGraph.Organization;

/// <summary>A row of <c>partner_people.csv</c>.</summary>
internal sealed record PartnerPersonRow(string PartnerCode, string Name, string? Phone = null, string? Email = null, string? Qualification = null, bool Active = true);

internal static class ImportPartnerPeople
{
    public static async Task Import(ImportBatch<PartnerPersonRow> batch, OrganizationDb db, CancellationToken cancel)
    {
        var codes = batch.Rows.Select(row => row.Value.PartnerCode).Distinct().ToList();
        var partners = await db.Partners.Where(p => codes.Contains(p.Code)).ToDictionaryAsync(p => p.Code, p => p.Id, cancel);
        var firms = partners.Values.ToList();
        var known = await db.PartnerPeople.Where(p => firms.Contains(p.PartnerId) && p.ErasedAt == null).ToDictionaryAsync(p => (p.PartnerId, p.Name), cancel);
        var lines = new Dictionary<(string, string), int>();
        foreach (var row in batch.Rows)
        {
            var (code, name, phone, email, qualification, active) = row.Value;
            var checks = PartnerPerson.Check(name, phone, email, qualification).Rule(partners.ContainsKey(code), $"There is no partner {code}.", "partnerCode");
            if (batch.Rejects(row, checks)) continue;
            if (!lines.TryAdd((code, name.Trim()), row.Line)) { batch.Reject(row, "name", $"{name.Trim()} of {code} is on line {lines[(code, name.Trim())]} already."); continue; }
            if (!known.TryGetValue((partners[code], name.Trim()), out var person)) db.Add(person = new PartnerPerson(partners[code], name, phone, email, qualification));
            person.Correct(name, phone, email, qualification);
            if (active) person.Begin();
            else person.Leave(isBarred: true);
        }
        await db.SaveChangesAsync(cancel);
    }
}
