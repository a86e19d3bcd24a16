using System.Text;
using System.Text.Json;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Complaints from filing to closing, as those who take part live through it.</summary>
public sealed class ComplaintStoryTests : IAsyncLifetime
{
    private static readonly string[] Steps = ["acknowledge", "assign", "hold", "continue", "resolve", "close", "reopen", "withdraw"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly SettableTime time = new();
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(time: time);

    public async Task DisposeAsync() => await company.DisposeAsync();

    private ModulesPlatform Platform => company.Platform;

    [Fact]
    public async Task A_complaint_takes_only_the_steps_that_its_state_allows()
    {
        var complaint = await company.FileAsync(company.Customer);
        var text = new StringBuilder();
        foreach (var step in new[] { "acknowledge", "assign", "hold", "continue", "resolve", "close", "reopen", "assign", "resolve", "reopen", "withdraw", "" })
        {
            text.Append(await ForbiddenAsync(complaint));
            if (step.Length > 0) await company.StepAsync(complaint, step);
        }
        Repository.AssertGolden(Repository.Path("tests", "PropertyGraph.DatabaseTests", "Stories", "complaint-lifecycle.json"), $"[\n{text.ToString().TrimEnd(',', '\n')}\n]\n");
        await company.AssertLoggedAsync(
            "Complaint.FILED", "Complaint.ACKNOWLEDGED", "Complaint.ASSIGNED", "Complaint.HELD", "Complaint.CONTINUED", "Complaint.RESOLVED", "Complaint.CLOSED", "Complaint.REOPENED",
            "Complaint.WITHDRAWN", "Customer.REGISTERED", "Staff.HIRED", "Partner.REGISTERED");
    }

    /// <summary>Each step that is not possible now, with what the client is told.</summary>
    private async Task<string> ForbiddenAsync(string complaint)
    {
        var data = await Platform.DataAsync("query($id: ID!) { complaint(id: $id) { status reference } }", company[Position.Manager], new { id = complaint });
        var (state, reference) = (data.GetProperty("complaint").GetProperty("status").GetString()!, data.GetProperty("complaint").GetProperty("reference").GetString()!);
        var refusals = new Dictionary<string, JsonElement>();
        foreach (var step in Steps)
        {
            if (ComplaintLifecycleAllows(step, state)) continue;
            var response = await Platform.DataAsync(
                $$"""
                mutation($input: {{char.ToUpperInvariant(step[0])}}{{step[1..]}}ComplaintInput!) { {{step}}Complaint(input: $input) {
                  complaint { id } errors { __typename ... on Error { code message path } ... on StepNotAllowed { state possible } } } }
                """, company[Position.Manager], new { input = company.StepInput(complaint, step) });
            refusals.Add(step, response.GetProperty($"{step}Complaint"));
        }
        return JsonSerializer.Serialize(new { state, refusals }, Indented).Replace(reference, "C-2026-000001", StringComparison.Ordinal).ReplaceLineEndings("\n") + ",\n";
    }

    /// <summary>The lifecycle as the product's owner describes it, apart from the code.</summary>
    private static bool ComplaintLifecycleAllows(string step, string state) => step switch
    {
        "acknowledge" => state is "FILED",
        "assign" => state is "ACKNOWLEDGED" or "IN_PROGRESS" or "REOPENED",
        "hold" => state is "ACKNOWLEDGED" or "IN_PROGRESS",
        "continue" => state is "ON_HOLD",
        "resolve" => state is "IN_PROGRESS",
        "close" => state is "RESOLVED",
        "reopen" => state is "RESOLVED" or "CLOSED",
        _ => state is not ("RESOLVED" or "CLOSED" or "WITHDRAWN"),
    };

    [Fact]
    public async Task Whoever_files_without_a_name_gets_a_number_and_no_row()
    {
        var payload = await company.DoAsync("fileComplaint", Actor.Anonymous, new { title = "Noise", description = Company.Private }, "reference complaint { id }");
        var reference = payload.GetProperty("reference").GetString()!;
        Assert.StartsWith("C-", reference);
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("complaint").ValueKind);

        var seen = await Platform.DataAsync("query($reference: String) { complaint(reference: $reference) { channel severity isAnonymous } }", company[Position.Agent], new { reference });
        Assert.Equal("""{"channel":"WEB","severity":"GENERAL","isAnonymous":true}""", seen.GetProperty("complaint").GetRawText());
        await company.AssertLoggedAsync("Complaint.FILED");
    }

    [Fact]
    public async Task Customers_file_for_themselves_alone_and_do_not_judge_how_grave_it_is()
    {
        foreach (var wrong in new object[]
        {
            new { title = "T", description = "D", customer = Company.IdOf(company.Neighbour) },
            new { title = "T", description = "D", unit = company.Unit },
        })
            Assert.Equal(["NotFound"], await company.RefusedAsync("fileComplaint", company.Customer, wrong));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("fileComplaint", company.Customer, new { title = "T", description = "D", severity = "MAJOR" }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("fileComplaint", Actor.Anonymous, new { title = "T", description = "D", severity = "MAJOR" }));
        Assert.Equal(0L, await Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaints"));

        var own = await company.FileAsync(company.Customer);
        var seen = await Platform.DataAsync("query($id: ID!) { complaint(id: $id) { customer { id } } }", company.Customer, new { id = own });
        Assert.Equal(Company.IdOf(company.Customer), seen.GetProperty("complaint").GetProperty("customer").GetProperty("id").GetString());
        Assert.Equal(["NotFound"], await company.RefusedAsync("addNote", company.Neighbour, new { complaint = own, note = "mine?" }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("addNote", company.Customer, new { complaint = own, note = "hidden", visibility = "INTERNAL" }));
    }

    [Fact]
    public async Task The_same_key_files_one_complaint_whether_repeated_or_at_the_same_time()
    {
        var first = await company.FileAsync(company.Customer, key: "k");
        Assert.Equal(first, await company.FileAsync(company.Customer, key: "k"));
        Assert.Equal(["IdempotencyKeyReused"], await company.RefusedAsync("fileComplaint", company.Customer, new { title = "Other", description = "D", idempotencyKey = "k" }));

        var together = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => company.FileAsync(company[Position.Agent], key: "together")));
        Assert.Single(together.Distinct());
        Assert.Equal(2L, await Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaints"));
        Assert.Equal(2L, await Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.events WHERE entity = 'Complaint'"));
    }

    [Fact]
    public async Task The_same_key_without_a_name_answers_the_same_number()
    {
        var input = new { title = "Noise", description = Company.Private, idempotencyKey = Guid.NewGuid().ToString() };
        var references = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ => (await company.DoAsync("fileComplaint", Actor.Anonymous, input, "reference")).GetProperty("reference").GetString()));
        Assert.Single(references.Distinct());
        Assert.Equal(references[0], (await company.DoAsync("fileComplaint", Actor.Anonymous, input, "reference")).GetProperty("reference").GetString());
        Assert.Equal(1L, await Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.complaints"));
    }

    [Fact]
    public async Task A_deadline_that_passes_is_told_once()
    {
        var complaint = await company.FileAsync();
        var closed = await company.FileAsync();
        await company.StepsAsync(closed, "withdraw");
        await Platform.StartBackgroundAsync();
        time.Forward(TimeSpan.FromDays(400));
        const string overdue = "SELECT count(*) FROM propertygraph.events WHERE kind = 'OVERDUE'";
        await company.UntilAsync(1, overdue);
        await company.UntilAsync(0, "SELECT count(*) FROM propertygraph.timers WHERE module = 'complaints'");

        var seen = await Platform.DataAsync(
            "query($id: ID!) { complaint(id: $id) { isOverdue events(where: { kind: { eq: OVERDUE } }) { totalCount nodes { actorKind } } } }", company[Position.Agent], new { id = complaint });
        Assert.Equal("""{"isOverdue":true,"events":{"totalCount":1,"nodes":[{"actorKind":"SYSTEM"}]}}""", seen.GetProperty("complaint").GetRawText());
        await company.NoteAsync(complaint);
        Assert.Equal(1L, await Platform.ScalarAsync<long>(overdue));
        await company.AssertLoggedAsync("Complaint.OVERDUE");
    }
}
