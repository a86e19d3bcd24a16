using System.Text.Json;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R23, R26: one person answers for a complaint at any time, and every hand-over is on record.</summary>
public sealed class ResponsibilityTests : IAsyncLifetime
{
    private const string Chain =
        "query($id: ID!) { complaint(id: $id) { bounceCount accountable { position } responsibilityChain { nodes { way status isBounce reason answer from { position } to { position } responsibility { reason to } } } } }";

    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync();

    public async Task DisposeAsync() => await company.DisposeAsync();

    [Fact]
    public async Task Who_hands_over_answers_for_it_until_it_is_accepted()
    {
        var complaint = await StartedAsync();
        var offer = await OfferAsync(complaint, Position.Worker, Position.Leader);
        Assert.Equal("WORKER", await AccountableAsync(complaint));
        Assert.Equal(["ResponsibilityChanged"], await company.RefusedAsync("handOverComplaint", company[Position.Manager], Offer(complaint, Position.Agent)));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("acceptHandOver", company[Position.Manager], new { handOver = offer }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("refuseHandOver", company[Position.Leader], new { handOver = offer, reason = " " }));
        await company.DoAsync("refuseHandOver", company[Position.Leader], new { handOver = offer, reason = "Not ours." }, "handOver { status }");
        Assert.Equal("WORKER", await AccountableAsync(complaint));
        Assert.Equal(["ResponsibilityChanged"], await company.RefusedAsync("acceptHandOver", company[Position.Leader], new { handOver = offer }));

        var second = await OfferAsync(complaint, Position.Manager, Position.Leader);
        await company.DoAsync("acceptHandOver", company[Position.Leader], new { handOver = second }, "handOver { status }");
        Assert.Equal("LEADER", await AccountableAsync(complaint));
        Assert.Equal(["ResponsibilityChanged"], await company.RefusedAsync("handOverComplaint", company[Position.Worker], Offer(complaint, Position.Agent)));
        var third = await OfferAsync(complaint, Position.Leader, Position.Agent);
        await company.DoAsync("withdrawHandOver", company[Position.Leader], new { handOver = third }, "handOver { status }");
        // It goes back to somebody who had it.
        await company.DoAsync("assignComplaint", company[Position.Agent], new { complaint, accountable = Company.IdOf(company[Position.Worker]), reason = "Yours after all." }, "complaint { id }");

        var read = (await company.Platform.DataAsync(Chain, company[Position.Agent], new { id = complaint })).GetProperty("complaint");
        Assert.Equal(2, read.GetProperty("bounceCount").GetInt32());
        Assert.Equal(
            ["ASSIGNED ACCEPTED False  > WORKER", "OFFERED REFUSED True WORKER > LEADER", "OFFERED ACCEPTED False WORKER > LEADER", "OFFERED WITHDRAWN False LEADER > AGENT", "ASSIGNED ACCEPTED True LEADER > WORKER"],
            read.GetProperty("responsibilityChain").GetProperty("nodes").EnumerateArray().Select(Told));
        await company.AssertLoggedAsync("HandOver.OFFERED", "HandOver.ACCEPTED", "HandOver.REFUSED", "HandOver.WITHDRAWN");
    }

    [Fact]
    public async Task There_is_nothing_to_hand_over_before_acknowledgement_and_after_the_work()
    {
        var filed = await company.FileAsync();
        Assert.Equal(["StepNotAllowed"], await company.RefusedAsync("handOverComplaint", company[Position.Manager], Offer(filed, Position.Worker)));
        var complaint = await StartedAsync();
        var offer = await OfferAsync(complaint, Position.Worker, Position.Leader);
        await company.StepsAsync(complaint, "resolve");
        Assert.Equal(["ResponsibilityChanged"], await company.RefusedAsync("acceptHandOver", company[Position.Leader], new { handOver = offer }));
        await company.StepsAsync(complaint, "close");
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.hand_overs WHERE status = 'PENDING'"));
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>($"SELECT count(*) FROM complaints.responsibilities WHERE complaint_id = '{Company.Key(complaint)}' AND \"to\" IS NULL"));
    }

    [Fact]
    public async Task How_long_nothing_was_done_is_told()
    {
        var complaint = await StartedAsync();
        await company.Platform.ExecuteAsync("UPDATE complaints.responsibilities SET \"from\" = now() - interval '3 hours', last_act_at = now() - interval '2 hours'");
        const string Idle = "query($id: ID!) { complaint(id: $id) { responsibilities { nodes { duration idle } } } }";
        async Task<TimeSpan> ReadAsync(string field) => System.Xml.XmlConvert.ToTimeSpan((await company.Platform.DataAsync(Idle, company[Position.Agent], new { id = complaint }))
            .GetProperty("complaint").GetProperty("responsibilities").GetProperty("nodes")[0].GetProperty(field).GetString()!);
        Assert.InRange(await ReadAsync("idle"), TimeSpan.FromHours(2), TimeSpan.FromHours(2.2));
        // What others do is no act of who answers for it.
        await company.NoteAsync(complaint);
        Assert.InRange(await ReadAsync("idle"), TimeSpan.FromHours(2), TimeSpan.FromHours(2.2));
        await company.NoteAsync(complaint, "INTERNAL", company[Position.Worker]);
        Assert.InRange(await ReadAsync("idle"), TimeSpan.Zero, TimeSpan.FromHours(0.2));
        Assert.InRange(await ReadAsync("duration"), TimeSpan.FromHours(3), TimeSpan.FromHours(3.2));
    }

    /// <summary>The losers are told who answers for it, and there is never a second one.</summary>
    [Fact]
    public async Task A_hundred_at_once_make_no_second_accountable_person()
    {
        var complaint = await StartedAsync();
        Position[] takers = [Position.Agent, Position.Leader, Position.Manager, Position.Director];
        const string Fault = "errors { __typename ... on ResponsibilityChanged { code accountable offeredTo } }";
        var offers = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => AskAsync("handOverComplaint", company[Position.Manager], Offer(complaint, takers[n % takers.Length]), $"handOver {{ id to {{ id position }} }} {Fault}")));
        var won = Assert.Single(offers, o => o.GetProperty("errors").ValueKind == JsonValueKind.Null).GetProperty("handOver");
        var losers = offers.Where(o => o.GetProperty("errors").ValueKind != JsonValueKind.Null).Select(o => Assert.Single(o.GetProperty("errors").EnumerateArray())).ToList();
        // Each read the state that the winner left behind.
        Assert.All(losers, e => Assert.Equal((won.GetProperty("to").GetProperty("id").GetString(), Company.IdOf(company[Position.Worker])), (e.GetProperty("offeredTo").GetString(), e.GetProperty("accountable").GetString())));

        var taker = company[Enum.Parse<Position>(won.GetProperty("to").GetProperty("position").GetString()!, ignoreCase: true)];
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => n % 2 == 0
            ? AskAsync("acceptHandOver", taker, new { handOver = won.GetProperty("id").GetString() }, Fault)
            : AskAsync("refuseHandOver", taker, new { handOver = won.GetProperty("id").GetString(), reason = "No." }, Fault)));
        Assert.Single(answers, a => a.GetProperty("errors").ValueKind == JsonValueKind.Null);
        Assert.All(answers.Where(a => a.GetProperty("errors").ValueKind != JsonValueKind.Null), a => Assert.Equal("PG-CMD-RESPONSIBILITY-CHANGED", a.GetProperty("errors")[0].GetProperty("code").GetString()));
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.responsibilities WHERE \"to\" IS NULL"));
        Assert.True(await company.Platform.ScalarAsync<bool>("SELECT r.staff_id = c.accountable_id FROM complaints.responsibilities r JOIN complaints.complaints c ON c.id = r.complaint_id WHERE r.\"to\" IS NULL"));
        // And the database itself refuses a second one.
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => company.Platform.ExecuteAsync("INSERT INTO complaints.responsibilities SELECT gen_random_uuid(), complaint_id, staff_id, \"from\", NULL, reason, last_act_at FROM complaints.responsibilities WHERE \"to\" IS NULL"));
        Assert.Equal("23505", refused.SqlState);
    }

    /// <summary>Whoever names the person that they saw never takes it from another.</summary>
    [Fact]
    public async Task Of_many_who_assign_it_at_once_one_wins_and_the_others_are_told_who()
    {
        var complaint = await StartedAsync();
        Position[] takers = [Position.Agent, Position.Leader, Position.Manager, Position.Director];
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => AskAsync("assignComplaint", company[takers[n / 10]],
            new { complaint, accountable = Company.IdOf(company[takers[n % takers.Length]]), expectedAccountable = Company.IdOf(company[Position.Worker]) }, Assigned)));
        AssertOneWon(answers);
        Assert.Equal(2L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.responsibilities"));
        // As it is by now, it can be assigned.
        var holder = answers.Single(Won).GetProperty("complaint").GetProperty("accountable").GetProperty("id").GetString();
        await company.DoAsync("assignComplaint", company[Position.Agent], new { complaint, accountable = Company.IdOf(company[Position.Worker]), expectedAccountable = holder }, "complaint { id }");
        Assert.Equal("WORKER", await AccountableAsync(complaint));
    }

    [Fact]
    public async Task Nobody_overwrites_an_assignment_that_was_made_while_they_assigned()
    {
        var complaint = await StartedAsync();
        Position[] takers = [Position.Agent, Position.Leader, Position.Manager];
        await using var held = await RowLock.TakeAsync(company.Platform, complaint);
        var calls = takers.Select(t => AskAsync("assignComplaint", company[t], new { complaint, accountable = Company.IdOf(company[t]) }, Assigned)).ToList();
        // All three have read the complaint by now.
        await held.UntilWaitingAsync(takers.Length);
        await held.LetGoAsync(keep: false);
        AssertOneWon(await Task.WhenAll(calls));
        // Several in one call are no strangers to each other.
        var bulk = await company.DoAsync("assignComplaints", company[Position.Agent], new { complaints = new[] { complaint, complaint }, accountable = Company.IdOf(company[Position.Director]) }, "bulkRun { succeeded }");
        Assert.Equal(2, bulk.GetProperty("bulkRun").GetProperty("succeeded").GetInt32());
    }

    /// <summary>Whoever loses again and again reads in the same answer how the complaint is by then.</summary>
    [Fact]
    public async Task A_conflict_about_a_complaint_comes_with_the_complaint()
    {
        var complaint = await StartedAsync();
        var held = await RowLock.TakeAsync(company.Platform, complaint);
        var call = company.TryAsync("holdComplaint", company[Position.Agent], new { complaint, reason = "A part is missing." }, "complaint { id status accountable { position } }");
        while (!call.IsCompleted)
        {
            // The next one queues for the row before the call does, so that the call finds it changed each time.
            await held.UntilWaitingAsync(1, call);
            var next = RowLock.TakeAsync(company.Platform, complaint);
            await held.UntilWaitingAsync(2, call);
            await held.LetGoAsync(keep: true);
            held = await next;
        }
        await held.LetGoAsync(keep: false);
        var payload = await call;
        Assert.Equal("Conflict", Assert.Single(Company.Errors(payload)).GetProperty("__typename").GetString());
        Assert.Equal($$$"""{"id":"{{{complaint}}}","status":"IN_PROGRESS","accountable":{"position":"WORKER"}}""", payload.GetProperty("complaint").GetRawText());
    }

    private const string Assigned = "complaint { accountable { id } } errors { __typename ... on Error { code } ... on ResponsibilityChanged { status accountable offeredTo } }";

    private static bool Won(JsonElement answer) => answer.GetProperty("errors").ValueKind == JsonValueKind.Null;

    private static void AssertOneWon(IReadOnlyList<JsonElement> answers)
    {
        var holder = Assert.Single(answers, Won).GetProperty("complaint").GetProperty("accountable").GetProperty("id").GetString();
        Assert.All(answers.Where(a => !Won(a)), a => Assert.Equal(
            $$$"""[{"__typename":"ResponsibilityChanged","code":"PG-CMD-RESPONSIBILITY-CHANGED","status":"IN_PROGRESS","accountable":"{{{holder}}}","offeredTo":null}]""", a.GetProperty("errors").GetRawText()));
    }

    private static string Told(JsonElement link)
    {
        string? Text(string field, string? inner = null) => link.GetProperty(field) is { ValueKind: not JsonValueKind.Null } found ? (inner is null ? found.ToString() : found.GetProperty(inner).GetString()) : null;
        return $"{Text("way")} {Text("status")} {Text("isBounce")} {Text("from", "position")} > {Text("to", "position")}";
    }

    private async Task<string> StartedAsync()
    {
        var complaint = await company.FileAsync();
        await company.StepsAsync(complaint, "acknowledge", "assign");
        return complaint;
    }

    private object Offer(string complaint, Position to) => new { complaint, to = Company.IdOf(company[to]), reason = "Yours." };

    private async Task<string> OfferAsync(string complaint, Position by, Position to) =>
        Company.Id(await company.DoAsync("handOverComplaint", company[by], Offer(complaint, to), "handOver { id status }"), "handOver");

    private async Task<JsonElement> AskAsync(string mutation, Actor actor, object input, string selection) =>
        (await company.Platform.DataAsync($"mutation($input: {char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input!) {{ {mutation}(input: $input) {{ {selection} }} }}", actor, new { input })).GetProperty(mutation);

    private async Task<string?> AccountableAsync(string complaint) =>
        (await company.Platform.DataAsync(Chain, company[Position.Agent], new { id = complaint })).GetProperty("complaint").GetProperty("accountable").GetProperty("position").GetString();
}
