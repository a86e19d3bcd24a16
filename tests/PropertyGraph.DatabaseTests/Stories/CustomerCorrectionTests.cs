using System.Text.Json;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Customers, contacts and places are set right by those who may, one by one and without a file.</summary>
public sealed class CustomerCorrectionTests : IAsyncLifetime
{
    private Company company = null!;
    private string customer = null!;

    public async Task InitializeAsync()
    {
        company = await Company.OpenAsync(background: true);
        customer = Company.IdOf(company.Customer);
    }

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Agent => company[Position.Agent];
    private Actor Manager => company[Position.Manager];

    [Fact]
    public async Task A_customer_is_corrected_and_its_history_tells()
    {
        var corrected = await company.DoAsync("correctCustomer", Agent, new { customer, name = "Wang & Sons", kind = "COMPANY", language = "en" }, "customer { name kind language }");
        Assert.Equal("""{"name":"Wang & Sons","kind":"COMPANY","language":"en"}""", corrected.GetProperty("customer").GetRawText());
        corrected = await company.DoAsync("correctCustomer", Agent, new { customer, since = "2020-05-01" }, "customer { name kind since }");
        Assert.Equal("""{"name":"Wang & Sons","kind":"COMPANY","since":"2020-05-01"}""", corrected.GetProperty("customer").GetRawText());

        Assert.Equal(["ValidationError", "ValidationError"], await company.RefusedAsync("correctCustomer", Agent, new { customer, name = "", language = "Chinese!" }));
        foreach (var other in new[] { company[Position.Worker], company.Customer })
            Assert.Equal(["NotAllowed"], await company.RefusedAsync("correctCustomer", other, new { customer, name = "Mine" }));
        var changes = await company.Platform.DataAsync("""query($id: ID!) { customer(id: $id) { changes(where: { field: { eq: "Name" } }, first: 1) { nodes { command after by { position } } } } }""", Agent, new { id = customer });
        Assert.Equal("""{"command":"correctCustomer","after":"Wang & Sons","by":{"position":"AGENT"}}""", changes.GetProperty("customer").GetProperty("changes").GetProperty("nodes")[0].GetRawText());
        await company.AssertLoggedAsync("Customer.CORRECTED");
    }

    [Fact]
    public async Task A_contact_is_corrected_with_its_consent_and_no_other_customer_s()
    {
        var contact = await AddAsync("EMAIL", "wagn@example.com", true);
        var right = await AddAsync("EMAIL", "wang@example.com", false, "BILLING");
        var corrected = await company.DoAsync("correctContact", company.Customer, new { contact, value = " Wang@Example.com " }, "contact { value consent purpose }");
        Assert.Equal("""{"value":"wang@example.com","consent":true,"purpose":"SERVICE"}""", corrected.GetProperty("contact").GetRawText());
        Assert.Equal(["ValidationError"], await company.RefusedAsync("correctContact", Agent, new { contact, value = "nobody" }));
        var same = await AddAsync("EMAIL", "other@example.com", true);
        Assert.Equal(["Conflict"], await company.RefusedAsync("correctContact", Agent, new { contact = same, value = "wang@example.com" }));
        Assert.Equal(["NotFound"], await company.RefusedAsync("correctContact", company.Neighbour, new { contact = right, value = "mine@example.com" }));
        Assert.Equal(["NotFound"], await company.RefusedAsync("removeContact", company.Neighbour, new { contact = right }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("removeContact", company[Position.Worker], new { contact = right }));
        await company.AssertLoggedAsync("Contact.CORRECTED");
    }

    [Fact]
    public async Task Messages_that_wait_for_a_contact_that_goes_take_the_next_or_none_and_what_was_sent_stays()
    {
        var known = await company.Platform.DataAsync("{ customers { nodes { contacts { nodes { id } } } } }", company.Customer);
        var mail = known.GetProperty("customers").GetProperty("nodes")[0].GetProperty("contacts").GetProperty("nodes")[0].GetProperty("id").GetString();
        var phone = await AddAsync("PHONE", "13800138000", true);
        await company.FileAsync(Agent, company.Customer);
        await company.UntilAsync(1, "SELECT count(*) FROM complaints.customer_updates");
        await company.DoAsync("reportDelivery", company[Position.Administrator], new { customerUpdate = await FirstAsync(), delivered = true }, "customerUpdate { id }");
        await company.FileAsync(Agent, company.Customer);
        await company.UntilAsync(2, "SELECT count(*) FROM complaints.customer_updates");

        var left = await company.DoAsync("removeContact", company.Customer, new { contact = mail }, "customer { contacts { nodes { id } } }");
        Assert.Equal($$$"""{"contacts":{"nodes":[{"id":"{{{phone}}}"}]}}""", left.GetProperty("customer").GetRawText());
        Assert.Equal("""[{"status":"DELIVERED","channel":"EMAIL","contact":null},{"status":"READY","channel":"PHONE","contact":{"display":"138 0013 8000"}}]""", await UpdatesAsync());
        Assert.Equal(3L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.events WHERE kind = 'READY' AND entity = 'CustomerUpdate'"));

        await company.DoAsync("removeContact", Agent, new { contact = phone }, "customer { id }");
        Assert.Equal("""[{"status":"DELIVERED","channel":"EMAIL","contact":null},{"status":"NO_CONSENT","channel":null,"contact":null}]""", await UpdatesAsync());
        Assert.Equal(["NotFound"], await company.RefusedAsync("removeContact", Agent, new { contact = phone }));

        // What was agreed to, and when, is known after it has gone.
        var history = await company.Platform.DataAsync("""query($id: ID!) { customer(id: $id) { changes(where: { type: { eq: "Contact" }, field: { eq: "Consent" } }) { nodes { operation before after command } } } }""", Agent, new { id = customer });
        Assert.Equal(["DELETE true", "DELETE true", "INSERT ", "INSERT "],
            history.GetProperty("customer").GetProperty("changes").GetProperty("nodes").EnumerateArray().Select(c => $"{c.GetProperty("operation")} {c.GetProperty("before")}"));
        await company.AssertLoggedAsync("Customer.CONTACT_REMOVED");
    }

    [Fact]
    public async Task A_message_that_comes_while_its_contact_goes_takes_another_way_too()
    {
        var phone = await AddAsync("PHONE", "13800138000", true);
        await using var connection = await company.Platform.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var message = connection.CreateCommand();
        message.CommandText =
            $"""
            INSERT INTO complaints.customer_updates (id, kind, customer_id, at, status, language, subject, body, channel, contact_id)
            VALUES (gen_random_uuid(), 'FILED', '{company.Customer.Id}', now(), 'READY', 'zh', 's', 'b', 'PHONE', '{Company.Key(phone)}')
            """;
        await message.ExecuteNonQueryAsync();
        var removal = company.DoAsync("removeContact", Agent, new { contact = phone }, "customer { id }");
        await company.UntilAsync(1, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        await transaction.CommitAsync();
        await removal;
        Assert.Equal("""[{"status":"READY","channel":"EMAIL","contact":{"display":"someone@example.com"}}]""", await UpdatesAsync());
    }

    [Fact]
    public async Task Places_are_added_and_corrected_and_no_two_have_one_code()
    {
        var property = await SetAsync("setProperty", "property", new { code = "P9", name = "River Court", address = "9 River Road", city = "Shanghai", managedSince = "2024-01-01" });
        var building = await SetAsync("setBuilding", "building", new { property, code = "A", name = "Tower A", floors = 20 });
        var unit = await SetAsync("setUnit", "unit", new { building, code = "1201", usage = "RESIDENTIAL", floor = 12, area = 88.5m });
        Assert.Equal(property, await SetAsync("setProperty", "property", new { property, code = "P09", name = "River Court", address = "9 River Road" }));
        Assert.Equal(building, await SetAsync("setBuilding", "building", new { building, code = "A", name = "Tower A, north" }));
        Assert.Equal(unit, await SetAsync("setUnit", "unit", new { unit, code = "1202", usage = "OFFICE" }));
        var seen = await company.Platform.DataAsync("query($id: ID!) { unit(id: $id) { code usage floor area building { code name floors } property { code city managedSince } } }", Agent, new { id = unit });
        Assert.Equal("""{"code":"1202","usage":"OFFICE","floor":null,"area":null,"building":{"code":"A","name":"Tower A, north","floors":null},"property":{"code":"P09","city":null,"managedSince":null}}""", seen.GetProperty("unit").GetRawText());

        Assert.Equal(["Conflict"], await company.RefusedAsync("setProperty", Manager, new { code = "P09", name = "Another", address = "x" }));
        Assert.Equal(["Conflict"], await company.RefusedAsync("setBuilding", Manager, new { property, code = "A", name = "Another" }));
        Assert.Equal(["Conflict"], await company.RefusedAsync("setUnit", Manager, new { building, code = "1202", usage = "OFFICE" }));
        var other = await SetAsync("setUnit", "unit", new { building, code = "1203", usage = "OFFICE" });
        Assert.Equal(["Conflict"], await company.RefusedAsync("setUnit", Manager, new { unit = other, code = "1202", usage = "OFFICE" }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("setUnit", Manager, new { unit, building, code = "1", usage = "OFFICE" }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("setBuilding", Manager, new { code = "B", name = "Nowhere" }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("setUnit", Agent, new { unit, code = "1", usage = "OFFICE" }));
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => company.RefusedAsync("setProperty", Manager, new { code = "P10", name = "Twice", address = "x" })));
        Assert.Equal(["Conflict"], both.SelectMany(b => b));
        await company.AssertLoggedAsync("Property.SET", "Building.SET", "Unit.SET");
    }

    private async Task<string> SetAsync(string mutation, string row, object input) => Company.Id(await company.DoAsync(mutation, Manager, input, $"{row} {{ id }}"), row);

    private async Task<string> AddAsync(string channel, string value, bool consent, string purpose = "SERVICE") =>
        Company.Id(await company.DoAsync("addContact", Agent, new { customer, channel, value, purpose, consent }, "contact { id }"), "contact");

    private async Task<string> FirstAsync() => (await ReadAsync("id"))[0].GetProperty("id").GetString()!;

    private async Task<string> UpdatesAsync() => (await ReadAsync("status channel contact { display }")).GetRawText();

    private async Task<JsonElement> ReadAsync(string fields) =>
        (await company.Platform.DataAsync($"{{ customerUpdates(order: [{{ at: ASC }}]) {{ nodes {{ {fields} }} }} }}", Agent)).GetProperty("customerUpdates").GetProperty("nodes");
}
