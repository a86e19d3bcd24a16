using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R4, R41, R50: what is done about a cause matures from trial to standard, by what it was seen to do; and goes back when it does harm.</summary>
public sealed class CountermeasureStoryTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Month = TimeSpan.FromSeconds(2_629_800);

    private readonly MovableTime time = new(Start);
    private Company company = null!;
    private string cause = "";
    private string[] estates = [];

    public async Task InitializeAsync()
    {
        company = await Company.OpenAsync(background: true, time: time);
        cause = await CauseAsync("DOOR_DRIVE_WORN");
        estates = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => EstateAsync(units: 100)));
    }

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Manager => company[Position.Manager];

    [Fact]
    public async Task It_goes_from_trial_to_standard_by_what_was_measured()
    {
        // Ten complaints a month in each of the first four estates; the last two never have this cause.
        foreach (var estate in estates[..4]) await ComplainAsync(estate, "DOOR_DRIVE_WORN", Start - (6 * Month), Start, 60);
        var it = await ProposeAsync();
        Assert.Equal("""{"status":"PROPOSED","effect":null,"stages":{"nodes":[{"status":"PROPOSED","measured":null,"sites":{"totalCount":0}}]}}""", await ReadAsync(it));
        Assert.Equal(["ValidationError"], await RefusedAsync("advance", it, 1));
        await DecideAsync("advance", it, 1, [estates[0]]);
        time.Forward(3 * Month);
        // In three months 12 instead of 30 where it is tried, 87 instead of 90 elsewhere, two of them of a narrower cause; withdrawn ones and those of other causes do not count.
        await NarrowAsync();
        await ComplainAsync(estates[0], "DOOR_DRIVE_WORN", Start, time.GetUtcNow(), 12);
        foreach (var estate in estates[1..3]) await ComplainAsync(estate, "DOOR_DRIVE_WORN", Start, time.GetUtcNow(), 30);
        await ComplainAsync(estates[3], "DOOR_DRIVE_WORN", Start, time.GetUtcNow(), 25);
        await ComplainAsync(estates[3], "DOOR_BELT_WORN", Start, time.GetUtcNow(), 2);
        await ComplainAsync(estates[3], "SEAL_PERISHED", Start, time.GetUtcNow(), 9);
        await ComplainAsync(estates[0], "DOOR_DRIVE_WORN", Start, time.GetUtcNow(), 7, "WITHDRAWN");
        const string Figures =
            """
            query($id: ID!) { countermeasure(id: $id) { effect {
              windowMonths before { complaints unitMonths ratePerThousand { value low high } } after { complaints unitMonths } untreatedBefore { complaints unitMonths } untreatedAfter { complaints unitMonths }
              change { value low high } rateRatio { value low high } confidence method } } }
            """;
        var figures = (await company.Platform.DataAsync(Figures, company[Position.Worker], new { id = it })).GetProperty("countermeasure").GetProperty("effect");
        // Five estates of 100 units and one of a single unit are not treated.
        Assert.Equal((30, 12, 90, 87), (Complaints(figures, "before"), Complaints(figures, "after"), Complaints(figures, "untreatedBefore"), Complaints(figures, "untreatedAfter")));
        Assert.Equal((300m, 1503m), (Rounded(figures, "before", "unitMonths"), Rounded(figures, "untreatedAfter", "unitMonths")));
        Assert.Equal((0.4m, 0.205m, 0.781m), Interval(figures.GetProperty("change")));
        Assert.Equal((0.414m, 0.199m, 0.860m), Interval(figures.GetProperty("rateRatio")));
        Assert.Equal((100m, 67.470m, 142.756m), Interval(figures.GetProperty("before").GetProperty("ratePerThousand")));

        Assert.Equal(["ValidationError"], await RefusedAsync("advance", it, 2, [estates[0]]));
        Assert.Equal(["ValidationError"], await RefusedAsync("advance", it, 2, [estates[1], estates[2]]));
        Assert.Equal(["NotFound"], await RefusedAsync("advance", it, 2, [estates[0], GlobalId.Encode("Property", Guid.NewGuid())]));
        Assert.Equal(["CountermeasureChanged"], await RefusedAsync("advance", it, 1, estates[..2]));
        await DecideAsync("advance", it, 2, estates[..2]);
        time.Forward(Month);
        Assert.Equal(["ValidationError"], await RefusedAsync("advance", it, 3, estates[..3]));
        // Everywhere where the cause came up within a year.
        await DecideAsync("advance", it, 3);
        Assert.Equal(["StepNotAllowed"], await RefusedAsync("advance", it, 4));
        Assert.Equal(["StepNotAllowed"], await RefusedAsync("reject", it, 4));
        Assert.Equal(
            """{"status":"STANDARD","effect":{"after":{"complaints":0}},"stages":{"nodes":[{"status":"PROPOSED","measured":null,"sites":{"totalCount":0}},{"status":"TRIAL","measured":null,"sites":{"totalCount":1}},{"status":"PILOT","measured":{"before":{"complaints":30},"after":{"complaints":12}},"sites":{"totalCount":2}},{"status":"STANDARD","measured":{"before":{"complaints":14},"after":{"complaints":0}},"sites":{"totalCount":4}}]}}""",
            await ReadAsync(it));
        await company.AssertLoggedAsync("Countermeasure.PROPOSED", "Countermeasure.ADVANCED");
    }

    [Fact]
    public async Task What_became_worse_is_told_once_and_asks_for_a_step_back()
    {
        await company.DoAsync("setEffectRule", company[Position.Director], new { windowMonths = 3, lookEveryDays = 10, confidence = 90, regressionAbove = 1.2 }, "effectRule { version }");
        foreach (var wrong in new object[] { new { windowMonths = 13, lookEveryDays = 7 }, new { windowMonths = 3, lookEveryDays = 0 }, new { windowMonths = 3, lookEveryDays = 7, confidence = 100 }, new { windowMonths = 3, lookEveryDays = 7, regressionAbove = 0.5 } })
            Assert.Equal(["ValidationError"], await company.RefusedAsync("setEffectRule", company[Position.Director], wrong));
        foreach (var estate in estates) await ComplainAsync(estate, "DOOR_DRIVE_WORN", Start - (3 * Month), Start, 30);
        var it = await ProposeAsync();
        await DecideAsync("advance", it, 1, [estates[0]]);

        // More complaints everywhere are no fault of what is tried.
        foreach (var estate in estates) await ComplainAsync(estate, "DOOR_DRIVE_WORN", Start, Start.AddDays(20), 25);
        time.Set(Start.AddDays(21));
        await TimersAsync();
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>(Regressions));
        Assert.Equal(Start.AddDays(30), await DueAsync(), TimeSpan.FromSeconds(1));

        // After downtime one look is enough; what comes later tells no more.
        await ComplainAsync(estates[0], "DOOR_DRIVE_WORN", Start.AddDays(21), Start.AddDays(60), 80);
        time.Set(Start.AddDays(63));
        await company.UntilAsync(1, Regressions);
        time.Set(Start.AddDays(90));
        await TimersAsync();
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>(Regressions));
        const string Asked = "query($id: ID!) { countermeasure(id: $id) { regressedAt version nextActions { mutation to isMine isAskedFor } stage { regressedAt } } }";
        var asked = (await company.Platform.DataAsync(Asked, Manager, new { id = it })).GetProperty("countermeasure");
        Assert.Equal(asked.GetProperty("stage").GetProperty("regressedAt").GetString(), asked.GetProperty("regressedAt").GetString());
        Assert.Equal(
            """[{"mutation":"advanceCountermeasure","to":"PILOT","isMine":true,"isAskedFor":false},{"mutation":"stepBackCountermeasure","to":"PROPOSED","isMine":true,"isAskedFor":true},{"mutation":"rejectCountermeasure","to":"REJECTED","isMine":true,"isAskedFor":false},{"mutation":"handOverCountermeasure","to":"TRIAL","isMine":true,"isAskedFor":false}]""",
            asked.GetProperty("nextActions").GetRawText());
        var version = asked.GetProperty("version").GetInt32();
        Assert.Equal(["CountermeasureChanged"], await RefusedAsync("stepBack", it, version - 1));
        Assert.Equal(["ValidationError"], await RefusedAsync("stepBack", it, version, [estates[0]]));
        await DecideAsync("stepBack", it, version);
        var back = (await company.Platform.DataAsync("query($id: ID!) { countermeasure(id: $id) { status regressedAt stages { nodes { status regressedAt } } } }", Manager, new { id = it })).GetProperty("countermeasure");
        Assert.Equal(("PROPOSED", JsonValueKind.Null), (back.GetProperty("status").GetString(), back.GetProperty("regressedAt").ValueKind));
        Assert.Equal([false, true, false], back.GetProperty("stages").GetProperty("nodes").EnumerateArray().Select(s => s.GetProperty("regressedAt").ValueKind == JsonValueKind.String));
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.timers WHERE kind = 'countermeasureEffect'"));
        await company.AssertLoggedAsync("Countermeasure.REGRESSED", "Countermeasure.STEPPED_BACK", "EffectRule.SET");
    }

    [Fact]
    public async Task A_step_back_keeps_a_part_of_the_scope()
    {
        var it = await ProposeAsync();
        await DecideAsync("advance", it, 1, [estates[0]]);
        await DecideAsync("advance", it, 2, estates[..3]);
        await DecideAsync("advance", it, 3, estates[..4]);
        Assert.Equal(["ValidationError"], await RefusedAsync("stepBack", it, 4, [estates[5]]));
        await DecideAsync("stepBack", it, 4, estates[1..3]);
        await DecideAsync("stepBack", it, 5);
        await DecideAsync("reject", it, 6);
        foreach (var step in new[] { "advance", "stepBack", "reject" }) Assert.Equal(["StepNotAllowed"], await RefusedAsync(step, it, 7));
        var read = (await company.Platform.DataAsync("query($id: ID!) { countermeasure(id: $id) { isOpen nextActions { mutation } stages { nodes { status to decidedBy { position } sites { nodes { property { id } } } } } } }", Manager, new { id = it })).GetProperty("countermeasure");
        Assert.False(read.GetProperty("isOpen").GetBoolean());
        Assert.Equal(0, read.GetProperty("nextActions").GetArrayLength());
        var stages = read.GetProperty("stages").GetProperty("nodes").EnumerateArray().ToList();
        Assert.Equal(["PROPOSED 0", "TRIAL 1", "PILOT 3", "STANDARD 4", "PILOT 2", "TRIAL 1", "REJECTED 0"], stages.Select(s => $"{s.GetProperty("status").GetString()} {s.GetProperty("sites").GetProperty("nodes").GetArrayLength()}"));
        Assert.Single(stages, s => s.GetProperty("to").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Of_two_who_decide_at_once_one_wins()
    {
        var it = await ProposeAsync();
        await DecideAsync("advance", it, 1, [estates[0]]);
        for (var version = 2; version < 12; version += 2)
        {
            var payloads = await Task.WhenAll(
                company.TryAsync("advanceCountermeasure", Manager, Gate(it, version, estates[..2]), "__typename"),
                company.TryAsync("advanceCountermeasure", company[Position.Director], Gate(it, version, estates[..3]), "__typename"));
            var error = Assert.Single(payloads.SelectMany(Company.Errors));
            Assert.Equal("CountermeasureChanged", error.GetProperty("__typename").GetString());
            Assert.Equal(1L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.countermeasure_stages WHERE \"to\" IS NULL AND status = 'PILOT'"));
            await DecideAsync("stepBack", it, version + 1);
        }
    }

    [Fact]
    public async Task Managers_and_directors_decide_and_others_propose()
    {
        var worker = new { cause, title = "T", description = "D", owner = Company.IdOf(company[Position.Worker]), evidence = "E" };
        foreach (var proposer in new[] { Position.Agent, Position.Leader, Position.Manager, Position.Director }) await company.DoAsync("proposeCountermeasure", company[proposer], worker, "countermeasure { id }");
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("proposeCountermeasure", company[Position.Worker], worker));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("proposeCountermeasure", Manager, worker with { evidence = " " }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("proposeCountermeasure", Manager, worker with { owner = Company.IdOf(company[Position.Surveyor]) }));
        Assert.Equal(["NotFound"], await company.RefusedAsync("proposeCountermeasure", Manager, worker with { cause = GlobalId.Encode("Cause", Guid.NewGuid()) }));
        var it = await ProposeAsync();
        foreach (var mutation in new[] { "advanceCountermeasure", "stepBackCountermeasure" })
            foreach (var other in new[] { company[Position.Leader], company[Position.Agent], company.Customer, company.Partner })
                Assert.Equal(["NotAllowed"], await company.RefusedAsync(mutation, other, Gate(it, 1, [estates[0]])));
        Assert.False((await company.Platform.DataAsync("query($id: ID!) { countermeasure(id: $id) { nextActions { isMine } } }", company[Position.Leader], new { id = it })).GetProperty("countermeasure").GetProperty("nextActions")[0].GetProperty("isMine").GetBoolean());
        // The company may leave it to others, and what is named follows.
        await company.DoAsync("setRight", company[Position.Administrator], new { mutation = "advanceCountermeasure", positions = new[] { "LEADER" }, reason = "Ours." }, "right { id }");
        const string Mine = "query($id: ID!) { countermeasure(id: $id) { nextActions { mutation by isMine } } }";
        foreach (var (position, isMine) in new[] { (Position.Leader, true), (Position.Manager, false) })
        {
            var action = (await company.Platform.DataAsync(Mine, company[position], new { id = it })).GetProperty("countermeasure").GetProperty("nextActions")[0];
            Assert.Equal($$"""{"mutation":"advanceCountermeasure","by":["LEADER"],"isMine":{{(isMine ? "true" : "false")}}}""", action.GetRawText());
        }
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("advanceCountermeasure", Manager, Gate(it, 1, [estates[0]])));
        await company.DoAsync("advanceCountermeasure", company[Position.Leader], Gate(it, 1, [estates[0]]), "countermeasure { id }");
        foreach (var reader in new[] { company.Customer, company.Partner, Actor.Anonymous })
            Assert.Equal(
                """{"countermeasures":{"totalCount":0},"causes":{"totalCount":0},"improvements":{"totalCount":0},"effectRules":{"totalCount":0},"countermeasure":null}""",
                (await company.Platform.DataAsync("query($id: ID!) { countermeasures { totalCount } causes { totalCount } improvements { totalCount } effectRules { totalCount } countermeasure(id: $id) { title } }", reader, new { id = it })).GetRawText());
    }

    [Fact]
    public async Task Improvements_follow_what_is_solved_or_eased_and_are_done_dropped_or_due()
    {
        var complaint = await company.FileAsync(customer: company.Customer);
        await company.StepsAsync(complaint, "acknowledge", "assign");
        object Plan(string title, string? cause = null) => new { title, description = Company.Private, owner = Company.IdOf(company[Position.Worker]), dueAt = Start.AddDays(10), complaint = cause is null ? complaint : null, cause };
        // Its urgency was not eased, nor is it solved.
        var refused = await company.Platform.DataAsync("mutation($input: PlanImprovementInput!) { planImprovement(input: $input) { errors { __typename ... on StepsMissing { missing } } } }", Manager, new { input = Plan("Too early") });
        Assert.Equal("""[{"__typename":"StepsMissing","missing":["EMERGENCY_MEASURE"]}]""", refused.GetProperty("planImprovement").GetProperty("errors").GetRawText());
        await company.DoAsync("takeEmergencyMeasure", company[Position.Worker], new { complaint, kind = "REPAIR", description = Company.Private }, "complaint { id }");
        var done = await PlanAsync(Plan("New belts"));
        await company.StepsAsync(complaint, "resolve");
        var (late, dropped) = (await PlanAsync(Plan("New drives")), await PlanAsync(Plan("New lifts", cause)));
        foreach (var wrong in new object[] { new { title = "T", owner = Company.IdOf(company[Position.Worker]), dueAt = Start.AddDays(-1), complaint }, new { title = "T", owner = Company.IdOf(company[Position.Worker]), dueAt = Start.AddDays(1), complaint, cause }, new { title = "T", owner = Company.IdOf(company[Position.Worker]), dueAt = Start.AddDays(1) } })
            Assert.Equal(["ValidationError"], await company.RefusedAsync("planImprovement", Manager, wrong));

        Assert.Equal(["NotAllowed"], await company.RefusedAsync("completeImprovement", company[Position.Agent], new { improvement = done, result = "R" }));
        await company.DoAsync("completeImprovement", company[Position.Worker], new { improvement = done, result = Company.Private }, "improvement { id }");
        Assert.Equal(["StepNotAllowed"], await company.RefusedAsync("completeImprovement", company[Position.Worker], new { improvement = done, result = "R" }));
        await company.DoAsync("dropImprovement", Manager, new { improvement = dropped, reason = Company.Private }, "improvement { id }");
        time.Set(Start.AddDays(12));
        await company.UntilAsync(1, "SELECT count(*) FROM propertygraph.events WHERE entity = 'Improvement' AND kind = 'DUE'");
        await TimersAsync();
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>($"SELECT count(*) FROM propertygraph.events WHERE entity = 'Improvement' AND kind = 'DUE' AND subject = '{Company.Key(late)}'"));
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.events WHERE entity = 'Improvement' AND kind = 'DUE'"));

        const string Read = "query($id: ID!, $cause: ID!) { complaint(id: $id) { doneSteps improvements { nodes { title status isOverdue } } } cause(id: $cause) { improvements { nodes { title status } } } improvements(where: { isOverdue: { eq: true } }) { nodes { title owner { position } } } }";
        Assert.Equal(
            """{"complaint":{"doneSteps":["EMERGENCY_MEASURE","IMPROVEMENT_PLANNED"],"improvements":{"nodes":[{"title":"New belts","status":"DONE","isOverdue":false},{"title":"New drives","status":"PLANNED","isOverdue":true}]}},"cause":{"improvements":{"nodes":[{"title":"New lifts","status":"DROPPED"}]}},"improvements":{"nodes":[{"title":"New drives","owner":{"position":"WORKER"}}]}}""",
            (await company.Platform.DataAsync(Read, Manager, new { id = complaint, cause })).GetRawText());
        // Its customer sees nothing of it.
        Assert.DoesNotContain("IMPROVEMENT", (await company.Platform.DataAsync("query($id: ID!) { complaint(id: $id) { events { nodes { kind } } nextActions { mutation } } }", company.Customer, new { id = complaint })).GetRawText(), StringComparison.OrdinalIgnoreCase);
        await company.AssertLoggedAsync("Improvement.PLANNED", "Improvement.COMPLETED", "Improvement.DROPPED", "Improvement.DUE");
    }

    [Fact]
    public async Task Who_leaves_leaves_neither_countermeasure_nor_improvement_to_nobody()
    {
        var it = await ProposeAsync(company[Position.Agent]);
        await company.DoAsync("advanceCountermeasure", Manager, new { countermeasure = it, version = 1, owner = Company.IdOf(company[Position.Agent]), evidence = "E", properties = new[] { estates[0] } }, "countermeasure { id }");
        var rejected = await ProposeAsync(company[Position.Agent]);
        await DecideAsync("reject", rejected, 1);
        var improvement = await PlanAsync(new { title = "T", owner = Company.IdOf(company[Position.Agent]), dueAt = Start.AddDays(10), cause });
        await company.DoAsync("deactivateStaff", company[Position.Administrator], new { staff = Company.IdOf(company[Position.Agent]) }, "staff { active }");
        var read = await company.Platform.DataAsync(
            "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Countermeasure { version owner { position } stages { nodes { owner { position } } } } ... on Improvement { owner { position } } } }", Manager, new { ids = new[] { it, rejected, improvement } });
        Assert.Equal(
            """[{"version":3,"owner":{"position":"LEADER"},"stages":{"nodes":[{"owner":{"position":"AGENT"}},{"owner":{"position":"LEADER"}}]}},{"version":2,"owner":{"position":"AGENT"},"stages":{"nodes":[{"owner":{"position":"AGENT"}},{"owner":{"position":"AGENT"}}]}},{"owner":{"position":"LEADER"}}]""",
            read.GetProperty("nodes").GetRawText());
        await company.AssertLoggedAsync("Countermeasure.HANDED_OVER", "Improvement.HANDED_OVER");
    }

    [Fact]
    public async Task Somebody_else_answers_for_it_in_the_middle_of_a_stage()
    {
        var it = await ProposeAsync();
        await DecideAsync("advance", it, 1, [estates[0]]);
        object To(Position owner, int version = 2, string reason = "Knows the maker.") => new { countermeasure = it, version, owner = Company.IdOf(company[owner]), reason };
        foreach (var other in new[] { company[Position.Leader], company[Position.Agent], company[Position.Worker], company.Customer, company.Partner })
            Assert.Equal(["NotAllowed"], await company.RefusedAsync("handOverCountermeasure", other, To(Position.Leader)));
        foreach (var wrong in new[] { To(Position.Worker), To(Position.Surveyor), To(Position.Leader, reason: " ") })
            Assert.Equal(["ValidationError"], await company.RefusedAsync("handOverCountermeasure", Manager, wrong));
        await company.DoAsync("deactivateStaff", company[Position.Administrator], new { staff = Company.IdOf(company[Position.Trainer]) }, "staff { active }");
        Assert.Equal(["ValidationError"], await company.RefusedAsync("handOverCountermeasure", Manager, To(Position.Trainer)));
        Assert.Equal(["CountermeasureChanged"], await company.RefusedAsync("handOverCountermeasure", Manager, To(Position.Leader, 1)));
        Assert.Equal(["NotFound"], await company.RefusedAsync("handOverCountermeasure", Manager, new { countermeasure = GlobalId.Encode("Countermeasure", Guid.NewGuid()), version = 2, owner = Company.IdOf(company[Position.Leader]), reason = "R" }));

        time.Forward(Month);
        await company.DoAsync("handOverCountermeasure", Manager, To(Position.Leader), "countermeasure { id }");
        time.Forward(Month);
        // A last day takes it along, as a decision does.
        await company.DoAsync("planLeaving", company[Position.Administrator], new { staff = Company.IdOf(company[Position.Leader]), leavesOn = $"{time.GetUtcNow():yyyy-MM-dd}" }, "staff { leavesOn }");
        time.Forward(TimeSpan.FromDays(2));
        await company.UntilAsync(0, $"SELECT count(*) FROM complaints.countermeasures WHERE owner_id = '{company[Position.Leader].Id}'");
        const string Read = "query($id: ID!) { countermeasure(id: $id) { version owner { position } stages { nodes { status owner { position } } } owners { nodes { staff { position } by { position } reason } } } }";
        Assert.Equal(
            """{"version":4,"owner":{"position":"MANAGER"},"stages":{"nodes":[{"status":"PROPOSED","owner":{"position":"WORKER"}},{"status":"TRIAL","owner":{"position":"MANAGER"}}]},"owners":{"nodes":[{"staff":{"position":"WORKER"},"by":{"position":"LEADER"},"reason":null},{"staff":{"position":"LEADER"},"by":{"position":"MANAGER"},"reason":"Knows the maker."},{"staff":{"position":"MANAGER"},"by":null,"reason":null}]}}""",
            (await company.Platform.DataAsync(Read, Manager, new { id = it })).GetProperty("countermeasure").GetRawText());
        await DecideAsync("stepBack", it, 4);
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>($"SELECT count(*) FROM complaints.countermeasure_owners WHERE \"to\" IS NULL AND staff_id = '{company[Position.Worker].Id}'"));
        await DecideAsync("reject", it, 5);
        Assert.Equal(["StepNotAllowed"], await company.RefusedAsync("handOverCountermeasure", Manager, To(Position.Director, 6)));
        await company.AssertLoggedAsync("Countermeasure.HANDED_OVER");
    }

    /// <summary>Of two who name somebody at once one wins, and one person answers for it.</summary>
    [Fact]
    public async Task Of_two_who_hand_it_over_at_once_one_wins()
    {
        var it = await ProposeAsync();
        for (var version = 1; version < 6; version++)
        {
            var payloads = await Task.WhenAll(new[] { Position.Leader, Position.Agent, Position.Manager, Position.Director }.Where(p => p != (version % 2 == 0 ? Position.Leader : Position.Agent)).Select(owner =>
                company.TryAsync("handOverCountermeasure", Manager, new { countermeasure = it, version, owner = Company.IdOf(company[owner]), reason = "R" }, "__typename")));
            Assert.Single(payloads, p => Company.Errors(p).Count == 0);
            Assert.Equal(1L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.countermeasure_owners WHERE \"to\" IS NULL"));
        }
    }

    private const string Regressions = "SELECT count(*) FROM propertygraph.events WHERE entity = 'Countermeasure' AND kind = 'REGRESSED'";

    private Task TimersAsync() => company.UntilAsync(0, $"SELECT count(*) FROM propertygraph.timers WHERE module = 'complaints' AND due <= '{time.GetUtcNow():O}'");

    private async Task<DateTimeOffset> DueAsync() => new(await company.Platform.ScalarAsync<DateTime>("SELECT due FROM propertygraph.timers WHERE kind = 'countermeasureEffect'"), TimeSpan.Zero);

    private async Task<string> ProposeAsync(Actor? owner = null) => Company.Id(
        await company.DoAsync("proposeCountermeasure", company[Position.Leader], new { cause, title = "Other belts", description = "Belts of another make.", owner = Company.IdOf(owner ?? company[Position.Worker]), evidence = "Three belts tore within a month." }, "countermeasure { id }"), "countermeasure");

    private async Task<string> PlanAsync(object plan) => Company.Id(await company.DoAsync("planImprovement", company[Position.Agent], plan, "improvement { id }"), "improvement");

    private object Gate(string countermeasure, int version, string[]? properties) => new { countermeasure, version, owner = Company.IdOf(company[Position.Worker]), evidence = "Seen.", properties };

    private object GateOf(string step, string countermeasure, int version, string[]? properties) => step == "reject" ? new { countermeasure, version, evidence = "Seen." } : Gate(countermeasure, version, properties);

    private Task DecideAsync(string step, string countermeasure, int version, string[]? properties = null) =>
        company.DoAsync($"{step}Countermeasure", Manager, GateOf(step, countermeasure, version, properties), "countermeasure { id }");

    private Task<IReadOnlyList<string>> RefusedAsync(string step, string countermeasure, int version, string[]? properties = null) =>
        company.RefusedAsync($"{step}Countermeasure", Manager, GateOf(step, countermeasure, version, properties));

    private async Task<string> ReadAsync(string id) => (await company.Platform.DataAsync(
        "query($id: ID!) { countermeasure(id: $id) { status effect { after { complaints } } stages { nodes { status measured { before { complaints } after { complaints } } sites { totalCount } } } } }", Manager, new { id })).GetProperty("countermeasure").GetRawText();

    private async Task<string> CauseAsync(string code) => (await company.Platform.DataAsync("query($code: String) { cause(code: $code) { id } }", Manager, new { code })).GetProperty("cause").GetProperty("id").GetString()!;

    private Task NarrowAsync() => company.DoAsync("setCause", Manager, new { code = "DOOR_BELT_WORN", name = "Belt worn", parent = cause }, "cause { id }");

    /// <summary>Places come from imports only.</summary>
    private async Task<string> EstateAsync(int units)
    {
        var key = Guid.CreateVersion7();
        await company.Platform.ExecuteAsync(
            $"""
            INSERT INTO customers.properties (id, code, name, address) VALUES ('{key}', '{key}', 'Estate', 'Road 2');
            INSERT INTO customers.buildings (id, property_id, code, name) VALUES ('{key}', '{key}', 'B1', 'Tower');
            INSERT INTO customers.units (id, property_id, building_id, code, usage, occupancy_version) SELECT gen_random_uuid(), '{key}', '{key}', n, 'RESIDENTIAL', 0 FROM generate_series(1, {units}) AS n;
            """);
        return GlobalId.Encode("Property", key);
    }

    /// <summary>So many complaints of a cause in an estate, evenly over a time.</summary>
    private Task ComplainAsync(string estate, string code, DateTimeOffset from, DateTimeOffset to, int count, string status = "CLOSED") => company.Platform.ExecuteAsync(
        $"""
        INSERT INTO complaints.complaints (id, reference, title, description, channel, severity, status, property_id, department_id, cause_id, filed_at, due_at, pauses_on_hold, reopen_count)
        SELECT gen_random_uuid(), gen_random_uuid(), 'T', 'D', 'HOTLINE', 'GENERAL', '{status}', '{Company.Key(estate)}', '{Company.Key(company.Department)}', (SELECT id FROM complaints.causes WHERE code = '{code}'),
            TIMESTAMPTZ '{from:O}' + (n - 0.5) / {count} * (TIMESTAMPTZ '{to:O}' - TIMESTAMPTZ '{from:O}'), '{to:O}', false, 0
        FROM generate_series(1, {count}) AS n
        """);

    private static int Complaints(JsonElement effect, string period) => effect.GetProperty(period).GetProperty("complaints").GetInt32();

    private static decimal Rounded(JsonElement effect, string period, string field) => Math.Round(effect.GetProperty(period).GetProperty(field).GetDecimal(), 2);

    private static (decimal, decimal, decimal) Interval(JsonElement of) => (Math.Round(of.GetProperty("value").GetDecimal(), 3), Math.Round(of.GetProperty("low").GetDecimal(), 3), Math.Round(of.GetProperty("high").GetDecimal(), 3));
}
