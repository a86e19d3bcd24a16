using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Two customers who are one: all goes to the one who stays, once, and nobody sees more than before but that one.</summary>
public sealed class CustomerMergeTests : IAsyncLifetime
{
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync();

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Director => company[Position.Director];
    private string Stays => Company.IdOf(company.Customer);
    private string Duplicate => Company.IdOf(company.Neighbour);

    [Fact]
    public async Task All_that_belongs_to_the_duplicate_belongs_to_the_customer_and_the_books_add_up()
    {
        var (third, others) = (await RegisterAsync("Third"), await company.FileAsync(customer: company.Customer));
        var own = await company.FileAsync(customer: company.Neighbour);
        foreach (var customer in new[] { Stays, Duplicate })
        {
            await company.DoAsync("moveIn", company[Position.Agent], new { customer, unit = company.Unit, role = "OWNER", share = 30, from = customer == Stays ? "2024-01-01" : "2025-01-01" }, "occupancy { id }");
            await company.DoAsync("setPreference", company[Position.Agent], new { customer, topic = "ACCESS", text = $"By {customer}" }, "customer { id }");
            await company.DoAsync("recordInteraction", company[Position.Agent], new { customer, channel = "PHONE", direction = "INBOUND", summary = "Rent" }, "interaction { id }");
        }
        await company.DoAsync("cosignComplaint", company[Position.Agent], new { complaint = others, customer = Duplicate }, "complaint { id }");
        var foreign = await company.FileAsync(customer: Actor.Customer(Company.Key(third)));
        foreach (var customer in new[] { Stays, Duplicate }) await company.DoAsync("cosignComplaint", company[Position.Agent], new { complaint = foreign, customer }, "complaint { id }");
        var (first, second) = (await company.ChargeAsync(company.Customer, 100), await company.ChargeAsync(company.Neighbour, 250));
        await company.DoAsync("recordPayment", company[Position.Manager], new { charge = second, amount = 50, method = "CASH" }, "payment { id }");
        await company.DoAsync("openFeeDispute", company[Position.Manager], new { complaint = own, reason = "Cold", charges = new[] { new { charge = second, amount = 20 } } }, "feeDispute { id }");
        await company.DoAsync("designateKeyAccount", Director, new { customer = Duplicate, tier = "GOLD", accountManager = Company.IdOf(company[Position.Leader]) }, "customer { id }");
        var sums = await SumsAsync();

        await MergeAsync(Stays, Duplicate);

        var data = await company.Platform.DataAsync(
            """
            query($id: ID!, $number: String!) {
              customer(id: $id) {
                openAmount withheldAmount keyAccountTier accountManager { position } contacts { totalCount }
                preferences { nodes { text } } interactions { totalCount } payments { totalCount } complaints { totalCount } feeDisputes { totalCount } cosignatures { totalCount }
                occupancies(order: [{ from: ASC }]) { nodes { share from to } } keyAccountTerms { totalCount } timeline(first: 50) { totalCount }
                mergedFrom { nodes { number name } }
              }
              duplicate: customer(number: $number) { mergeNote mergedBy { position } mergedInto { id } keyAccountTier contacts { totalCount } openAmount timeline { totalCount } }
              customers { totalCount nodes { number } }
              search(text: "Neighbour", types: [CUSTOMER]) { nodes { __typename } }
            }
            """, Director, new { id = Stays, number = await NumberAsync(Duplicate) });
        Assert.Equal(
            """
            {"openAmount":300.00,"withheldAmount":20.00,"keyAccountTier":"GOLD","accountManager":{"position":"LEADER"},"contacts":{"totalCount":1},"preferences":{"nodes":[{"text":"By DUP"}]},"interactions":{"totalCount":2},"payments":{"totalCount":1},"complaints":{"totalCount":2},"feeDisputes":{"totalCount":1},"cosignatures":{"totalCount":1},"occupancies":{"nodes":[{"share":30.00,"from":"2024-01-01","to":"2024-12-31"},{"share":60.00,"from":"2025-01-01","to":null}]},"keyAccountTerms":{"totalCount":1},"timeline":{"totalCount":11},"mergedFrom":{"nodes":[{"number":"NUM","name":"Neighbour"}]}}
            """.Replace("DUP", Duplicate).Replace("NUM", await NumberAsync(Duplicate)), Compact(data.GetProperty("customer")));
        Assert.Equal(
            $$$"""{"mergeNote":"{{{Company.Private}}}","mergedBy":{"position":"DIRECTOR"},"mergedInto":{"id":"{{{Stays}}}"},"keyAccountTier":null,"contacts":{"totalCount":0},"openAmount":0.0,"timeline":{"totalCount":0}}""",
            Compact(data.GetProperty("duplicate")));
        Assert.Equal(2, data.GetProperty("customers").GetProperty("totalCount").GetInt32());
        Assert.DoesNotContain(await NumberAsync(Duplicate), data.GetProperty("customers").ToString(), StringComparison.Ordinal);
        Assert.Equal("""{"nodes":[]}""", Compact(data.GetProperty("search")));
        Assert.Equal(sums, await SumsAsync());
        // Nobody joins the own complaint, nor one twice.
        Assert.Equal("0 1", await company.Platform.ScalarAsync<string>($"SELECT (SELECT cosigner_count FROM complaints.complaints WHERE id = '{Company.Key(others)}') || ' ' || (SELECT cosigner_count FROM complaints.complaints WHERE id = '{Company.Key(foreign)}')"));
        Assert.NotEqual(first, second);
        await company.AssertLoggedAsync("Customer.MERGED", "Customer.MERGED_AWAY");
    }

    [Fact]
    public async Task No_column_of_any_table_leads_to_the_duplicate_any_more()
    {
        await company.FileAsync(company.Neighbour);
        await company.ChargeAsync(company.Neighbour, 10);
        await company.DoAsync("recordGrievance", company[Position.Agent], new { text = "Loud", channel = "HOTLINE", customer = Duplicate }, "grievance { id }");
        await MergeAsync(Stays, Duplicate);
        var columns = await company.Platform.ScalarAsync<string>(
            """
            SELECT string_agg(format('SELECT %L AS place, count(*) AS rows FROM %I.%I WHERE %I = ''KEY''', c.table_schema || '.' || c.table_name || '.' || c.column_name, c.table_schema, c.table_name, c.column_name), ' UNION ALL ')
            FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name)
            WHERE t.table_type = 'BASE TABLE' AND c.data_type = 'uuid' AND c.table_schema IN ('customers', 'complaints', 'surveys', 'organization', 'training')
            """);
        var found = await company.Platform.ScalarAsync<string>($"SELECT string_agg(place || ' ' || rows, ', ') FROM ({columns.Replace("KEY", company.Neighbour.Id.ToString())}) AS f WHERE rows > 0");
        Assert.Equal("customers.customers.id 1", found);
    }

    [Fact]
    public async Task Nothing_is_written_to_a_duplicate_any_more()
    {
        await MergeAsync(Stays, Duplicate);
        var refusals = new (string Mutation, object Input)[]
        {
            ("addContact", new { customer = Duplicate, channel = "PHONE", value = "13800138001" }), ("setPreference", new { customer = Duplicate, topic = "ACCESS", text = "x" }),
            ("recordInteraction", new { customer = Duplicate, channel = "PHONE", direction = "INBOUND", summary = "x" }), ("moveIn", new { customer = Duplicate, unit = company.Unit, role = "TENANT", from = "2026-01-01" }),
            ("fileComplaint", new { title = "x", description = "x", customer = Duplicate }), ("mergeCustomers", new { customer = Stays, duplicate = Duplicate }), ("mergeCustomers", new { customer = Duplicate, duplicate = Stays }),
        };
        foreach (var (mutation, input) in refusals) Assert.Equal((mutation, "NotFound"), (mutation, Assert.Single(await company.RefusedAsync(mutation, company[Position.Manager], input))));
    }

    [Fact]
    public async Task What_can_t_be_one_is_refused_and_nothing_changed()
    {
        await company.ChargeAsync(company.Customer, 10);
        await company.ChargeAsync(company.Neighbour, 10, currency: "EUR");
        Assert.Equal(["OtherCurrency"], await company.RefusedAsync("mergeCustomers", Director, new { customer = Stays, duplicate = Duplicate }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("mergeCustomers", Director, new { customer = Stays, duplicate = Stays }));
        Assert.Equal(["NotFound", "NotFound"], await company.RefusedAsync("mergeCustomers", Director, new { customer = GlobalId.Encode("Customer", Guid.NewGuid()), duplicate = GlobalId.Encode("Customer", Guid.NewGuid()) }));
        foreach (var actor in new[] { company.Customer, company.Partner, Actor.Anonymous, company[Position.Agent], company[Position.Worker] })
            Assert.Equal(["NotAllowed"], await company.RefusedAsync("mergeCustomers", actor, new { customer = Stays, duplicate = Duplicate }));
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM customers.customers WHERE merged_into_id IS NOT NULL"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_duplicate_s_sign_in_ends_or_goes_to_the_customer(bool keepSignIn)
    {
        var people = company.Platform.Get<People>();
        await people.GrantAsync("the-duplicate", Audience.Customer, company.Neighbour.Id, CancellationToken.None);
        await company.FileAsync(company.Neighbour);
        await MergeAsync(Stays, Duplicate, keepSignIn);
        Assert.Equal(keepSignIn ? company.Customer.Id : null, (await people.OfSubjectAsync("the-duplicate", CancellationToken.None))?.Id);
        Assert.Null(await people.ResolveAsync(Audience.Customer, company.Neighbour.Id, CancellationToken.None));
        // Who is signed in as the duplicate still sees nothing but that one's own name.
        var left = await company.Platform.DataAsync("{ customers { nodes { name } } complaints { totalCount } }", company.Neighbour);
        Assert.Equal("""{"customers":{"nodes":[]},"complaints":{"totalCount":0}}""", Compact(left));
        // The one who stays sees what is its own now, and neither notes nor the other row.
        var own = await company.Platform.DataAsync("{ customers { nodes { id } } complaints { totalCount } }", company.Customer);
        Assert.Equal($$$"""{"customers":{"nodes":[{"id":"{{{Stays}}}"}]},"complaints":{"totalCount":1}}""", Compact(own));
        Assert.True((await company.Platform.AskAsync("{ customers { nodes { mergedFrom { totalCount } } } }", company.Customer)).TryGetProperty("errors", out _));
        Assert.Equal("""{"node":null}""", Compact(await company.Platform.DataAsync("query($id: ID!) { node(id: $id) { id } }", company.Customer, new { id = Duplicate })));
        Assert.Equal("""{"node":null}""", Compact(await company.Platform.DataAsync("query($id: ID!) { node(id: $id) { id } }", company.Partner, new { id = Duplicate })));
    }

    [Fact]
    public async Task Merges_of_merged_customers_never_make_a_circle()
    {
        var third = await RegisterAsync("Third");
        await MergeAsync(Stays, Duplicate);
        await MergeAsync(third, Stays);
        Assert.Equal(2L, await company.Platform.ScalarAsync<long>($"SELECT count(*) FROM customers.customers WHERE merged_into_id = '{Company.Key(third)}'"));
    }

    [Fact]
    public async Task Of_two_merges_in_opposite_directions_at_once_one_holds()
    {
        for (var round = 0; round < 5; round++)
        {
            var (a, b) = (await RegisterAsync($"A{round}"), await RegisterAsync($"B{round}"));
            var answers = await Task.WhenAll(new[] { (a, b), (b, a), (a, b), (b, a) }.Select(pair => company.RefusedAsync("mergeCustomers", Director, new { customer = pair.Item1, duplicate = pair.Item2 })));
            Assert.Single(answers, errors => errors.Count == 0);
            Assert.All(answers.Where(errors => errors.Count > 0), errors => Assert.Equal("NotFound", errors[0]));
        }
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM customers.customers AS c JOIN customers.customers AS d ON d.id = c.merged_into_id WHERE d.merged_into_id IS NOT NULL"));
    }

    [Fact]
    public async Task What_is_written_to_the_duplicate_at_that_moment_goes_with_the_rest()
    {
        await company.Platform.StartBackgroundAsync();
        var kind = (await company.Platform.DataAsync("""{ chargeKind(code: "MANAGEMENT") { id } }""", Actor.System)).GetProperty("chargeKind").GetProperty("id").GetString();
        var written = 0L;
        var writers = Enumerable.Range(0, 12).Select(async i =>
        {
            var input = new { customer = Duplicate, kind, from = "2026-06-01", to = "2026-06-30", dueOn = "2026-06-30", amount = 10, number = $"N{i}" };
            if ((await company.RefusedAsync("recordCharge", company[Position.Manager], input)).Count == 0) Interlocked.Increment(ref written);
        }).ToList();
        await MergeAsync(Stays, Duplicate);
        await Task.WhenAll(writers);
        await company.UntilAsync(written, $"SELECT count(*) FROM customers.charges WHERE customer_id = '{company.Customer.Id}'");
    }

    private Task<JsonElement> MergeAsync(string customer, string duplicate, bool keepSignIn = false) =>
        company.DoAsync("mergeCustomers", Director, new { customer, duplicate, note = Company.Private, keepSignIn }, "customer { id }");

    private async Task<string> RegisterAsync(string name) => Company.Id(await company.DoAsync("registerCustomer", company[Position.Agent], new { kind = "PERSON", name }, "customer { id }"), "customer");

    private async Task<string> NumberAsync(string customer) =>
        (await company.Platform.ScalarAsync<string>($"SELECT number FROM customers.customers WHERE id = '{Company.Key(customer)}'"));

    private Task<string> SumsAsync() => company.Platform.ScalarAsync<string>(
        "SELECT (SELECT sum(amount) || ' ' || sum(paid) || ' ' || sum(withheld) FROM customers.charges) || ' ' || (SELECT sum(amount) FROM customers.payments) || ' ' || (SELECT sum(held) FROM complaints.disputed_charges)");

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
