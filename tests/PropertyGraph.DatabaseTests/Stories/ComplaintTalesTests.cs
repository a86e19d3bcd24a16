using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Whole cases under the procedures that the platform comes with, told by those who take part; what each of them reads in the end is in a file.</summary>
public sealed partial class ComplaintTalesTests : IAsyncLifetime
{
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(isStrict: true);

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Agent => company[Position.Agent];

    /// <summary>R41, R48, R49, R50, R52, R53.</summary>
    [Fact]
    public async Task A_lift_that_fails_twice()
    {
        var first = await FileAsync(company.Customer, new { title = "Lift stopped between floors", description = "Twice this morning." });
        // What has to be done at once waits for nobody.
        await DoAsync("takeEmergencyMeasure", company[Position.Worker], new { complaint = first, kind = "SAFEGUARD", description = "Lift locked, doors taped.", expectedCost = 0 });
        await DoAsync("acknowledgeComplaint", Agent, new { complaint = first, accountable = Company.IdOf(company[Position.Worker]), category = await CategoryAsync("LIFT_STOPPED"), note = "We are on the way." });
        await DoAsync("assignComplaint", Agent, new { complaint = first });
        Assert.Equal(["SITE_INVESTIGATION", "CAUSE_ANALYSIS"], await MissingAsync("resolveComplaint", company[Position.Worker], new { complaint = first, resolution = "Runs again." }));
        Assert.Equal(["SITE_INVESTIGATION", "CAUSE_ANALYSIS"], await MissingAsync("proposeDecision", Agent, new { complaint = first, text = "Replace the door drive." }));
        await DoAsync("recordInvestigation", company[Position.Worker], new { complaint = first, kind = "SITE", findings = "Door drive blocked on floor 7." });
        await DoAsync("recordInvestigation", company[Position.Worker], new { complaint = first, kind = "CAUSE", findings = "Belt of the door drive worn out.", cause = await CauseAsync("DOOR_DRIVE_WORN") });
        await DoAsync("resolveComplaint", company[Position.Worker], new { complaint = first, resolution = "The belt was replaced; the lift runs." });
        Assert.Equal(["ACTUAL_COSTS", "IMPROVEMENT_PLANNED"], await MissingAsync("closeComplaint", Agent, new { complaint = first }));
        await CompleteMeasureAsync(first, 180.5m);
        await DoAsync("planImprovement", company[Position.Leader], new { complaint = first, title = "Look at the belts of all lifts", owner = Company.IdOf(company[Position.Worker]), dueAt = "2030-01-01T00:00:00Z" }, "improvement");
        await DoAsync("closeComplaint", Agent, new { complaint = first });
        await DoAsync("rateComplaint", company.Customer, new { complaint = first, rating = 2, comment = "It took all day." });

        var second = await FileAsync(Agent, new { title = "Lift stopped again", description = "Floor 7, as last week.", customer = Company.IdOf(company.Customer), unit = company.Unit, category = await CategoryAsync("LIFT_STOPPED") });
        await DoAsync("linkComplaint", Agent, new { complaint = second, to = first, kind = "REPEATS" });
        await DoAsync("acknowledgeComplaint", Agent, new { complaint = second, accountable = Company.IdOf(company[Position.Worker]) });
        await DoAsync("assignComplaint", Agent, new { complaint = second });
        await DoAsync("waiveEmergencyMeasure", company[Position.Leader], new { complaint = second, reason = "The other lift of the tower runs." });
        await DoAsync("recordInvestigation", company[Position.Worker], new { complaint = second, kind = "SITE", findings = "The same door." });
        await DoAsync("recordInvestigation", company[Position.Worker], new { complaint = second, kind = "CAUSE", findings = "The new belt is worn out as well.", cause = await CauseAsync("DOOR_DRIVE_WORN") });
        var countermeasure = await MatureAsync();

        const string Read =
            """
            query($ids: [ID!]!) { nodes(ids: $ids) { ... on Complaint {
              title status severity doneSteps missingSteps rating ratingComment
              emergencyMeasures { nodes { kind description expectedCost actualCost } } investigations { nodes { kind findings cause { code } } }
              cause { code } improvements { nodes { title status isOverdue owner { position } } }
              links { nodes { kind to { title } } } linkedFrom { nodes { kind complaint { title } } }
              events { nodes { kind visibility note actorKind toStatus } } nextActions { step isMine missing } } } }
            """;
        const string ReadOwn = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Complaint { title status rating events { nodes { kind note } } nextActions { mutation by isMine missing } } } }";
        const string ReadMatured =
            "query($id: ID!) { countermeasure(id: $id) { title status version cause { code } owner { position } nextActions { mutation to isMine } stages { nodes { status evidence owner { position } decidedBy { position } sites(order: [{ property: { code: ASC } }]) { nodes { property { code } } } } } } }";
        const string ReadNone = "query($id: ID!) { countermeasure(id: $id) { title } countermeasures { totalCount } }";
        await GoldenAsync("tale-lift", (Agent, Read, new { ids = new[] { first, second } }), (company[Position.Manager], ReadMatured, new { id = countermeasure }), (company.Customer, ReadNone, new { id = countermeasure }), (company.Partner, ReadNone, new { id = countermeasure }), (company.Customer, ReadOwn, new { ids = new[] { first, second } }), (company.Neighbour, ReadOwn, new { ids = new[] { first, second } }));
    }

    /// <summary>A better belt: tried in one estate, then in two, then wherever door drives wear out.</summary>
    private async Task<string> MatureAsync()
    {
        var (other, third) = (await EstateAsync("P2"), await EstateAsync("P3"));
        var owner = Company.IdOf(company[Position.Worker]);
        var countermeasure = Company.Id(
            await company.DoAsync("proposeCountermeasure", Agent, new { cause = await CauseAsync("DOOR_DRIVE_WORN"), title = "Belts with steel cords", description = "They last three times as long.", owner, evidence = "Two belts tore within a week." }, "countermeasure { id }"), "countermeasure");
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("advanceCountermeasure", company[Position.Leader], new { countermeasure, version = 1, owner, evidence = "It looks good.", properties = new[] { other } }));
        await DoAsync("advanceCountermeasure", company[Position.Manager], new { countermeasure, version = 1, owner, evidence = "The maker has data.", properties = new[] { other } }, "countermeasure");
        Assert.Equal(["ValidationError"], await company.RefusedAsync("advanceCountermeasure", company[Position.Manager], new { countermeasure, version = 2, owner, evidence = "It looks good.", properties = new[] { third } }));
        await DoAsync("advanceCountermeasure", company[Position.Manager], new { countermeasure, version = 2, owner, evidence = "Nothing tore in the trial.", properties = new[] { other, third } }, "countermeasure");
        // The estate of both complaints was not in the pilot: a standard holds there too.
        Assert.Equal(["ValidationError"], await company.RefusedAsync("advanceCountermeasure", company[Position.Director], new { countermeasure, version = 3, owner, evidence = "Good.", properties = new[] { other, third } }));
        await DoAsync("advanceCountermeasure", company[Position.Director], new { countermeasure, version = 3, owner = Company.IdOf(company[Position.Leader]), evidence = "Nothing tore in the pilot." }, "countermeasure");
        return countermeasure;
    }

    /// <summary>Places come from imports only.</summary>
    private async Task<string> EstateAsync(string code)
    {
        var key = Guid.CreateVersion7();
        await company.Platform.ExecuteAsync($"INSERT INTO customers.properties (id, code, name, address) VALUES ('{key}', '{code}', 'Estate', 'Road 2')");
        return GlobalId.Encode("Property", key);
    }

    private async Task<string> CauseAsync(string code) => (await company.Platform.DataAsync("query($code: String) { cause(code: $code) { id } }", Agent, new { code })).GetProperty("cause").GetProperty("id").GetString()!;

    /// <summary>R51: centre and department decide together, on one version.</summary>
    [Fact]
    public async Task Noise_between_neighbours_co_signed()
    {
        var security = (await company.Platform.DataAsync("""{ department(code: "SECURITY") { id } }""", Actor.System)).GetProperty("department").GetProperty("id").GetString()!;
        var hired = await company.DoAsync("hireStaff", Actor.System, new { number = "S-99", name = "Guard", position = "LEADER", department = security }, "staff { id }");
        var guard = Actor.Staff(Company.Key(Company.Id(hired, "staff")), Company.Key(security), Position.Leader);

        var complaint = await FileAsync(company.Customer, new { title = "Drums at night", description = "From above, until two.", category = await CategoryAsync("NOISE") });
        await DoAsync("cosignComplaint", Agent, new { complaint, customer = Company.IdOf(company.Neighbour) });
        Assert.Equal(["Conflict"], await company.RefusedAsync("cosignComplaint", Agent, new { complaint, customer = Company.IdOf(company.Neighbour) }));
        await DoAsync("acknowledgeComplaint", Agent, new { complaint, accountable = Company.IdOf(guard) });
        await DoAsync("assignComplaint", Agent, new { complaint });
        Assert.Equal(["CAUSE_ANALYSIS"], await MissingAsync("proposeDecision", Agent, new { complaint, text = "Talk to them." }));
        await DoAsync("recordInvestigation", guard, new { complaint, kind = "CAUSE", findings = "A drum kit without damping." });
        await DoAsync("proposeDecision", Agent, new { complaint, text = "Talk to them.", expectedLoss = 0 });
        await DoAsync("signDecision", Agent, new { complaint, version = 1 });
        await DoAsync("proposeDecision", guard, new { complaint, text = "Talk to them; damping paid by half.", expectedLoss = 300 });
        Assert.Equal(["DecisionSuperseded"], await company.RefusedAsync("signDecision", guard, new { complaint, version = 1 }));
        Assert.Equal(["JOINT_DECISION"], await MissingAsync("resolveComplaint", guard, new { complaint, resolution = "Damped." }));
        await DoAsync("signDecision", guard, new { complaint, version = 2 });
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("signDecision", guard, new { complaint, version = 2 }));
        await DoAsync("signDecision", Agent, new { complaint, version = 2 });
        await DoAsync("resolveComplaint", guard, new { complaint, resolution = "The drums stand on damping now." });

        const string Read =
            """
            query($id: ID!) { complaint(id: $id) { status cosignerCount doneSteps missingSteps
              decisions { nodes { version text expectedLoss isCommitted centreSignedBy { position } departmentSignedBy { position } department { code } } }
              cosignatures { nodes { customer { name } } } events { nodes { kind visibility } } } }
            """;
        const string ReadJoined = "query($id: ID!) { complaint(id: $id) { title } customers { nodes { cosignatures { nodes { status complaint { title } } } complaints { totalCount } } } }";
        const string ReadOwn = "query($id: ID!) { complaint(id: $id) { title status cosignerCount events { nodes { kind } } } customers { nodes { cosignatures { totalCount } } } }";
        await GoldenAsync("tale-noise", (Agent, Read, new { id = complaint }), (company.Neighbour, ReadJoined, new { id = complaint }), (company.Customer, ReadOwn, new { id = complaint }));
    }

    /// <summary>R42, R46.</summary>
    [Fact]
    public async Task A_comment_card_without_a_name()
    {
        var key = Guid.NewGuid().ToString();
        var payload = await company.DoAsync("fileComplaint", Actor.Anonymous, new { title = "Dark stairs", description = "The light of stair B is out.", channel = "COMMENT_CARD", property = company.Property, idempotencyKey = key }, "reference complaint { id }");
        var reference = payload.GetProperty("reference").GetString()!;
        var found = await company.Platform.DataAsync("query($reference: String) { complaint(reference: $reference) { id } }", Agent, new { reference });
        var complaint = found.GetProperty("complaint").GetProperty("id").GetString()!;
        await DoAsync("acknowledgeComplaint", Agent, new { complaint, accountable = Company.IdOf(company[Position.Worker]) });
        await DoAsync("assignComplaint", Agent, new { complaint });
        await DoAsync("recordInvestigation", company[Position.Worker], new { complaint, kind = "CAUSE", findings = "Lamp burnt out." });
        await DoAsync("proposeDecision", Agent, new { complaint, text = "New lamp." });
        await DoAsync("signDecision", Agent, new { complaint, version = 1 });
        await DoAsync("signDecision", company[Position.Leader], new { complaint, version = 1 });
        await DoAsync("resolveComplaint", company[Position.Worker], new { complaint, resolution = "The lamp was replaced." });
        await DoAsync("closeComplaint", Agent, new { complaint });
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("rateComplaint", Actor.Anonymous, new { complaint, rating = 1 }));

        // Nothing that was written when it was filed leads to anybody.
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>(
            $"""
            SELECT (SELECT count(*) FROM propertygraph.audit WHERE command = 'fileComplaint' AND (actor_id IS NOT NULL OR subject <> 'anonymous'))
              + (SELECT count(*) FROM propertygraph.events WHERE kind = 'FILED' AND actor_id IS NOT NULL)
              + (SELECT count(*) FROM propertygraph.idempotency_keys WHERE mutation = 'fileComplaint' AND caller NOT LIKE 'ANONYMOUS %')
              + (SELECT count(*) FROM complaints.complaints WHERE customer_id IS NOT NULL OR unit_id IS NOT NULL)
            """));
        await GoldenAsync("tale-comment-card",
            (Agent, "query($id: ID!) { complaint(id: $id) { status isAnonymous channel customer { id } unit { id } property { code } doneSteps missingSteps events { nodes { kind actorKind } } } }", new { id = complaint }),
            (Actor.Anonymous, "query($id: ID!) { node(id: $id) { id } }", new { id = complaint }));
    }

    [Fact]
    public async Task A_resident_who_reopens()
    {
        var complaint = await FileAsync(company.Customer, new { title = "Water pressure too low", description = "A trickle on floor 12.", category = await CategoryAsync("WATER_PRESSURE") });
        await HandleAsync(complaint, "The pump was adjusted.");
        await DoAsync("closeComplaint", Agent, new { complaint, note = "Please tell us if it is not so." });
        await DoAsync("rateComplaint", company.Customer, new { complaint, rating = 1, comment = "A trickle still." });
        Assert.Equal(["NotFound"], await company.RefusedAsync("reopenComplaint", company.Neighbour, new { complaint, reason = "Mine too" }));
        await DoAsync("reopenComplaint", company.Customer, new { complaint, reason = "A trickle still." });
        Assert.Equal(["StepNotAllowed"], await company.RefusedAsync("rateComplaint", company.Customer, new { complaint, rating = 5 }));
        await DoAsync("assignComplaint", Agent, new { complaint });
        // The answer did not hold, so its cause and its decision count no more.
        Assert.Equal(["CAUSE_ANALYSIS", "JOINT_DECISION"], await MissingAsync("resolveComplaint", company[Position.Worker], new { complaint, resolution = "Again." }));

        const string Read = "query($id: ID!) { complaint(id: $id) { status reopenCount rating resolvedAt closedAt doneSteps missingSteps responsibilities { totalCount } decisions { nodes { version isCommitted } } events { nodes { kind note actorKind } } } }";
        const string ReadOwn = "query($id: ID!) { complaint(id: $id) { status reopenCount nextActions { mutation } events { nodes { kind note } } } }";
        await GoldenAsync("tale-reopened", (Agent, Read, new { id = complaint }), (company.Customer, ReadOwn, new { id = complaint }));
    }

    /// <summary>R27, R30.</summary>
    [Fact]
    public async Task Five_reports_of_one_burst_pipe()
    {
        var reports = new List<string>();
        foreach (var filer in new[] { company.Customer, company.Neighbour, Agent, Agent, Agent }) reports.Add(await FileAsync(filer, new { title = $"Water from the ceiling {reports.Count + 1}", description = "It runs down the wall." }));
        var bulk = await company.DoAsync("acknowledgeComplaints", Agent, new { complaints = reports, accountable = Company.IdOf(company[Position.Worker]) }, "bulkRun { succeeded failed }");
        Assert.Equal("""{"succeeded":5,"failed":0}""", bulk.GetProperty("bulkRun").GetRawText());
        foreach (var duplicate in reports.Skip(1)) await DoAsync("mergeComplaint", Agent, new { complaint = duplicate, into = reports[0], note = "One pipe, one repair." });
        Assert.Equal(["ValidationError"], await company.RefusedAsync("mergeComplaint", Agent, new { complaint = reports[0], into = reports[1] }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("mergeComplaint", Agent, new { complaint = reports[0], into = reports[0] }));

        var assigned = await company.DoAsync("assignComplaints", Agent, new { complaints = reports.Take(2).Append(GuessedId) }, "bulkRun { succeeded failed items { nodes { position succeeded code message complaint { title } } } }");
        const string Read = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Complaint { title status duplicateCount mergedInto { title } duplicates(order: [{ title: ASC }]) { nodes { title } } } } }";
        const string ReadOwn = "{ complaints { nodes { title status mergedInto { title } events { nodes { kind note } } nextActions { mutation } } } }";
        await GoldenAsync("tale-burst-pipe", (Agent, Read, new { ids = reports }), (company.Neighbour, ReadOwn, new { }), (Agent, null, assigned));
    }

    /// <summary>Two merges into each other at the same moment: one of them finds that the other was faster.</summary>
    [Fact]
    public async Task No_two_complaints_are_merged_into_each_other()
    {
        for (var i = 0; i < 5; i++)
        {
            string[] pair = [await company.FileAsync(), await company.FileAsync()];
            var payloads = await Task.WhenAll(company.TryAsync("mergeComplaint", Agent, new { complaint = pair[0], into = pair[1] }, "__typename"), company.TryAsync("mergeComplaint", Agent, new { complaint = pair[1], into = pair[0] }, "__typename"));
            Assert.Single(payloads, p => Company.Errors(p).Count == 0);
        }
    }

    /// <summary>R7, R24: running cases keep the rule that they began under, unless told otherwise.</summary>
    [Fact]
    public async Task A_procedure_is_configuration()
    {
        var running = await FileAsync(Agent, new { title = "T", description = "D" });
        var director = company[Position.Director];
        var set = await company.DoAsync("setProcedure", director, new { severity = "GENERAL", beforeResolving = new[] { "SITE_INVESTIGATION" }, permissions = new[] { new { step = "ACKNOWLEDGE", roles = new[] { "MANAGER" } } } }, "procedure { version }");
        Assert.Equal(2, set.GetProperty("procedure").GetProperty("version").GetInt32());
        foreach (var wrong in new object[]
        {
            new { severity = "GENERAL", beforeResolving = Array.Empty<string>(), permissions = new[] { new { step = "RATE", roles = new[] { "AGENT" } } } },
            new { severity = "GENERAL", beforeResolving = Array.Empty<string>(), permissions = new[] { new { step = "RATE", roles = Array.Empty<string>() } } },
            new { severity = "GENERAL", beforeResolving = Array.Empty<string>(), beforeDeciding = new[] { "JOINT_DECISION" } },
        })
            Assert.Equal(["ValidationError"], await company.RefusedAsync("setProcedure", director, wrong));

        var later = await FileAsync(Agent, new { title = "T", description = "D" });
        var acknowledge = new { complaint = later, accountable = Company.IdOf(company[Position.Worker]) };
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("acknowledgeComplaint", Agent, acknowledge));
        await DoAsync("acknowledgeComplaint", company[Position.Manager], acknowledge);
        await DoAsync("acknowledgeComplaint", Agent, acknowledge with { complaint = running });
        Assert.Equal("""["CAUSE_ANALYSIS","JOINT_DECISION"]""", await StillMissingAsync(running));
        Assert.Equal("""["SITE_INVESTIGATION"]""", await StillMissingAsync(later));
        await DoAsync("applyProcedure", director, new { complaint = running });
        Assert.Equal("""["SITE_INVESTIGATION"]""", await StillMissingAsync(running));
        await company.AssertLoggedAsync("Procedure.SET");
    }

    [Fact]
    public async Task A_grievance_becomes_a_complaint_or_is_settled()
    {
        async Task<string> RecordAsync() => Company.Id(await company.DoAsync("recordGrievance", Agent, new { text = Company.Private, customer = Company.IdOf(company.Customer), unit = company.Unit }, "grievance { id }"), "grievance");
        var (raised, settled) = (await RecordAsync(), await RecordAsync());
        Assert.Equal(["NotFound"], await company.RefusedAsync("raiseGrievance", company.Neighbour, new { grievance = raised, title = "Mine?" }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("raiseGrievance", company.Customer, new { grievance = raised, title = "T", severity = "MAJOR" }));
        var payload = await company.DoAsync("raiseGrievance", company.Customer, new { grievance = raised, title = "Enough" }, "complaint { status description }");
        Assert.Equal(Company.Private, payload.GetProperty("complaint").GetProperty("description").GetString());
        await DoAsync("settleGrievance", Agent, new { grievance = settled, outcome = "We talked." }, "grievance");
        Assert.Equal(["StepNotAllowed"], await company.RefusedAsync("settleGrievance", Agent, new { grievance = raised, outcome = "x" }));
        Assert.Equal(["StepNotAllowed"], await company.RefusedAsync("raiseGrievance", Agent, new { grievance = settled, title = "x" }));
        await company.AssertLoggedAsync("Grievance.RECORDED", "Grievance.RAISED", "Grievance.SETTLED");
    }

    private static string GuessedId => Schema.GlobalId.Encode("Complaint", Guid.CreateVersion7());

    private async Task<string> FileAsync(Actor by, object input) => Company.Id(await company.DoAsync("fileComplaint", by, input, "complaint { id }"), "complaint");

    private Task DoAsync(string mutation, Actor by, object input, string row = "complaint") => company.DoAsync(mutation, by, input, $"{row} {{ id }}");

    private async Task<string> CategoryAsync(string code) =>
        (await company.Platform.DataAsync("query($code: String) { category(code: $code) { id } }", Agent, new { code })).GetProperty("category").GetProperty("id").GetString()!;

    private async Task<IReadOnlyList<string>> MissingAsync(string mutation, Actor by, object input)
    {
        var type = $"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input!";
        var data = await company.Platform.DataAsync($"mutation($input: {type}) {{ {mutation}(input: $input) {{ errors {{ ... on StepsMissing {{ code missing }} }} }} }}", by, new { input });
        var fault = Assert.Single(data.GetProperty(mutation).GetProperty("errors").EnumerateArray());
        Assert.Equal("PG-CMD-STEPS-MISSING", fault.GetProperty("code").GetString());
        return [.. fault.GetProperty("missing").EnumerateArray().Select(m => m.GetString()!)];
    }

    private async Task<string> StillMissingAsync(string complaint) =>
        (await company.Platform.DataAsync("query($id: ID!) { complaint(id: $id) { missingSteps } }", Agent, new { id = complaint })).GetProperty("complaint").GetProperty("missingSteps").GetRawText();

    private async Task CompleteMeasureAsync(string complaint, decimal actualCost)
    {
        var measures = await company.Platform.DataAsync("query($id: ID!) { complaint(id: $id) { emergencyMeasures { nodes { id } } } }", Agent, new { id = complaint });
        await DoAsync("completeEmergencyMeasure", company[Position.Worker], new { emergencyMeasure = measures.GetProperty("complaint").GetProperty("emergencyMeasures").GetProperty("nodes")[0].GetProperty("id").GetString(), actualCost });
    }

    /// <summary>From receipt to resolution of an ordinary complaint of the service centre's own.</summary>
    private async Task HandleAsync(string complaint, string resolution)
    {
        await DoAsync("acknowledgeComplaint", Agent, new { complaint, accountable = Company.IdOf(company[Position.Worker]) });
        await DoAsync("assignComplaint", Agent, new { complaint, department = company.Department });
        await DoAsync("recordInvestigation", company[Position.Worker], new { complaint, kind = "CAUSE", findings = "Known." });
        await DoAsync("proposeDecision", Agent, new { complaint, text = "Mend it." });
        await DoAsync("signDecision", Agent, new { complaint, version = 1 });
        await DoAsync("signDecision", company[Position.Leader], new { complaint, version = 1 });
        await DoAsync("resolveComplaint", company[Position.Worker], new { complaint, resolution });
    }

    /// <summary>What each reads; references are numbered by their first appearance, and no ids or times are read.</summary>
    private Task GoldenAsync(string name, params (Actor Reader, string? Query, object Given)[] reads) => Tale.AssertAsync(company, name, reads);
}
