using System.IO.Compression;
using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Events;
using PropertyGraph.Files;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>What is kept about a person: read as a file, erased as the preview says, until nothing of it is left anywhere.</summary>
public sealed class CustomerErasureTests : IAsyncLifetime
{
    private const string Name = "Zhang Weiming 张伟明", Street = "Lane 77 Door 3", Words = "Purple Elephant";
    /// <summary>All that is personal here, as a regular expression.</summary>
    private const string Personal = "Zhang|张伟明|13800138555|Lane 77|Elephant|zhang@mail|zhang-signs-in";

    private readonly SettableTime time = new();
    private Company company = null!;
    private Guid key;

    public async Task InitializeAsync()
    {
        company = await Company.OpenAsync(time: time, more: Gifts.Module);
        var contacts = new[] { ("PHONE", "138 0013 8555"), ("EMAIL", "zhang@mail.example"), ("POST", Street) }.Select(c => new { channel = c.Item1, value = c.Item2, purpose = "SERVICE", consent = true });
        key = Company.Key(Company.Id(await company.DoAsync("registerCustomer", company[Position.Agent], new { kind = "PERSON", name = Name, contacts, number = "C-ZW" }, "customer { id }"), "customer"));
    }

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Director => company[Position.Director];
    private Actor Zhang => Actor.Customer(key);
    private string Id => Company.IdOf(Zhang);

    [Fact]
    public async Task Erasing_does_what_the_preview_said_and_leaves_nothing_personal_anywhere()
    {
        await LiveAsync();
        var before = await DumpAsync();
        Assert.Contains("customers.contacts", before);
        Assert.Contains("complaints.complaints", before);
        Assert.Contains("gifts.gifts", before);
        Assert.Contains("propertygraph.principals", before);
        var attachment = await company.Platform.ScalarAsync<Guid>("SELECT id FROM complaints.complaint_attachments");
        Assert.NotNull(company.Platform.Get<FileStore>().Find(attachment));
        var sums = await SumsAsync();
        var (version, records) = await PreviewAsync();
        const string Expected =
            """
            Charge 0 0 1 2036-12-31 Books and vouchers are kept for ten years.
            Complaint 0 1 0
            ComplaintAttachment 1 0 0
            ComplaintEvent 0 6 0
            Contact 3 0 0
            Credit 0 0 1 2036-12-31 Books and vouchers are kept for ten years.
            Customer 0 2 0
            CustomerExport 1 0 0
            Gift 0 1 0
            HandOver 0 1 0
            Interaction 1 0 0
            Occupancy 0 1 0
            Payment 0 0 1 2036-12-31 Books and vouchers are kept for ten years.
            Preference 1 0 0
            Responsibility 0 1 0
            """;
        Assert.True(Expected == records, records);

        var payload = await company.DoAsync("eraseCustomer", Director, new { customer = Id, reason = "REQUEST", version }, "erasure { removed stripped kept keptUntil doneAt reason by { position } customer { number name erasedAt erasures { totalCount } } }");
        var erasure = payload.GetProperty("erasure");
        Assert.Equal("7 13 3 2036-12-31 ", string.Join(' ', new[] { "removed", "stripped", "kept", "keptUntil", "doneAt" }.Select(f => erasure.GetProperty(f).ToString())));
        Assert.Equal(("C-ZW", "—"), (erasure.GetProperty("customer").GetProperty("number").GetString(), erasure.GetProperty("customer").GetProperty("name").GetString()));

        Assert.Equal("", await DumpAsync());
        Assert.Null(company.Platform.Get<FileStore>().Find(attachment));
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.files"));
        Assert.Empty(Directory.EnumerateFiles(company.Platform.Get<FileSettings>().Folder, "*", SearchOption.AllDirectories));
        Assert.Equal(sums, await SumsAsync());
        // What was changed is still known, and what it was not; nobody signs in, and nobody finds the person.
        var history = await company.Platform.DataAsync("query($id: ID!) { customer(id: $id) { changes(where: { type: { eq: \"Contact\" }, field: { eq: \"Value\" } }) { totalCount nodes { after } } } }", Director, new { id = Id });
        Assert.Equal("""{"customer":{"changes":{"totalCount":3,"nodes":[{"after":null},{"after":null},{"after":null}]}}}""", Compact(history));
        Assert.Null(await company.Platform.Get<People>().OfSubjectAsync("zhang-signs-in", CancellationToken.None));
        Assert.Null(await company.Platform.Get<People>().ResolveAsync(Audience.Customer, key, CancellationToken.None));
        Assert.Equal("""{"customers":{"totalCount":2},"search":{"totalCount":0}}""", Compact(await company.Platform.DataAsync("{ customers { totalCount } search(text: \"Elephant\") { totalCount } }", Director)));
        Assert.Equal(["NotFound"], await company.RefusedAsync("addContact", Director, new { customer = Id, channel = "POST", value = "x" }));
        Assert.Equal(["NotFound"], await company.RefusedAsync("eraseCustomer", Director, new { customer = Id, reason = "REQUEST", version }));
        // The neighbour is as before.
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>($"SELECT count(*) FROM customers.customers WHERE name = 'Neighbour'"));
        await company.AssertLoggedAsync("Erasure.DONE");
    }

    [Fact]
    public async Task What_goes_on_with_the_customer_stands_in_the_way()
    {
        var complaint = await company.FileAsync(customer: Zhang);
        var charge = await company.ChargeAsync(Zhang, 100);
        await company.DoAsync("openFeeDispute", company[Position.Manager], new { complaint, reason = "Cold", charges = new[] { new { charge, amount = 20 } } }, "feeDispute { id }");
        await company.DoAsync("moveIn", company[Position.Agent], new { customer = Id, unit = company.Unit, role = "TENANT", from = "2026-01-01" }, "occupancy { id }");
        var reference = await company.Platform.ScalarAsync<string>("SELECT reference FROM complaints.complaints");
        var refused = await company.TryAsync("eraseCustomer", Director, new { customer = Id, reason = "REQUEST", version = (await PreviewAsync()).Version }, "erasure { id } errors2: errors { ... on StillNeeded { obstacles } }");
        Assert.Equal(
            ["100.00 CNY is owed.", "Unit 101 in building B1 of property P1 is occupied.", $"Complaint {reference} is open.", $"A fee dispute of complaint {reference} is open."],
            refused.GetProperty("errors2")[0].GetProperty("obstacles").EnumerateArray().Select(o => o.GetString()));
        Assert.Contains("customers.contacts", await DumpAsync());
    }

    [Fact]
    public async Task A_preview_that_is_out_of_date_erases_nothing()
    {
        var (version, _) = await PreviewAsync();
        await company.DoAsync("setPreference", Zhang, new { customer = Id, topic = "ACCESS", text = Words }, "customer { id }");
        Assert.Equal(["Conflict"], await company.RefusedAsync("eraseCustomer", Director, new { customer = Id, reason = "REQUEST", version }));
        (version, _) = await PreviewAsync();
        await company.DoAsync("setRetentionRule", Director, new { type = "Charge", years = 3, ground = "Law" }, "retentionRule { version }");
        Assert.Equal(["Conflict"], await company.RefusedAsync("eraseCustomer", Director, new { customer = Id, reason = "REQUEST", version }));
        foreach (var actor in new[] { Zhang, company.Partner, Actor.Anonymous, company[Position.Manager], company[Position.Agent] })
            Assert.Equal(["NotAllowed"], await company.RefusedAsync("eraseCustomer", actor, new { customer = Id, reason = "REQUEST", version }));
        Assert.Equal("""{"customer":{"erasurePreview":null}}""", Compact(await company.Platform.DataAsync("query($id: ID!) { customer(id: $id) { erasurePreview { version } } }", company[Position.Manager], new { id = Id })));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("setRetentionRule", Director, new { type = "Complaint", years = 3, ground = "Law" }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("setRetentionRule", Director, new { type = "Charge", years = 101, ground = "Law" }));
    }

    [Fact]
    public async Task What_the_law_kept_goes_when_its_time_has_come_by_the_rules_of_then()
    {
        await company.DoAsync("setRetentionRule", Director, new { type = "Charge", years = 2, ground = "Law" }, "retentionRule { version }");
        await LiveAsync();
        await company.DoAsync("eraseCustomer", Director, new { customer = Id, reason = "REQUEST", version = (await PreviewAsync()).Version }, "erasure { id }");
        await company.DoAsync("setRetentionRule", Director, new { type = "Charge", years = 50, ground = "A later law" }, "retentionRule { version }");
        await company.Platform.StartBackgroundAsync();
        // A complaint that was filed in the very moment goes the same way.
        await company.Platform.ExecuteAsync($"INSERT INTO customers.contacts (id, customer_id, channel, value, purpose, consent) VALUES (gen_random_uuid(), '{key}', 'POST', '{Street}', 'SERVICE', true)");
        time.Forward(TimeSpan.FromMinutes(2));
        await company.UntilAsync(0, "SELECT count(*) FROM customers.contacts WHERE customer_id NOT IN (SELECT id FROM customers.customers WHERE erased_at IS NULL)");
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM customers.charges"));
        time.Forward(TimeSpan.FromDays(366 + 366 + 366));
        await company.UntilAsync(1, "SELECT count(*) FROM customers.erasures WHERE done_at IS NOT NULL");
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT (SELECT count(*) FROM customers.charges) + (SELECT count(*) FROM customers.payments) + (SELECT count(*) FROM customers.credits) + (SELECT count(*) FROM complaints.disputed_charges)"));
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.timers WHERE kind = 'finishErasure'"));
    }

    [Fact]
    public async Task Who_was_merged_into_a_customer_is_erased_with_it()
    {
        await company.DoAsync("mergeCustomers", Director, new { customer = Company.IdOf(company.Neighbour), duplicate = Id, note = Words }, "customer { id }");
        var neighbour = Company.IdOf(company.Neighbour);
        var (version, _) = await PreviewAsync(neighbour);
        await company.DoAsync("eraseCustomer", Director, new { customer = neighbour, reason = "REQUEST", version }, "erasure { id }");
        Assert.Equal("", await DumpAsync());
    }

    [Fact]
    public async Task A_file_has_all_that_the_reader_may_see_of_the_person_and_nothing_of_others()
    {
        await LiveAsync();
        await company.FileAsync(company.Neighbour);
        var full = await ExportAsync(Director);
        var own = await ExportAsync(Zhang);
        Assert.Equal(
            ["exportedAt", "Customer", "Occupancy", "Contact", "Interaction", "Charge", "Payment", "Credit", "Preference", "hiddenCustomerExport", "Complaint", "ComplaintEvent", "ComplaintAttachment", "Responsibility", "HandOver", "Gift"],
            full.EnumerateObject().Select(p => p.Name));
        Assert.Equal("true", full.GetProperty("Interaction")[0].GetProperty("isConflict").GetRawText());
        Assert.Contains($"{Words} inside", full.GetRawText(), StringComparison.Ordinal);
        // Residents see neither internal notes nor what is for staff.
        Assert.False(own.GetProperty("Interaction")[0].TryGetProperty("isConflict", out _));
        Assert.DoesNotContain("inside", own.GetRawText(), StringComparison.Ordinal);
        Assert.Contains(Name, own.GetRawText(), StringComparison.Ordinal);
        foreach (var file in new[] { full, own })
        {
            Assert.DoesNotContain("Neighbour", file.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(Company.Private, file.GetRawText(), StringComparison.Ordinal);
        }
        // Nobody gets another's file, and a second one replaces the first.
        Assert.Equal("""{"customer":{"exports":{"totalCount":1}}}""", Compact(await company.Platform.DataAsync("query($id: ID!) { customer(id: $id) { exports { totalCount } } }", Zhang, new { id = Id })));
        Assert.Equal("""{"customer":{"exports":{"totalCount":0}}}""", Compact(await company.Platform.DataAsync("query($id: ID!) { customer(id: $id) { exports { totalCount } } }", company[Position.Administrator], new { id = Id })));
        Assert.Equal(["NotFound"], await company.RefusedAsync("exportCustomer", Zhang, new { customer = Company.IdOf(company.Neighbour) }));
        foreach (var actor in new[] { company.Partner, Actor.Anonymous, company[Position.Manager], company[Position.Agent] }) Assert.Equal(["NotAllowed"], await company.RefusedAsync("exportCustomer", actor, new { customer = Id }));
        await ExportAsync(Zhang);
        Assert.Equal(2L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM customers.customer_exports"));
        await company.Platform.StartBackgroundAsync();
        time.Forward(TimeSpan.FromDays(8));
        await company.UntilAsync(0, "SELECT count(*) FROM customers.customer_exports");
        await company.AssertLoggedAsync("CustomerExport.MADE");
    }

    [Fact]
    public async Task Who_changed_which_field_from_what_to_what()
    {
        var contact = Company.Id(await company.DoAsync("addContact", Zhang, new { customer = Id, channel = "APP", value = "zhang", consent = false }, "contact { id }"), "contact");
        await company.DoAsync("changeConsent", company[Position.Agent], new { contact, consent = true }, "contact { id }");
        await company.DoAsync("designateKeyAccount", Director, new { customer = Id, tier = "GOLD", accountManager = Company.IdOf(company[Position.Leader]) }, "customer { id }");
        const string Query =
            """
            query($id: ID!, $after: String) {
              customer(id: $id) {
                changes(first: 2, after: $after, where: { or: [{ field: { in: ["Consent", "KeyAccountTier"] } }, { field: { eq: "Value" }, command: { eq: "addContact" } }] }) {
                  nodes { type field before after command operation actorKind by { position } } pageInfo { endCursor hasNextPage }
                }
              }
            }
            """;
        var seen = new List<string>();
        for (string? after = null; seen.Count == 0 || after is not null;)
        {
            var page = (await company.Platform.DataAsync(Query, company[Position.Agent], new { id = Id, after })).GetProperty("customer").GetProperty("changes");
            seen.AddRange(page.GetProperty("nodes").EnumerateArray().Select(n => string.Join(' ', n.EnumerateObject().Select(v => v.Value.ValueKind == JsonValueKind.Object ? v.Value.GetProperty("position").GetString() : v.Value.ValueKind == JsonValueKind.Null ? "-" : v.Value.ToString()))));
            after = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean() ? page.GetProperty("pageInfo").GetProperty("endCursor").GetString() : null;
        }
        Assert.Equal("Customer KeyAccountTier - GOLD designateKeyAccount UPDATE STAFF DIRECTOR", seen[0]);
        Assert.Contains("Contact Consent false true changeConsent UPDATE STAFF AGENT", seen);
        Assert.Contains("Contact Value - zhang addContact INSERT CUSTOMER -", seen);
        foreach (var actor in new[] { Zhang, company.Partner }) Assert.True((await company.Platform.AskAsync("{ customers { nodes { changes { totalCount } } } }", actor)).TryGetProperty("errors", out _));
    }

    /// <summary>What a customer leaves behind in every module; all of it is over.</summary>
    private async Task LiveAsync()
    {
        await company.Platform.Get<People>().GrantAsync("zhang-signs-in", Audience.Customer, key, CancellationToken.None);
        var signedIn = Actor.Customer(key, "zhang-signs-in");
        await company.DoAsync("setPreference", signedIn, new { customer = Id, topic = "ACCESS", text = Words, idempotencyKey = "k" }, "customer { id }");
        await company.DoAsync("recordInteraction", company[Position.Agent], new { customer = Id, channel = "PHONE", direction = "INBOUND", summary = Words, isConflict = true }, "interaction { id }");
        await company.DoAsync("moveIn", company[Position.Agent], new { customer = Id, unit = company.Unit, role = "TENANT", from = "2024-01-01", to = "2025-12-31" }, "occupancy { id }");
        var complaint = Company.Id(await company.DoAsync("fileComplaint", company[Position.Agent], new { title = $"{Words} title", description = $"{Words} at {Street}", customer = Id }, "complaint { id }"), "complaint");
        await company.DoAsync("attachToComplaint", signedIn, new { complaint, file = (object?)null }, "complaintAttachment { id }", [new("variables.input.file", await company.Platform.ReceiveAsync("Zhang.png"))]);
        await company.DoAsync("addNote", company[Position.Agent], new { complaint, note = $"{Words} inside", visibility = "INTERNAL" }, "complaint { id }");
        await company.DoAsync("acknowledgeComplaint", company[Position.Manager], new { complaint, accountable = Company.IdOf(company[Position.Worker]), note = Words }, "complaint { id }");
        await company.DoAsync("assignComplaint", company[Position.Manager], new { complaint, reason = Words }, "complaint { id }");
        await company.DoAsync("resolveComplaint", company[Position.Manager], new { complaint, resolution = Words }, "complaint { id }");
        await company.DoAsync("closeComplaint", company[Position.Manager], new { complaint, note = Words }, "complaint { id }");
        var charge = await company.ChargeAsync(Zhang, 100);
        await company.DoAsync("creditCharge", company[Position.Manager], new { charge, amount = 30, reason = Words }, "credit { id }");
        await company.DoAsync("recordPayment", company[Position.Manager], new { charge, amount = 70, method = "BANK_TRANSFER", reference = "Zhang rent" }, "payment { id }");
        await company.DoAsync("exportCustomer", signedIn, new { customer = Id }, "customerExport { id }");
        await company.Platform.ExecuteAsync($"INSERT INTO gifts.gifts (id, customer_id, wish) VALUES (gen_random_uuid(), '{key}', '{Words}')");
        await company.DoAsync("mergeCustomers", Director, new { customer = Id, duplicate = await TwinAsync(), note = Words }, "customer { id }");
    }

    private async Task<string> TwinAsync() => Company.Id(await company.DoAsync("registerCustomer", company[Position.Agent], new { kind = "PERSON", name = $"{Name} again" }, "customer { id }"), "customer");

    /// <summary>Version and records of the preview: type, removed, stripped, kept, until when and why.</summary>
    private async Task<(string Version, string Records)> PreviewAsync(string? customer = null)
    {
        var preview = (await company.Platform.DataAsync(
            "query($id: ID!) { customer(id: $id) { erasurePreview { version records(first: 50) { nodes { type removed stripped kept keptUntil ground } } } } }", Director, new { id = customer ?? Id }))
            .GetProperty("customer").GetProperty("erasurePreview");
        return (preview.GetProperty("version").GetString()!, string.Join('\n', preview.GetProperty("records").GetProperty("nodes").EnumerateArray()
            .Select(r => string.Join(' ', r.EnumerateObject().Select(f => f.Value.ToString())).TrimEnd())));
    }

    private async Task<JsonElement> ExportAsync(Actor actor)
    {
        await company.DoAsync("exportCustomer", actor, new { customer = Id }, "customerExport { url byteSize sha256 expiresAt }");
        var by = actor.Audience == Audience.Staff ? $"= '{actor.Id}'" : "IS NULL";
        var file = company.Platform.Get<FileStore>().Find(await company.Platform.ScalarAsync<Guid>($"SELECT file_id FROM customers.customer_exports WHERE by_id {by}"))!;
        await using var archive = await ZipFile.OpenReadAsync(file.FullName);
        await using var data = await archive.GetEntry("data.json")!.OpenAsync();
        return await JsonSerializer.DeserializeAsync<JsonElement>(data);
    }

    /// <summary>Tables of all schemas in which something personal is, in any column of whatever type.</summary>
    private async Task<string> DumpAsync()
    {
        var sql = await company.Platform.ScalarAsync<string>(
            $"""
            SELECT string_agg(format('SELECT %L AS place WHERE EXISTS (SELECT 1 FROM %I.%I AS t WHERE t::text ~* %L)', table_schema || '.' || table_name, table_schema, table_name, '{Personal}'), ' UNION ALL ')
            FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
            """);
        return await company.Platform.ScalarAsync<string>($"SELECT coalesce(string_agg(place, ' ' ORDER BY place), '') FROM ({sql}) AS d");
    }

    private Task<string> SumsAsync() => company.Platform.ScalarAsync<string>(
        "SELECT (SELECT sum(amount) || ' ' || sum(paid) || ' ' || sum(credited) FROM customers.charges) || ' ' || (SELECT sum(amount) FROM customers.payments) || ' ' || (SELECT sum(amount) FROM customers.credits)");

    private static string Compact(JsonElement json) => JsonSerializer.Serialize(json, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
