using System.Text.Json;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>What customers owe and pay, and how it is dunned.</summary>
public sealed class ChargeStoryTests : IAsyncLifetime
{
    private const string Balance = "query($id: ID!) { charge(id: $id) { amount paid credited withheld openAmount payableAmount isSettled isOverdue dunningLevel } }";

    private readonly MovableTime time = new(new DateTimeOffset(2026, 6, 1, 8, 0, 0, TimeSpan.Zero));
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true, time: time);

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Manager => company[Position.Manager];

    [Fact]
    public async Task What_is_billed_paid_reversed_and_credited_adds_up()
    {
        var charge = await ChargeAsync(300.50m, "2026-06-30");
        var first = await PayAsync(charge, 100.25m);
        Assert.Equal(["MoreThanOpen"], await company.RefusedAsync("recordPayment", Manager, new { charge, amount = 200.26m }));
        await PayAsync(charge, 200.25m);
        Assert.Equal("300.50 0 0 0 True", await ReadAsync(charge, "paid", "credited", "openAmount", "payableAmount", "isSettled"));
        Assert.Equal(["MoreThanOpen"], await company.RefusedAsync("creditCharge", Manager, new { charge, amount = 0.01m, reason = "x" }));

        await company.DoAsync("reversePayment", Manager, new { payment = first, reason = Company.Private }, "payment { amount reverses { id isReversed } }");
        Assert.Equal(["Conflict"], await company.RefusedAsync("reversePayment", Manager, new { payment = first, reason = "again" }));
        await company.DoAsync("creditCharge", Manager, new { charge, amount = 100.25m, reason = Company.Private }, "credit { id }");
        Assert.Equal("200.25 100.25 0 True", await ReadAsync(charge, "paid", "credited", "openAmount", "isSettled"));
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>(
            "SELECT count(*) FROM customers.charges AS c WHERE paid <> (SELECT coalesce(sum(amount), 0) FROM customers.payments WHERE charge_id = c.id) OR credited <> (SELECT coalesce(sum(amount), 0) FROM customers.credits WHERE charge_id = c.id)"));
        await company.AssertLoggedAsync("Charge.RECORDED", "Payment.RECORDED", "Payment.REVERSED", "Credit.GIVEN");
    }

    [Fact]
    public async Task An_amount_is_money_of_the_customers_currency()
    {
        var charge = await ChargeAsync(100, "2026-06-30");
        foreach (var amount in new[] { 0m, -1m, 0.001m, 1_000_000_000m }) Assert.Equal("ValidationError", (await company.RefusedAsync("recordPayment", Manager, new { charge, amount }))[0]);
        Assert.Equal(["OtherCurrency"], await company.RefusedAsync("recordCharge", Manager, await TermsAsync(5, "2026-06-30", "EUR")));
        Assert.Equal(["NotFound"], await company.RefusedAsync("recordPayment", Manager, new { charge = Schema.GlobalId.Encode("Charge", Guid.CreateVersion7()), amount = 1 }));
    }

    [Fact]
    public async Task Two_payments_at_once_never_exceed_what_is_open()
    {
        var charge = await ChargeAsync(100, "2026-06-30");
        var payments = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => company.TryAsync("recordPayment", Manager, new { charge, amount = 60 }, "payment { id }")));
        Assert.Single(payments, p => Company.Errors(p).Count == 0);
        Assert.Equal("60 40", await ReadAsync(charge, "paid", "openAmount"));
    }

    [Fact]
    public async Task Overdue_charges_are_dunned_once_for_each_level()
    {
        await company.DoAsync("setDunningSchedule", company[Position.Director], new { daysAfterDue = new[] { 5, 15 } }, "dunningSchedule { version }");
        var (charge, paid) = (await ChargeAsync(100, "2026-06-10"), await ChargeAsync(50, "2026-06-10"));
        await PayAsync(charge, 30);
        var payment = await PayAsync(paid, 50);
        // The next schedule is for charges that come after it.
        await company.DoAsync("setDunningSchedule", company[Position.Director], new { daysAfterDue = Array.Empty<int>() }, "dunningSchedule { version }");
        var undunned = await ChargeAsync(10, "2026-06-10");

        time.Set(new(2026, 6, 14, 23, 59, 0, TimeSpan.Zero));
        await SettledAsync();
        Assert.Equal("0 True", await ReadAsync(charge, "dunningLevel", "isOverdue"));
        // Late by three days: so is the next level, as much time after this one as the schedule puts there.
        time.Set(new(2026, 6, 18, 12, 0, 0, TimeSpan.Zero));
        await SettledAsync();
        Assert.Equal("1", await ReadAsync(charge, "dunningLevel"));
        time.Set(new(2026, 6, 28, 11, 0, 0, TimeSpan.Zero));
        await SettledAsync();
        Assert.Equal("1", await ReadAsync(charge, "dunningLevel"));
        time.Set(new(2026, 7, 20, 12, 0, 0, TimeSpan.Zero));
        await SettledAsync();
        Assert.Equal("2", await ReadAsync(charge, "dunningLevel"));
        Assert.Equal("0", await ReadAsync(undunned, "dunningLevel"));
        Assert.Equal("0", await ReadAsync(paid, "dunningLevel"));

        // What turns out not to have been paid is dunned from the first level on.
        await company.DoAsync("reversePayment", Manager, new { payment, reason = "Bounced" }, "payment { id }");
        await company.UntilAsync(1, $"SELECT dunning_level::bigint FROM customers.charges WHERE id = '{Company.Key(paid)}'");
        var notices = await company.Platform.DataAsync("query($id: ID!) { charge(id: $id) { dunningNotices { nodes { level amount } } } }", company.Customer, new { id = charge });
        Assert.Equal("""[{"level":1,"amount":70.00},{"level":2,"amount":70.00}]""", notices.GetProperty("charge").GetProperty("dunningNotices").GetProperty("nodes").GetRawText());
        await company.AssertLoggedAsync("Charge.DUNNED", "DunningSchedule.SET");
    }

    [Fact]
    public async Task Residents_see_their_own_charges_and_partners_none()
    {
        var charge = await ChargeAsync(100, "2026-06-30");
        await PayAsync(charge, 10);
        await company.FileAsync(customer: company.Customer);
        await company.Platform.ExecuteAsync($"UPDATE complaints.complaints SET partner_id = '{company.Partner.Id}'");
        const string Read = "{ charges { totalCount } payments { totalCount } customers { nodes { id } } }";
        foreach (var (reader, seen) in new[] { (company.Customer, 1), (company.Neighbour, 0), (company.Partner, 0), (Actor.Anonymous, 0) })
            Assert.Equal(seen, (await company.Platform.DataAsync(Read, reader)).GetProperty("charges").GetProperty("totalCount").GetInt32());
        foreach (var hidden in new[] { "withheldAmount", "openAmount", "annualCharges", "currency", "charges { totalCount }" })
            Assert.Contains("PG-", (await company.Platform.AskAsync($"{{ customers {{ nodes {{ {hidden} }} }} }}", company.Partner)).GetProperty("errors").GetRawText(), StringComparison.Ordinal);

        var timeline = await company.Platform.DataAsync("{ customers { nodes { timeline(types: [COMPLAINT, PAYMENT, CHARGE]) { nodes { __typename } } } } }", company.Customer);
        Assert.Equal(["Complaint", "Payment", "Charge"], timeline.GetProperty("customers").GetProperty("nodes")[0].GetProperty("timeline").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("__typename").GetString()!));
    }

    [Fact]
    public async Task Workers_and_trainers_see_no_money_and_of_contacts_what_the_work_needs()
    {
        await PayAsync(await ChargeAsync(100, "2026-06-30"), 10);
        var customer = Company.IdOf(company.Customer);
        foreach (var (purpose, value) in new[] { ("EMERGENCY", "13800138001"), ("BILLING", "13800138002"), ("MARKETING", "13800138003") })
            await company.DoAsync("addContact", company[Position.Agent], new { customer, channel = "PHONE", value, purpose }, "contact { id }");
        const string Read =
            """
            query($id: ID!) { charges { totalCount } payments { totalCount } owing: customers(where: { openAmount: { gt: 0 } }) { totalCount } customer(id: $id) {
              openAmount withheldAmount annualCharges charges { totalCount } contacts(order: [{ purpose: ASC }]) { nodes { purpose } }
              changes(where: { type: { in: ["Charge", "Contact", "Payment"] } }) { totalCount } timeline(types: [CHARGE, PAYMENT]) { totalCount } } }
            """;
        foreach (var (position, contacts) in new[] { (Position.Worker, """{"purpose":"SERVICE"},{"purpose":"EMERGENCY"}"""), (Position.Trainer, "") })
            Assert.Equal(
                $$$$"""{"charges":{"totalCount":0},"payments":{"totalCount":0},"owing":{"totalCount":0},"customer":{"openAmount":null,"withheldAmount":null,"annualCharges":null,"charges":{"totalCount":0},"contacts":{"nodes":[{{{{contacts}}}}]},"changes":{"totalCount":0},"timeline":{"totalCount":0}}}""",
                (await company.Platform.DataAsync(Read, company[position], new { id = customer })).GetRawText());
        var agent = await company.Platform.DataAsync(Read, company[Position.Agent], new { id = customer });
        Assert.Equal("90.00 4", $"{agent.GetProperty("customer").GetProperty("openAmount")} {agent.GetProperty("customer").GetProperty("contacts").GetProperty("nodes").GetArrayLength()}");
        Assert.True(agent.GetProperty("customer").GetProperty("changes").GetProperty("totalCount").GetInt32() > 10);
    }

    [Fact]
    public async Task A_years_charges_say_what_a_customer_is_worth()
    {
        await ChargeAsync(1000, "2025-05-31");
        await ChargeAsync(200, "2025-06-02");
        var credited = await ChargeAsync(300, "2026-05-31");
        await ChargeAsync(4000, "2026-06-30");
        await company.DoAsync("creditCharge", Manager, new { charge = credited, amount = 50, reason = "Goodwill" }, "credit { id }");
        var data = await company.Platform.DataAsync("query($id: ID!) { customer(id: $id) { annualCharges currency openAmount } }", Manager, new { id = Company.IdOf(company.Customer) });
        Assert.Equal("""{"annualCharges":450.00,"currency":"CNY","openAmount":5450.00}""", data.GetProperty("customer").GetRawText());
    }

    private async Task<object> TermsAsync(decimal amount, string dueOn, string currency = "CNY")
    {
        var kind = (await company.Platform.DataAsync("""{ chargeKind(code: "MANAGEMENT") { id } }""", Manager)).GetProperty("chargeKind").GetProperty("id").GetString();
        return new { customer = Company.IdOf(company.Customer), kind, from = "2026-06-01", to = "2026-06-30", dueOn, amount, currency };
    }

    private async Task<string> ChargeAsync(decimal amount, string dueOn) => Company.Id(await company.DoAsync("recordCharge", Manager, await TermsAsync(amount, dueOn), "charge { id }"), "charge");

    private async Task<string> PayAsync(string charge, decimal amount) =>
        Company.Id(await company.DoAsync("recordPayment", company[Position.Agent], new { charge, amount, reference = Company.Private }, "payment { id }"), "payment");

    private async Task<string> ReadAsync(string charge, params string[] fields)
    {
        var row = (await company.Platform.DataAsync(Balance, Manager, new { id = charge })).GetProperty("charge");
        return string.Join(' ', fields.Select(f => row.GetProperty(f) is { ValueKind: JsonValueKind.Number } number ? (number.GetDecimal() == 0 ? "0" : number.GetDecimal().ToString(System.Globalization.CultureInfo.InvariantCulture)) : row.GetProperty(f).ToString())).Replace(".00", "");
    }

    private Task SettledAsync() => company.UntilAsync(0, $"SELECT count(*) FROM propertygraph.timers WHERE module = 'customers' AND due <= '{time.GetUtcNow():O}'");
}
