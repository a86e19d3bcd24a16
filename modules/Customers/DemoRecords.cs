using Npgsql;
using PropertyGraph.Imports;

namespace PropertyGraph.Customers;

/// <summary>Customers who were registered twice and merged, and some who asked to be forgotten.</summary>
internal static class DemoRecords
{
    private const int CustomersForOne = 100;

    public static async Task LoadAsync(DemoRequest request, DemoRandom random, IReadOnlyList<DemoCustomer> customers, NpgsqlConnection connection, CancellationToken cancel)
    {
        var numbers = await DemoRows.ReadAsync(connection, $"SELECT nextval('customers.customer_numbers') FROM generate_series(1, {2 * (customers.Count / CustomersForOne)})", r => r.GetInt64(0), cancel);
        var next = new Queue<long>(numbers);
        var rows = new DemoTable("customers.customers", "id", "number", "kind", "name", "language", "since", "merged_into_id", "merged_at", "merge_note", "erased_at");
        var erasures = new DemoTable("customers.erasures", "id", "customer_id", "reason", "removed", "stripped", "kept", "at", "done_at");
        for (var i = CustomersForOne / 2; i < customers.Count; i += CustomersForOne)
        {
            var (customer, at) = (customers[i], new DateTimeOffset(request.Today.AddDays(-random.Between(5, 300)), new(10, 0), TimeSpan.Zero));
            var (since, language) = (DateOnly.FromDateTime(at.UtcDateTime.AddDays(-3)), customer.IsChinese ? "zh-CN" : "en");
            rows.Add(random.Key(at.AddDays(-3)), Number(next), customer.Kind, customer.IsChinese ? "重复登记" : "Registered twice", language, since, customer.Id, at, customer.IsChinese ? "同一证件号码。" : "The same passport.", null);
            var former = random.Key(at.AddDays(-2));
            rows.Add(former, Number(next), CustomerKind.Person, "—", language, since, null, null, null, at);
            erasures.Add(random.Key(at), former, ErasureReason.Request, 2, 1, 0, at, at.AddMinutes(1));
        }
        await rows.LoadAsync(connection, cancel);
        await erasures.LoadAsync(connection, cancel);
    }

    private static string Number(Queue<long> numbers) => $"C-{numbers.Dequeue():000000}";
}
