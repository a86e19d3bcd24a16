using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R7, R47: what a complaint is can turn out later, and category and severity decide what follows.</summary>
public sealed class TriageStoryTests : IAsyncLifetime
{
    private const string Sorted = "complaint { severity status category { code } department { code } dueAt filedAt serviceLevel { severity } procedure { severity } missingSteps }";

    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(isStrict: true);

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Agent => company[Position.Agent];
    private Actor Manager => company[Position.Manager];

    [Fact]
    public async Task A_complaint_that_turns_out_grave_follows_what_is_grave_from_then_on()
    {
        var category = Company.Id(await company.DoAsync("setCategory", Manager, new { code = "FLOOD", name = "Flood", nameZh = "水淹", defaultSeverity = "MAJOR" }, "category { id }"), "category");
        var complaint = await company.FileAsync(customer: company.Customer);
        await company.StepsAsync(complaint, "acknowledge", "assign");
        Assert.Equal(["ValidationError"], await company.RefusedAsync("triageComplaint", Agent, new { complaint, severity = "GENERAL", reason = "As before." }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("triageComplaint", Agent, new { complaint, severity = "MAJOR", reason = " " }));
        Assert.Equal(["NotFound"], await company.RefusedAsync("triageComplaint", Agent, new { complaint, category = GlobalId.Encode("Category", Guid.NewGuid()), reason = "No such." }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("triageComplaint", company.Customer, new { complaint, severity = "MAJOR", reason = "Mine." }));

        var major = (await company.DoAsync("triageComplaint", Agent, new { complaint, category, severity = "MAJOR", reason = Company.Private }, Sorted)).GetProperty("complaint");
        Assert.Equal(("MAJOR", "MAJOR", "MAJOR", "FLOOD", "IN_PROGRESS", "SERVICE_CENTRE"),
            (Text(major, "severity"), Text(major.GetProperty("serviceLevel"), "severity"), Text(major.GetProperty("procedure"), "severity"), Text(major.GetProperty("category"), "code"), Text(major, "status"), Text(major.GetProperty("department"), "code")));
        Assert.Contains("SITE_INVESTIGATION", major.GetProperty("missingSteps").EnumerateArray().Select(s => s.GetString()));
        var hours = await company.Platform.ScalarAsync<int>("SELECT resolve_within_hours FROM complaints.service_levels WHERE severity = 'MAJOR' AND category_id IS NULL AND NOT for_key_accounts");
        Assert.Equal(TimeSpan.FromHours(hours), major.GetProperty("dueAt").GetDateTimeOffset() - major.GetProperty("filedAt").GetDateTimeOffset());

        // Staff read why, in the timeline; the customer learns the severity alone.
        const string Timeline = "query($id: ID!) { complaint(id: $id) { severity events(last: 1) { nodes { kind note } } } }";
        Assert.Contains(Company.Private, (await company.Platform.DataAsync(Timeline, Agent, new { id = complaint })).GetRawText());
        Assert.Equal("""{"complaint":{"severity":"MAJOR","events":{"nodes":[{"kind":"ASSIGNED","note":null}]}}}""", (await company.Platform.DataAsync(Timeline, company.Customer, new { id = complaint })).GetRawText());
        await company.AssertLoggedAsync("Complaint.TRIAGED", "Category.SET");

        await company.DoAsync("withdrawComplaint", Agent, new { complaint }, "complaint { id }");
        Assert.Equal(["StepNotAllowed"], await company.RefusedAsync("triageComplaint", Agent, new { complaint, severity = "GENERAL", reason = "After all." }));
    }

    [Fact]
    public async Task Many_are_sorted_in_held_merged_and_withdrawn_at_once()
    {
        var (one, two, rest) = (await company.FileAsync(), await company.FileAsync(), await company.FileAsync());
        await company.StepsAsync(one, "acknowledge");
        Assert.Equal("2/0", await RunAsync("triageComplaints", new { complaints = new[] { one, two }, severity = "MAJOR", reason = "Water." }));
        // What nobody acknowledged can't rest.
        Assert.Equal("1/1 STEP-NOT-ALLOWED", await RunAsync("holdComplaints", new { complaints = new[] { one, two }, reason = "A part is missing." }));
        Assert.Equal("2/1 VALIDATION", await RunAsync("mergeComplaints", new { complaints = new[] { one, rest, two }, into = rest }));
        Assert.Equal("1/1 STEP-NOT-ALLOWED", await RunAsync("withdrawComplaints", new { complaints = new[] { rest, one } }));
        Assert.Equal(
            "MERGED MERGED WITHDRAWN", string.Join(' ', (await company.Platform.DataAsync("{ complaints(order: [{ filedAt: ASC }]) { nodes { status } } }", Agent)).GetProperty("complaints").GetProperty("nodes").EnumerateArray().Select(c => Text(c, "status"))));
    }

    /// <summary>What was done under the lighter procedure counts under the graver one, and what it demands besides has to come; a reopened complaint begins anew.</summary>
    [Fact]
    public async Task What_was_done_stays_done_and_times_count_from_the_beginning()
    {
        var complaint = await company.FileAsync();
        await company.StepsAsync(complaint, "acknowledge", "assign");
        await company.DoAsync("recordInvestigation", Agent, new { complaint, kind = "CAUSE", findings = Company.Private }, "complaint { id }");
        await company.StepAsync(complaint, "hold");
        await company.Platform.ExecuteAsync("UPDATE complaints.complaints SET filed_at = filed_at - interval '90 days'");
        var major = (await company.DoAsync("triageComplaint", Agent, new { complaint, severity = "MAJOR", reason = "Grave." }, "complaint { status isOverdue doneSteps missingSteps procedure { version } }")).GetProperty("complaint");
        Assert.Equal(
            """{"status":"ON_HOLD","isOverdue":true,"doneSteps":["CAUSE_ANALYSIS"],"missingSteps":["SITE_INVESTIGATION","EMERGENCY_MEASURE","ACTUAL_COSTS","IMPROVEMENT_PLANNED"],"procedure":{"version":1}}""", major.GetRawText());
        // A later version is for what begins later.
        await company.DoAsync("setProcedure", company[Position.Director], new { severity = "GENERAL", beforeResolving = Array.Empty<string>() }, "procedure { version }");
        var general = (await company.DoAsync("triageComplaint", Agent, new { complaint, severity = "GENERAL", reason = "Not so grave." }, "complaint { missingSteps procedure { version } }")).GetProperty("complaint");
        Assert.Equal("""{"missingSteps":["JOINT_DECISION"],"procedure":{"version":1}}""", general.GetRawText());
    }

    /// <summary>R47: urgency is recorded beside severity and changes nothing else.</summary>
    [Fact]
    public async Task Urgency_is_staff_s_judgement_and_decides_neither_procedure_nor_deadline()
    {
        foreach (var persona in new[] { company.Customer, company.Partner, Actor.Anonymous })
            Assert.Equal(["ValidationError"], await company.RefusedAsync("fileComplaint", persona, new { title = "T", description = "D", urgency = "IMMEDIATE" }));
        var (first, second, third) = (await company.FileAsync(customer: company.Customer), await company.FileAsync(), await company.FileAsync());
        Assert.Equal(JsonValueKind.Null, (await ReadAsync(first)).GetProperty("urgency").ValueKind);
        await company.DoAsync("acknowledgeComplaint", Agent, new { complaint = first, accountable = Company.IdOf(company[Position.Worker]), urgency = "POSTPONABLE" }, "complaint { id }");
        var before = await ReadAsync(first);
        await company.DoAsync("triageComplaint", Agent, new { complaint = first, urgency = "IMMEDIATE", reason = "A child is in the lift." }, "complaint { id }");
        var after = await ReadAsync(first);
        Assert.Equal(("POSTPONABLE", "IMMEDIATE"), (Text(before, "urgency"), Text(after, "urgency")));
        Assert.Equal(before.GetProperty("rest").GetRawText(), after.GetProperty("rest").GetRawText());
        Assert.Equal(["ValidationError"], await company.RefusedAsync("triageComplaint", Agent, new { complaint = first, urgency = "IMMEDIATE", reason = "Again." }));

        Assert.Equal("2/0", await RunAsync("triageComplaints", new { complaints = new[] { second, third }, urgency = "NORMAL", reason = "In its turn." }));
        await company.DoAsync("fileComplaint", Agent, new { title = "T", description = "D", urgency = "POSTPONABLE" }, "complaint { id }");
        const string List = "{ complaints(order: [{ urgency: ASC }], where: { urgency: { neq: POSTPONABLE } }) { nodes { urgency } groups(by: [{ urgency: true }], order: [{ key: { urgency: ASC } }]) { key { urgency } aggregate { count } } } }";
        Assert.Equal(
            """{"nodes":[{"urgency":"IMMEDIATE"},{"urgency":"NORMAL"},{"urgency":"NORMAL"}],"groups":[{"key":{"urgency":"IMMEDIATE"},"aggregate":{"count":1}},{"key":{"urgency":"NORMAL"},"aggregate":{"count":2}}]}""",
            (await company.Platform.DataAsync(List, Agent)).GetProperty("complaints").GetRawText());
        foreach (var persona in new[] { company.Customer, company.Partner, Actor.Anonymous })
            foreach (var query in new[] { "{ complaints { nodes { urgency } } }", "{ complaints(where: { urgency: { eq: NORMAL } }) { totalCount } }", "{ complaints(order: [{ urgency: ASC }]) { totalCount } }" })
                Assert.Contains("PG-PLAN-HIDDEN", (await company.Platform.AskAsync(query, persona)).GetRawText(), StringComparison.Ordinal);

        async Task<JsonElement> ReadAsync(string complaint) => (await company.Platform.DataAsync(
            "query($id: ID!) { complaint(id: $id) { urgency } rest: complaint(id: $id) { severity dueAt status missingSteps procedure { id } serviceLevel { id } clocks { nodes { clock dueAt } } } }", Agent, new { id = complaint })) is var data
            ? JsonSerializer.SerializeToElement(new { urgency = data.GetProperty("complaint").GetProperty("urgency"), rest = data.GetProperty("rest") })
            : default;
    }

    [Fact]
    public async Task Of_those_who_sort_it_in_at_the_same_time_one_does_and_the_others_read_how()
    {
        var complaint = await company.FileAsync();
        await using var held = await RowLock.TakeAsync(company.Platform, complaint);
        object[] inputs = [new { complaint, severity = "MAJOR", reason = "Grave." }, new { complaint, urgency = "IMMEDIATE", reason = "Urgent." }, new { complaint, urgency = "NORMAL", reason = "Not urgent." }];
        const string Sort = "mutation($input: TriageComplaintInput!) { triageComplaint(input: $input) { complaint { severity urgency } errors { __typename ... on TriageChanged { code severity urgency } } } }";
        var calls = inputs.Select(input => company.Platform.DataAsync(Sort, Agent, new { input })).ToList();
        await held.UntilWaitingAsync(inputs.Length);
        await held.LetGoAsync(keep: false);
        var answers = (await Task.WhenAll(calls)).Select(a => a.GetProperty("triageComplaint")).ToList();
        var won = Assert.Single(answers, a => Company.Errors(a).Count == 0).GetProperty("complaint");
        Assert.All(answers.Where(a => Company.Errors(a).Count > 0), a => Assert.Equal(
            $$$"""[{"__typename":"TriageChanged","code":"PG-CMD-TRIAGE-CHANGED",{{{won.GetRawText()[1..]}}}]""", a.GetProperty("errors").GetRawText()));
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaint_events WHERE kind = 'TRIAGED'"));
    }

    /// <summary>Each of many goes by the rules of one: what can be done is done, and what can't says why.</summary>
    [Fact]
    public async Task Of_a_hundred_each_says_what_came_of_it()
    {
        var complaint = await company.FileAsync();
        await company.Platform.ExecuteAsync(
            $"""
            INSERT INTO complaints.complaints SELECT (jsonb_populate_record(c, jsonb_build_object(
                'id', gen_random_uuid(), 'reference', 'T-' || lpad(n::text, 3, '0'), 'severity', CASE WHEN n % 10 = 0 THEN 'MAJOR' ELSE 'GENERAL' END, 'status', CASE WHEN n % 10 = 1 THEN 'CLOSED' ELSE 'FILED' END))).*
            FROM complaints.complaints AS c, generate_series(1, 99) AS n WHERE c.id = '{Company.Key(complaint)}'
            """);
        var ids = (await company.Platform.DataAsync("{ complaints(first: 100, where: { reference: { startsWith: \"T-\" } }, order: [{ reference: ASC }]) { nodes { id } } }", Agent))
            .GetProperty("complaints").GetProperty("nodes").EnumerateArray().Select(n => Text(n, "id")!).Append(GlobalId.Encode("Complaint", Guid.NewGuid())).ToList();
        var run = (await company.DoAsync("triageComplaints", Agent, new { complaints = ids, severity = "MAJOR", reason = "Water." }, "bulkRun { id succeeded failed }")).GetProperty("bulkRun");
        // 99 of them: 9 are grave already, 10 are closed; and one is nobody's.
        Assert.Equal((80, 20), (run.GetProperty("succeeded").GetInt32(), run.GetProperty("failed").GetInt32()));
        var items = (await company.Platform.DataAsync("query($id: ID!) { bulkRun(id: $id) { items(first: 100) { nodes { position succeeded code complaint { id severity } } } } }", Agent, new { id = Text(run, "id") }))
            .GetProperty("bulkRun").GetProperty("items").GetProperty("nodes").EnumerateArray().ToList();
        Assert.Equal(100, items.Count);
        Assert.All(items.Zip(ids).Take(99), i => Assert.Equal(
            (i.Second, i.First.GetProperty("position").GetInt32() + 1 is var n && n % 10 == 0 ? "PG-CMD-VALIDATION" : n % 10 == 1 ? "PG-CMD-STEP-NOT-ALLOWED" : null, n % 10 == 1 ? "GENERAL" : "MAJOR"),
            (Text(i.First.GetProperty("complaint"), "id")!, Text(i.First, "code"), Text(i.First.GetProperty("complaint"), "severity"))));
        Assert.Equal(("PG-CMD-NOT-FOUND", JsonValueKind.Null), (Text(items[99], "code"), items[99].GetProperty("complaint").ValueKind));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("triageComplaints", Agent, new { complaints = ids.Append(complaint), severity = "MAJOR", reason = "Water." }));
        foreach (var mutation in new[] { "triageComplaints", "holdComplaints", "withdrawComplaints" })
            Assert.Equal(["NotAllowed"], await company.RefusedAsync(mutation, company.Customer, new { complaints = ids, reason = "Mine." }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("mergeComplaints", company.Customer, new { complaints = ids, into = complaint }));
    }

    [Fact]
    public async Task Categories_decide_what_complaints_start_with_and_never_become_a_circle()
    {
        var wide = await SetAsync(new { code = "WATER", name = "Water", defaultSeverity = "MAJOR", department = company.Department });
        var narrow = await SetAsync(new { code = "DRIP", name = "Drip", nameZh = "滴水", parent = wide });
        var complaint = await company.DoAsync("fileComplaint", Agent, new { title = "T", description = "D", category = narrow }, "complaint { severity category { nameZh parent { code } } }");
        Assert.Equal("""{"severity":"MAJOR","category":{"nameZh":"滴水","parent":{"code":"WATER"}}}""", complaint.GetProperty("complaint").GetRawText());
        Assert.Equal(["ValidationError"], await RefusedAsync(new { code = "WATER", name = "Water", parent = narrow }));
        Assert.Equal(["ValidationError"], await RefusedAsync(new { code = "TWO WORDS", name = "W" }));
        Assert.Equal(["NotFound"], await RefusedAsync(new { code = "X", name = "X", parent = GlobalId.Encode("Category", Guid.NewGuid()) }));
        Assert.Equal(["NotFound"], await RefusedAsync(new { code = "X", name = "X", department = GlobalId.Encode("Department", Guid.NewGuid()) }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("setCategory", Agent, new { code = "X", name = "X" }));

        // Each of two is moved under the other at the same time, again and again: one of them always comes too late.
        var other = await SetAsync(new { code = "GAS", name = "Gas" });
        for (var round = 0; round < 5; round++)
        {
            var moves = await Task.WhenAll(
                company.TryAsync("setCategory", Manager, new { code = "WATER", name = "Water", parent = other }, "__typename"),
                company.TryAsync("setCategory", Manager, new { code = "GAS", name = "Gas", parent = wide }, "__typename"));
            Assert.Equal(1, moves.Count(m => Company.Errors(m).Count == 0));
            await SetAsync(new { code = "WATER", name = "Water" });
            await SetAsync(new { code = "GAS", name = "Gas" });
        }
    }

    private async Task<string> SetAsync(object input) => Company.Id(await company.DoAsync("setCategory", Manager, input, "category { id }"), "category");

    private Task<IReadOnlyList<string>> RefusedAsync(object input) => company.RefusedAsync("setCategory", Manager, input);

    /// <summary>How many succeeded and failed, and with which code.</summary>
    private async Task<string> RunAsync(string mutation, object input)
    {
        var run = (await company.DoAsync(mutation, Manager, input, "bulkRun { succeeded failed items { nodes { code } } }")).GetProperty("bulkRun");
        var codes = run.GetProperty("items").GetProperty("nodes").EnumerateArray().Select(i => Text(i, "code")).OfType<string>();
        return string.Join(' ', codes.Select(c => c.Replace("PG-CMD-", "")).Prepend($"{run.GetProperty("succeeded").GetInt32()}/{run.GetProperty("failed").GetInt32()}"));
    }

    private static string? Text(JsonElement row, string field) => row.GetProperty(field).GetString();
}
