using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;
using PropertyGraph.Imports;

namespace PropertyGraph.Customers;

/// <summary>A row of <c>customers.csv</c>.</summary>
internal sealed record CustomerRow(
    string Number, CustomerKind Kind, string Name, DateOnly Since, string Language = "zh-CN", KeyAccountTier? KeyAccountTier = null, string? AccountManagerNumber = null);

internal static class ImportCustomers
{
    public static async Task Import(ImportBatch<CustomerRow> batch, CustomersDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        var numbers = batch.Rows.Select(row => row.Value.Number).ToList();
        var known = await db.Customers.Include(c => c.KeyAccountTerms.Where(t => t.To == null)).Where(c => numbers.Contains(c.Number)).ToDictionaryAsync(c => c.Number, cancel);
        var managers = await StaffAsync([.. batch.Rows.Select(row => row.Value.AccountManagerNumber).OfType<string>().Distinct()], graph.AsSystem, cancel);
        var lines = new Dictionary<string, int>();
        foreach (var row in batch.Rows)
        {
            var value = row.Value;
            Guid? manager = value.AccountManagerNumber is { } number && managers.TryGetValue(number, out var found) ? found : null;
            var checks = Customer.Check(value.Number, value.Name, value.Language)
                .Rule(value.AccountManagerNumber is null || manager is not null, $"There is no member of staff {value.AccountManagerNumber}.", "accountManagerNumber")
                .Rule(value.KeyAccountTier is null || value.AccountManagerNumber is not null, "A key account needs an account manager.", "accountManagerNumber")
                .Rule(value.KeyAccountTier is not null || value.AccountManagerNumber is null, "Only key accounts have an account manager.", "keyAccountTier");
            if (batch.Rejects(row, checks)) continue;
            if (!lines.TryAdd(value.Number, row.Line)) { batch.Reject(row, "number", $"{value.Number} is on line {lines[value.Number]} already."); continue; }
            if (known.TryGetValue(value.Number, out var customer) && !customer.IsInUse) { batch.Reject(row, "number", $"{value.Number} was merged into another customer, or erased; take it out of the file."); continue; }
            if (customer is not null) customer.Correct(value.Kind, value.Name, value.Language, value.Since);
            else db.Add(customer = new Customer(value.Number, value.Kind, value.Name, value.Language, value.Since));
            customer.MakeKeyAccount(value.KeyAccountTier, manager, null, null, time.GetUtcNow());
        }
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Keys of members of staff by their numbers, those that exist.</summary>
    private static async Task<Dictionary<string, Guid>> StaffAsync(IReadOnlyList<string> numbers, IGraph graph, CancellationToken cancel)
    {
        if (numbers.Count == 0) return [];
        var answer = await graph.QueryAsync(
            "query($numbers: [String!]) { staff(where: { number: { in: $numbers } }, first: 10000) { nodes { id number } } }", new { numbers }, cancel);
        return answer.GetProperty("staff").GetProperty("nodes").EnumerateArray()
            .ToDictionary(staff => staff.GetProperty("number").GetString()!, staff => graph.Key("Staff", staff.GetProperty("id").GetString()!));
    }
}
