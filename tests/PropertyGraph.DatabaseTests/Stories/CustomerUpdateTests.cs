using System.Text.Json;
using System.Text.RegularExpressions;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Modules;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R54: what customers are written, in which language and by which way, and what nobody is ever told.</summary>
public sealed partial class CustomerUpdateTests : IAsyncLifetime
{
    private const string Secret = "INTERNAL-WORDS";
    private const string Waiting = "SELECT count(*) FROM propertygraph.timers WHERE module = 'complaints' AND kind IN ('tell', 'notice')";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true);

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Agent => company[Position.Agent];

    [Fact]
    public async Task Every_visible_step_is_written_in_the_customer_s_language_and_nothing_internal_ever()
    {
        var english = await RegisterAsync("en-GB", ("POST", "1 Road", "SERVICE", true), ("EMAIL", "ann@example.com", "SERVICE", true), ("PHONE", "13800138000", "MARKETING", true));
        foreach (var customer in new[] { company.Customer, english })
        {
            var complaint = await company.FileAsync(Agent, customer);
            await company.DoAsync("acknowledgeComplaint", Agent, new { complaint, accountable = Company.IdOf(company[Position.Worker]), note = "We come today. 今天上门。" }, "complaint { id }");
            await company.DoAsync("assignComplaint", Agent, new { complaint, reason = Secret }, "complaint { id }");
            await company.DoAsync("addNote", Agent, new { complaint, note = Secret, visibility = "INTERNAL" }, "complaint { id }");
            await company.DoAsync("recordInvestigation", Agent, new { complaint, kind = "CAUSE", findings = Secret }, "complaint { id }");
            await company.DoAsync("takeEmergencyMeasure", Agent, new { complaint, kind = "REPAIR", description = Secret }, "complaint { id }");
            await company.DoAsync("waiveEmergencyMeasure", company[Position.Leader], new { complaint, reason = Secret }, "complaint { id }");
            await company.DoAsync("proposeDecision", Agent, new { complaint, text = Secret }, "complaint { id }");
            await company.DoAsync("signDecision", Agent, new { complaint, version = 1 }, "complaint { id }");
            await company.DoAsync("cosignComplaint", Agent, new { complaint, customer = Company.IdOf(company.Neighbour) }, "complaint { id }");
            // The braces of a note are its own.
            await company.DoAsync("resolveComplaint", Agent, new { complaint, resolution = "{title} was mended {due}" }, "complaint { id }");
            await company.DoAsync("closeComplaint", Agent, new { complaint }, "complaint { id }");
            await company.DoAsync("reopenComplaint", customer, new { complaint, reason = "Not so" }, "complaint { id }");
        }
        await company.UntilAsync(0, Waiting);
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>($"SELECT count(*) FROM complaints.customer_updates WHERE concat(subject, body) LIKE '%{Secret}%'"));
        var texts = new List<object>();
        foreach (var reader in new[] { company.Customer, english, company.Neighbour })
            texts.Add((await company.Platform.DataAsync("{ customers { nodes { language updates(order: [{ at: ASC }], first: 50) { nodes { kind language status channel subject body contact { channel } complaint { status } } } } } }", reader)).GetProperty("customers").GetProperty("nodes")[0]);
        var text = Day().Replace(JsonSerializer.Serialize(texts, Readable), "2026-01-01");
        var known = new Dictionary<string, string>();
        text = Reference().Replace(text, m => known.TryGetValue(m.Value, out var number) ? number : known[m.Value] = $"C-2026-00000{known.Count + 1}");
        Repository.AssertGolden(Repository.Path("tests", "PropertyGraph.DatabaseTests", "Stories", "customer-updates.json"), text.ReplaceLineEndings("\n") + "\n");
    }

    [Fact]
    public async Task Without_consent_for_it_nothing_is_sent()
    {
        var silent = await RegisterAsync("zh-CN", ("EMAIL", "no@example.com", "SERVICE", false), ("EMAIL", "no@example.com", "MARKETING", true));
        await company.FileAsync(Agent, silent);
        await company.UntilAsync(1, "SELECT count(*) FROM complaints.customer_updates WHERE status = 'NO_CONSENT' AND channel IS NULL AND contact_id IS NULL");
        // The customer reads it in the portal, and consents there.
        var contacts = await company.Platform.DataAsync("{ customers { nodes { updates { nodes { subject status } } contacts(where: { purpose: { eq: SERVICE } }) { nodes { id } } } } }", silent);
        var customer = contacts.GetProperty("customers").GetProperty("nodes")[0];
        Assert.Single(customer.GetProperty("updates").GetProperty("nodes").EnumerateArray());
        await company.DoAsync("changeConsent", silent, new { contact = customer.GetProperty("contacts").GetProperty("nodes")[0].GetProperty("id").GetString(), consent = true }, "contact { id }");
        await company.FileAsync(Agent, silent);
        await company.UntilAsync(1, "SELECT count(*) FROM complaints.customer_updates WHERE status = 'READY' AND channel = 'EMAIL'");
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.events WHERE kind = 'READY' AND concat(data, before, after) ~ 'example'"));
    }

    [Fact]
    public async Task Those_whose_complaint_was_merged_hear_of_the_other_by_their_own_number_and_without_its_words()
    {
        var (first, second) = (await company.FileAsync(company.Customer), await company.FileAsync(company.Neighbour));
        await company.DoAsync("mergeComplaint", Agent, new { complaint = second, into = first, note = "Yours too" }, "complaint { id }");
        await company.DoAsync("acknowledgeComplaint", Agent, new { complaint = first, accountable = Company.IdOf(company[Position.Worker]), note = "Dear Mr Wang" }, "complaint { id }");
        await company.DoAsync("addNote", Agent, new { complaint = first, note = "For Mr Wang alone", visibility = "VISIBLE" }, "complaint { id }");
        await company.UntilAsync(0, Waiting);
        var heard = await company.Platform.DataAsync("{ customers { nodes { updates(order: [{ at: ASC }]) { nodes { kind subject body complaint { reference } } } complaints { nodes { reference } } } } }", company.Neighbour);
        var customer = heard.GetProperty("customers").GetProperty("nodes")[0];
        var updates = customer.GetProperty("updates").GetProperty("nodes");
        Assert.Equal(["FILED", "MERGED", "ACKNOWLEDGED"], updates.EnumerateArray().Select(u => u.GetProperty("kind").GetString()));
        Assert.DoesNotContain("Wang", updates.GetRawText());
        var own = customer.GetProperty("complaints").GetProperty("nodes")[0].GetProperty("reference").GetString()!;
        Assert.All(updates.EnumerateArray(), u => Assert.Contains(own, u.GetProperty("subject").GetString()));
        Assert.All(updates.EnumerateArray(), u => Assert.Equal(own, u.GetProperty("complaint").GetProperty("reference").GetString()));
    }

    [Fact]
    public async Task What_customers_are_written_is_configuration()
    {
        var director = company[Position.Director];
        foreach (var wrong in new object[]
        {
            new { kind = "FILED", language = "zh-CN", subject = "s", body = "b" }, new { kind = "FILED", language = "zh", subject = "s {name}", body = "b" },
            new { kind = "FILED", language = "zh", subject = "two\nlines", body = "b" }, new { kind = "FILED", language = "zh", subject = "s", body = " " },
        })
            Assert.Equal(["ValidationError"], await company.RefusedAsync("setMessageTemplate", director, wrong));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("setMessageTemplate", Agent, new { kind = "FILED", language = "zh", subject = "s", body = "b" }));

        await company.FileAsync(Agent, company.Customer);
        await company.UntilAsync(1, "SELECT count(*) FROM complaints.customer_updates");
        var set = await company.DoAsync("setMessageTemplate", director, new { kind = "FILED", language = "zh", subject = "收到 {reference}", body = "{title}\n{note}\n谢谢。" }, "messageTemplate { version }");
        Assert.Equal(2, set.GetProperty("messageTemplate").GetProperty("version").GetInt32());
        await company.FileAsync(Agent, company.Customer);
        await company.UntilAsync(2, "SELECT count(*) FROM complaints.customer_updates");
        var updates = await company.Platform.DataAsync("{ customerUpdates(order: [{ at: ASC }]) { nodes { body template { version validTo } } } }", Agent);
        var nodes = updates.GetProperty("customerUpdates").GetProperty("nodes");
        Assert.Equal((1, 2), (nodes[0].GetProperty("template").GetProperty("version").GetInt32(), nodes[1].GetProperty("template").GetProperty("version").GetInt32()));
        Assert.Equal($"Lift {Company.Private}\n谢谢。", nodes[1].GetProperty("body").GetString());
        await company.AssertLoggedAsync("MessageTemplate.SET", "CustomerUpdate.READY");
    }

    [Fact]
    public async Task One_text_goes_to_everybody_whom_an_incident_hits_once()
    {
        var english = await RegisterAsync("en", ("EMAIL", "ann@example.com", "SERVICE", true));
        await company.DoAsync("moveIn", Agent, new { customer = Company.IdOf(company.Neighbour), unit = company.Unit, role = "TENANT", from = "2020-01-01" }, "occupancy { id }");
        await company.DoAsync("moveIn", Agent, new { customer = Company.IdOf(company.Customer), unit = company.Unit, role = "OWNER", from = "2020-01-01" }, "occupancy { id }");
        await company.DoAsync("moveIn", Agent, new { customer = Company.IdOf(english), unit = company.Unit, role = "USER", from = "2010-01-01" }, "occupancy { id }");
        await company.Platform.ExecuteAsync($"UPDATE customers.occupancies SET \"to\" = '2020-12-31' WHERE customer_id = '{english.Id}'");
        Assert.Equal(["ValidationError"], await company.RefusedAsync("openIncident", Agent, new { title = "T", units = new[] { Schema.GlobalId.Encode("Unit", Guid.CreateVersion7()) } }));
        var opened = await company.DoAsync("openIncident", Agent, new { title = "Burst main", property = company.Property, units = new[] { company.Unit, company.Unit } }, "incident { id units { totalCount } }");
        var incident = Company.Id(opened, "incident");
        Assert.Equal(1, opened.GetProperty("incident").GetProperty("units").GetProperty("totalCount").GetInt32());
        foreach (var filer in new[] { company.Customer, english })
            await company.DoAsync("joinIncident", Agent, new { complaint = await company.FileAsync(filer), incident }, "complaint { incident { id } }");
        await company.DoAsync("tellIncident", Agent, new { incident, text = "Water is off until noon.", textZh = "中午前停水。" }, "incident { id }");
        await company.UntilAsync(3, "SELECT count(*) FROM complaints.customer_updates WHERE kind = 'INCIDENT_NOTICE'");
        await company.UntilAsync(0, Waiting);
        var told = await company.Platform.DataAsync("query($id: ID!) { incident(id: $id) { complaints { totalCount } notices { totalCount } updates { totalCount } } }", Agent, new { id = incident });
        Assert.Contains("中午前停水。", (await company.Platform.DataAsync("{ customers { nodes { updates { nodes { body incident: kind } } } } }", company.Neighbour)).GetRawText());
        Assert.Equal(3, told.GetProperty("incident").GetProperty("updates").GetProperty("totalCount").GetInt32());
        var heard = await company.Platform.DataAsync("{ customerUpdates(where: { kind: { eq: INCIDENT_NOTICE } }) { nodes { body customer { id } } } }", Agent);
        Assert.Contains(heard.GetProperty("customerUpdates").GetProperty("nodes").EnumerateArray(), u => u.GetProperty("customer").GetProperty("id").GetString() == Company.IdOf(english) && u.GetProperty("body").GetString() == "Water is off until noon.");

        await company.DoAsync("endIncident", Agent, new { incident }, "incident { endedAt }");
        Assert.Equal(["ValidationError"], await company.RefusedAsync("joinIncident", Agent, new { complaint = await company.FileAsync(), incident }));
        // Who lives there no more sees nothing of it.
        Assert.Equal("""{"nodes":[]}""", (await company.Platform.DataAsync("{ incidents { nodes { id } } }", english)).GetProperty("incidents").GetRawText());
        await company.AssertLoggedAsync("Incident.OPENED", "Incident.TOLD", "Incident.ENDED", "Complaint.INCIDENT_JOINED");
    }

    [Fact]
    public async Task What_an_import_tells_of_is_written_to_nobody_and_a_refused_step_neither()
    {
        var complaint = await company.FileAsync(Agent, company.Customer);
        await company.UntilAsync(1, "SELECT count(*) FROM complaints.customer_updates");
        Assert.Equal(["StepNotAllowed"], await company.RefusedAsync("resolveComplaint", Agent, new { complaint, resolution = "x" }));
        var folder = Directory.CreateTempSubdirectory("propertygraph-import-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "complaints.csv"), "reference,title,description,channel,filed_at\nC-2020-000001,Old,Old,HOTLINE,2020-01-01T00:00:00Z\n");
        await company.Platform.Get<Imports.Importer>().ImportAsync(folder, null, rejected => Assert.Fail(rejected.ToString()), CancellationToken.None);
        Directory.Delete(folder, recursive: true);
        await company.UntilAsync(0, Waiting);
        Assert.Equal(2L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaints"));
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.customer_updates"));
    }

    /// <summary>A module that sends: it learns of each message once, reads text and address, and tells what became of it.</summary>
    [Fact]
    public async Task A_module_that_sends_gets_each_message_once()
    {
        await using var platform = await ModulesPlatform.StartAsync(background: true, more: new SmsModule());
        var customer = (await platform.DataAsync("""mutation { registerCustomer(input: { kind: PERSON, name: "Ann", language: "en", contacts: [{ channel: EMAIL, value: "ann@example.com", consent: true }] }) { customer { id } } }""", Actor.System)).GetProperty("registerCustomer").GetProperty("customer").GetProperty("id").GetString();
        await platform.DataAsync("""mutation($customer: ID!) { fileComplaint(input: { title: "Dark stairs", description: "D", customer: $customer }) { complaint { id } } }""", Actor.System, new { customer });
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (SmsModule.Sent.IsEmpty) await Task.Delay(20, limit.Token);
        var (address, body) = Assert.Single(SmsModule.Sent);
        Assert.Equal("ann@example.com", address);
        Assert.Contains("Dark stairs", body);

        var id = (await platform.DataAsync("{ customerUpdates { nodes { id } } }", Actor.System)).GetProperty("customerUpdates").GetProperty("nodes")[0].GetProperty("id").GetString();
        async Task<string> ReportAsync(bool delivered, string? trouble) => (await platform.DataAsync(
            "mutation($input: ReportDeliveryInput!) { reportDelivery(input: $input) { customerUpdate { status trouble } errors { __typename } } }", Actor.System, new { input = new { customerUpdate = id, delivered, trouble } })).GetProperty("reportDelivery").GetRawText();
        Assert.Contains("ValidationError", await ReportAsync(false, null));
        Assert.Contains("\"FAILED\"", await ReportAsync(false, "No such mailbox"));
        Assert.Contains("\"DELIVERED\"", await ReportAsync(true, null));
        Assert.Contains("StepNotAllowed", await ReportAsync(false, "Too late"));
    }

    private async Task<Actor> RegisterAsync(string language, params (string Channel, string Value, string Purpose, bool Consent)[] contacts) => Actor.Customer(Company.Key(Company.Id(await company.DoAsync(
        "registerCustomer", Agent, new { kind = "PERSON", name = "Ann", language, contacts = contacts.Select(c => new { channel = c.Channel, value = c.Value, purpose = c.Purpose, consent = c.Consent }) }, "customer { id }"), "customer")));

    [GeneratedRegex(@"C-\d{4}-\d{6}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}")]
    private static partial Regex Day();

    private sealed class SmsModule : IModule
    {
        public static System.Collections.Concurrent.ConcurrentBag<(string Address, string Body)> Sent { get; } = [];

        public string Name => "sms";

        public IReadOnlyList<string> DependsOn => ["complaints"];

        public void Configure(ModuleBuilder module) => module.On<CustomerUpdateReady>("send", Send);

        private static async Task<Reaction> Send(CustomerUpdateReady ready, IGraph graph, CancellationToken cancel)
        {
            var data = await graph.AsSystem.QueryAsync("query($id: ID!) { customerUpdate(id: $id) { body contact { value } } }", new { id = graph.GlobalId("CustomerUpdate", ready.Update) }, cancel);
            var update = data.GetProperty("customerUpdate");
            Sent.Add((update.GetProperty("contact").GetProperty("value").GetString()!, update.GetProperty("body").GetString()!));
            return Reaction.None;
        }
    }
}
