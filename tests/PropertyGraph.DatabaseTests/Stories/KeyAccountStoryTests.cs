using System.Text.Json;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R12, R45: key accounts over time, wishes of customers, and who may be the same.</summary>
public sealed class KeyAccountStoryTests : IAsyncLifetime
{
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true);

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Director => company[Position.Director];
    private string Customer => Company.IdOf(company.Customer);

    [Fact]
    public async Task A_key_account_keeps_its_history_and_is_never_left_alone()
    {
        var (worker, leader) = (Company.IdOf(company[Position.Worker]), Company.IdOf(company[Position.Leader]));
        await DesignateAsync("SILVER", worker, Company.Private);
        await DesignateAsync("SILVER", worker, "Nothing changes");
        await DesignateAsync("PLATINUM", leader, null);
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("designateKeyAccount", company[Position.Agent], new { customer = Customer, tier = "GOLD", accountManager = leader }));
        await company.DoAsync("deactivateStaff", company[Position.Administrator], new { staff = leader }, "staff { id }");
        Assert.Equal(["NotFound"], await company.RefusedAsync("designateKeyAccount", Director, new { customer = Customer, tier = "GOLD", accountManager = leader }));
        // The customer director takes over.
        await company.UntilAsync(1, $"SELECT count(*) FROM customers.customers WHERE account_manager_id = '{Director.Id}'");
        Assert.Equal("""[{"tier":"SILVER","to":false,"by":"WORKER"},{"tier":"PLATINUM","to":false,"by":"LEADER"},{"tier":"PLATINUM","to":true,"by":"DIRECTOR"}]""", await TermsAsync());

        await company.DoAsync("endKeyAccount", Director, new { customer = Customer }, "customer { isKeyAccount }");
        Assert.Equal(["Conflict"], await company.RefusedAsync("endKeyAccount", Director, new { customer = Customer }));
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("""SELECT count(*) FROM customers.key_account_terms WHERE "to" IS NULL"""));
        await company.AssertLoggedAsync("Customer.KEY_ACCOUNT_DESIGNATED", "Customer.KEY_ACCOUNT_ENDED");
    }

    [Fact]
    public async Task Wishes_are_the_customers_own()
    {
        await company.DoAsync("setPreference", company.Customer, new { customer = Customer, topic = "ACCESS", text = Company.Private }, "customer { id }");
        await company.DoAsync("setPreference", company[Position.Worker], new { customer = Customer, topic = "ACCESS", text = $"Ring twice {Company.Private}" }, "customer { id }");
        Assert.Equal(["NotFound"], await company.RefusedAsync("setPreference", company.Neighbour, new { customer = Customer, topic = "ACCESS", text = "x" }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("setPreference", company.Customer, new { customer = Customer, topic = "ACCESS", text = " " }));
        const string Read = "{ customers { nodes { preferences { nodes { text } } } } }";
        Assert.Contains("Ring twice", (await company.Platform.DataAsync(Read, company.Customer)).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Ring twice", (await company.Platform.DataAsync(Read, company.Neighbour)).ToString(), StringComparison.Ordinal);
        await company.DoAsync("setPreference", company.Customer, new { customer = Customer, topic = "ACCESS" }, "customer { id }");
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM customers.preferences"));
        await company.AssertLoggedAsync();
    }

    [Fact]
    public async Task Who_may_be_the_same_is_found_with_a_reason()
    {
        var contacts = new[] { new { channel = "PHONE", value = "138 0013 8000", purpose = "SERVICE", consent = true }, new { channel = "EMAIL", value = "SOMEONE@example.com", purpose = "SERVICE", consent = true } };
        var twin = Company.Id(await company.DoAsync("registerCustomer", company[Position.Agent], new { kind = "PERSON", name = $"王{Company.Private.Replace(" ", "").ToUpperInvariant()}", contacts }, "customer { id }"), "customer");
        await company.DoAsync("addContact", company[Position.Agent], new { customer = Customer, channel = "PHONE", value = "+86 13800138000" }, "contact { id }");
        foreach (var customer in new[] { twin, Customer })
            await company.DoAsync("moveIn", company[Position.Agent], new { customer, unit = company.Unit, role = "TENANT", from = "2026-01-01" }, "occupancy { id }");
        var data = await company.Platform.DataAsync(
            "query($id: ID!) { customer(id: $id) { possibleDuplicates { nodes { score samePhone sameEmail sameNameAndUnit other { id } } } } }", Director, new { id = twin });
        var found = data.GetProperty("customer").GetProperty("possibleDuplicates").GetProperty("nodes").EnumerateArray().ToDictionary(d => d.GetProperty("other").GetProperty("id").GetString()!);
        // All three registered the same address.
        Assert.Equal(2, found.Count);
        Assert.Equal("100 True True True", Text(found[Customer]));
        Assert.Equal("40 False True False", Text(found[Company.IdOf(company.Neighbour)]));

        static string Text(JsonElement duplicate) => string.Join(' ', new[] { "score", "samePhone", "sameEmail", "sameNameAndUnit" }.Select(f => duplicate.GetProperty(f).ToString()));
    }

    private Task DesignateAsync(string tier, string accountManager, string? reason) =>
        company.DoAsync("designateKeyAccount", Director, new { customer = Customer, tier, accountManager, reason }, "customer { keyAccountTier }");

    private async Task<string> TermsAsync()
    {
        var data = await company.Platform.DataAsync("query($id: ID!) { customer(id: $id) { keyAccountTerms(order: [{ from: ASC }]) { nodes { tier to accountManager { position } } } } }", Director, new { id = Customer });
        return JsonSerializer.Serialize(data.GetProperty("customer").GetProperty("keyAccountTerms").GetProperty("nodes").EnumerateArray()
            .Select(t => new { tier = t.GetProperty("tier").GetString(), to = t.GetProperty("to").ValueKind == JsonValueKind.Null, by = t.GetProperty("accountManager").GetProperty("position").GetString() }));
    }
}
