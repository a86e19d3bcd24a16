using Microsoft.EntityFrameworkCore;
using PropertyGraph.Faults;
using PropertyGraph.Imports;

namespace PropertyGraph.Customers;

/// <summary>A row of <c>contacts.csv</c>.</summary>
internal sealed record ContactRow(string CustomerNumber, ContactChannel Channel, string Value, ContactPurpose Purpose = ContactPurpose.Service, bool Consent = false);

internal static class ImportContacts
{
    public static async Task Import(ImportBatch<ContactRow> batch, CustomersDb db, CancellationToken cancel)
    {
        var numbers = batch.Rows.Select(row => row.Value.CustomerNumber).Distinct().ToList();
        var customers = await db.Customers.Where(c => numbers.Contains(c.Number) && c.ErasedAt == null).Select(c => new { c.Number, Id = c.MergedIntoId ?? c.Id }).ToDictionaryAsync(c => c.Number, c => c.Id, cancel);
        var known = await db.Contacts.Where(c => customers.Values.Contains(c.CustomerId))
            .ToDictionaryAsync(c => (c.CustomerId, c.Channel, c.Value, c.Purpose), cancel);
        var lines = new Dictionary<(Guid, ContactChannel, string, ContactPurpose), int>();
        foreach (var row in batch.Rows)
        {
            var (number, channel, text, purpose, consent) = row.Value;
            var (value, reason) = ContactValue.Read(channel, text);
            var checks = new InputChecks()
                .Rule(customers.TryGetValue(number, out var customer), $"There is no customer {number}.", "customerNumber")
                .Rule(reason is null, reason ?? "", "value");
            if (batch.Rejects(row, checks)) continue;
            var key = (customer, channel, value!, purpose);
            if (!lines.TryAdd(key, row.Line)) { batch.Reject(row, "value", $"This contact is on line {lines[key]} already."); continue; }
            if (known.TryGetValue(key, out var contact)) contact.ChangeConsent(consent);
            else db.Add(new Contact(customer, channel, value!, purpose, consent));
        }
        await db.SaveChangesAsync(cancel);
    }
}
