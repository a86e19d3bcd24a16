using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Stories;
using PropertyGraph.Events;
using PropertyGraph.Execution;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Live;

/// <summary>What live clients are told, and what they are not.</summary>
public sealed class ComplaintChangedTests : IAsyncLifetime
{
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true);

    public async Task DisposeAsync() => await company.DisposeAsync();

    private static string Status(JsonElement change) => change.GetProperty("complaint").GetProperty("status").GetString()!;

    [Fact]
    public async Task Staff_see_each_step_from_filing_to_closing()
    {
        await using var watcher = await Watcher.StartAsync(company, company[Position.Director]);
        var complaint = await company.FileAsync(company.Customer);
        var filed = await watcher.ExpectAsync("FILED", complaint);
        Assert.Equal(("CUSTOMER", Company.IdOf(company.Customer)), Actor(filed));
        Assert.Equal(complaint, filed.GetProperty("complaint").GetProperty("id").GetString());
        Assert.True(filed.GetProperty("at").GetDateTimeOffset() > DateTimeOffset.UtcNow.AddMinutes(-5));
        Assert.NotEmpty(filed.GetProperty("cursor").GetString()!);
        foreach (var (step, kind, state) in new[]
        {
            ("acknowledge", "ACKNOWLEDGED", "ACKNOWLEDGED"), ("assign", "ASSIGNED", "IN_PROGRESS"), ("hold", "HELD", "ON_HOLD"),
            ("continue", "CONTINUED", "IN_PROGRESS"), ("resolve", "RESOLVED", "RESOLVED"), ("close", "CLOSED", "CLOSED"), ("reopen", "REOPENED", "REOPENED"),
        })
        {
            await company.StepAsync(complaint, step);
            var change = await watcher.ExpectAsync(kind, complaint);
            Assert.Equal(state, Status(change));
            Assert.Equal(("STAFF", Company.IdOf(company[Position.Manager])), Actor(change));
        }
    }

    /// <summary>Lists in an order that no index serves are one statement with what hangs from them, so that there are fewer statements than lists.</summary>
    [Fact]
    public async Task A_change_is_told_with_lists_that_share_a_statement()
    {
        await using var watcher = await Watcher.StartAsync(company, company[Position.Director], change:
            "{ kind complaintId complaint { customer { complaints(order: [{ severity: ASC }]) { nodes { id events(first: 1) { nodes { kind } } } } } } }");
        var complaint = await company.FileAsync(company.Customer);
        var own = Assert.Single((await watcher.ExpectAsync("FILED", complaint)).GetProperty("complaint").GetProperty("customer").GetProperty("complaints").GetProperty("nodes").EnumerateArray(),
            c => c.GetProperty("id").GetString() == complaint);
        Assert.Equal("FILED", own.GetProperty("events").GetProperty("nodes")[0].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Leaving_where_is_told_once_and_only_of_rows_that_were_shown()
    {
        var earlier = await company.FileAsync();
        await using var watcher = await Watcher.StartAsync(company, company[Position.Director], "where: { status: { eq: FILED } }");
        var complaint = await company.FileAsync();
        await watcher.ExpectAsync("FILED", complaint);
        await company.StepsAsync(earlier, "acknowledge");
        await company.StepsAsync(complaint, "acknowledge");
        Assert.Equal("ACKNOWLEDGED", Status(await watcher.ExpectAsync("NO_LONGER_MATCHING", complaint)));
        await company.StepsAsync(complaint, "assign");
        await company.NoteAsync(earlier);
        await watcher.ExpectAsync("FILED", await company.FileAsync());
    }

    [Fact]
    public async Task After_a_resumption_leaving_where_is_told_once_of_each_row()
    {
        var complaint = await company.FileAsync();
        await using var first = await Watcher.StartAsync(company, company[Position.Director], "where: { status: { eq: FILED } }");
        await company.NoteAsync(complaint);
        var cursor = (await first.ExpectAsync("NOTE_ADDED", complaint)).GetProperty("cursor").GetString();

        await company.StepsAsync(complaint, "acknowledge", "assign", "hold");
        await using var second = await Watcher.StartAsync(company, company[Position.Director], $"where: {{ status: {{ eq: FILED }} }}, after: \"{cursor}\"");
        await second.ExpectAsync("NO_LONGER_MATCHING", complaint);
        await company.StepsAsync(complaint, "continue");
        await second.ExpectAsync("FILED", await company.FileAsync());
    }

    [Fact]
    public async Task A_partner_who_loses_a_complaint_is_told_once_and_nobody_else()
    {
        var complaint = await company.FileAsync();
        await company.StepsAsync(complaint, "acknowledge");
        await using var former = await Watcher.StartAsync(company, company.Partner);

        await AssignAsync(complaint, company.Partner);
        var start = (await former.ExpectAsync("ASSIGNED", complaint)).GetProperty("cursor").GetString();
        await company.NoteAsync(complaint);
        await former.ExpectAsync("NOTE_ADDED", complaint);
        // From here on: a row is told of as it is when it is read, and who takes over might still come to what was before.
        await using var latter = await Watcher.StartAsync(company, company.OtherPartner);
        await AssignAsync(complaint, company.OtherPartner);
        var lost = await former.ExpectAsync("NO_LONGER_VISIBLE", complaint);
        Assert.Equal(JsonValueKind.Null, lost.GetProperty("complaint").ValueKind);
        await latter.ExpectAsync("ASSIGNED", complaint);
        await company.NoteAsync(complaint);
        await latter.ExpectAsync("NOTE_ADDED", complaint);
        await company.DoAsync("assignComplaint", company[Position.Manager], new { complaint, withoutPartner = true }, "complaint { id }");
        await latter.ExpectAsync("NO_LONGER_VISIBLE", complaint);
        await company.NoteAsync(complaint);

        var next = await company.FileAsync();
        await company.StepsAsync(next, "acknowledge");
        await AssignAsync(next, company.Partner);
        await AssignedAsync(former, next);
        await AssignAsync(next, company.OtherPartner);
        await former.ExpectAsync("NO_LONGER_VISIBLE", next);
        await AssignedAsync(latter, next);

        // Who comes late reads rows as they are now: what was noted before the loss is not told as a loss too.
        await using var late = await Watcher.StartAsync(company, company.Partner, $"after: \"{start}\"");
        await late.ExpectAsync("NO_LONGER_VISIBLE", complaint);
        await late.ExpectAsync("NO_LONGER_VISIBLE", next);

        // Who comes to the steps before an assignment after it may be told of them.
        static async Task AssignedAsync(Watcher watcher, string row)
        {
            JsonElement change;
            while ((change = await watcher.NextAsync()).GetProperty("kind").GetString() is "FILED" or "ACKNOWLEDGED") { }
            Assert.Equal(("ASSIGNED", row), (change.GetProperty("kind").GetString(), change.GetProperty("complaintId").GetString()));
        }
    }

    [Fact]
    public async Task An_internal_note_is_no_event_for_customers_and_partners()
    {
        var complaint = await company.FileAsync(customer: company.Customer);
        await company.StepsAsync(complaint, "acknowledge");
        await AssignAsync(complaint, company.Partner);
        await using var customer = await Watcher.StartAsync(company, company.Customer);
        await using var partner = await Watcher.StartAsync(company, company.Partner);
        await using var staff = await Watcher.StartAsync(company, company[Position.Agent]);

        await company.NoteAsync(complaint, "INTERNAL");
        await company.NoteAsync(complaint);
        await customer.ExpectAsync("NOTE_ADDED", complaint);
        await partner.ExpectAsync("NOTE_ADDED", complaint);
        await staff.ExpectAsync("INTERNAL_NOTE_ADDED", complaint);
        await staff.ExpectAsync("NOTE_ADDED", complaint);
    }

    [Fact]
    public async Task A_customer_learns_of_its_own_complaints_alone_and_of_nobody_elses_id()
    {
        await using var watcher = await Watcher.StartAsync(company, company.Customer);
        await using var nobody = await Watcher.StartAsync(company, Access.Actor.Anonymous);
        await company.NoteAsync(await company.FileAsync(customer: company.Neighbour));
        await company.FileAsync();

        var own = await company.FileAsync(company.Customer);
        Assert.Equal(("CUSTOMER", Company.IdOf(company.Customer)), Actor(await watcher.ExpectAsync("FILED", own)));
        await company.StepsAsync(own, "acknowledge");
        Assert.Equal(("STAFF", null), Actor(await watcher.ExpectAsync("ACKNOWLEDGED", own)));
        await company.CaughtUpAsync();
        Assert.False(nobody.HasReceived);
    }

    [Fact]
    public async Task After_resumes_without_gap()
    {
        await using var first = await Watcher.StartAsync(company, company[Position.Agent]);
        var complaint = await company.FileAsync();
        var cursor = (await first.ExpectAsync("FILED", complaint)).GetProperty("cursor").GetString();
        await first.DisposeAsync();

        await company.StepsAsync(complaint, "acknowledge", "assign");
        await using var second = await Watcher.StartAsync(company, company[Position.Agent], $"after: \"{cursor}\"");
        await second.ExpectAsync("ACKNOWLEDGED", complaint);
        await second.ExpectAsync("ASSIGNED", complaint);
        await company.StepsAsync(complaint, "resolve");
        await second.ExpectAsync("RESOLVED", complaint);
    }

    [Theory]
    [InlineData("""after: "bm90IGEgY3Vyc29y" """, "PG-PLAN-CURSOR")]
    [InlineData("""after: "" """, "PG-PLAN-CURSOR")]
    [InlineData("""where: { customer: { id: { eq: "nonsense" } } }""", "PG-PLAN-ID")]
    [InlineData("""where: { nonsense: { eq: 1 } }""", "PG-REQ-VALIDATION")]
    public async Task What_does_not_fit_is_refused_before_the_first_change(string arguments, string code)
    {
        var answers = new List<(AnswerKind, string)>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var answer in company.Platform.Engine.SubscribeAsync(Watcher.Request(arguments), company.Customer, limit.Token))
            using (answer)
                answers.Add((answer.Kind, JsonSerializer.Deserialize<JsonElement>(answer.Json.Span).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()!));
        Assert.Equal((AnswerKind.RequestError, code), Assert.Single(answers));
    }

    [Fact]
    public async Task A_cursor_of_null_is_none()
    {
        var request = new GraphRequest("subscription($after: String) { complaintChanged(after: $after) { kind complaintId } }", Variables: JsonSerializer.SerializeToElement(new { after = (string?)null }));
        using var stop = new CancellationTokenSource();
        await using var changes = company.Platform.Engine.SubscribeAsync(request, company[Position.Agent], stop.Token).GetAsyncEnumerator(stop.Token);
        var next = changes.MoveNextAsync();
        var complaint = await company.FileAsync();
        // From now on may be after the filing.
        while (company.Platform.Get<EventFanOut>().Readers == 0) await Task.Delay(5);
        await company.NoteAsync(complaint);
        Assert.True(await next.AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal(AnswerKind.Executed, changes.Current.Kind);
        changes.Current.Dispose();
        await stop.CancelAsync();
    }

    [Fact]
    public async Task A_cancelled_subscription_releases_everything()
    {
        var tail = company.Platform.Get<EventFanOut>();
        for (var round = 0; round < 3; round++)
        {
            var watchers = new List<Watcher>();
            for (var i = 0; i < 12; i++) watchers.Add(await Watcher.StartAsync(company, company[Position.Agent]));
            await company.FileAsync();
            // Some are reading from the database at this moment.
            foreach (var watcher in watchers) await watcher.DisposeAsync();
            Assert.Equal(0, tail.Readers);
        }
        // Connections of reads are few: had one been lost each time, none would be left.
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => company.Platform.DataAsync("{ complaints { totalCount } }", company[Position.Agent])));
    }

    private Task AssignAsync(string complaint, Actor partner) =>
        company.DoAsync("assignComplaint", company[Position.Manager], new { complaint, partner = Company.IdOf(partner) }, "complaint { id }");

    private static (string? Audience, string? Id) Actor(JsonElement change) =>
        (change.GetProperty("actor").GetProperty("audience").GetString(), change.GetProperty("actor").GetProperty("id").GetString());
}
