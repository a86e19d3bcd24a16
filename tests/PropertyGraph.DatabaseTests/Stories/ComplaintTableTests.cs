using System.Text;
using System.Text.RegularExpressions;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Every step, in every state, by everybody: exactly those succeed that the product's owner allows, and docs/complaints.md shows which. UPDATE_SNAPSHOTS=1 rewrites its table.</summary>
public sealed partial class ComplaintTableTests : IAsyncLifetime
{
    private static readonly string[] Open = ["FILED", "ACKNOWLEDGED", "IN_PROGRESS", "ON_HOLD", "REOPENED"];
    private static readonly string[] All = ["FILED", "ACKNOWLEDGED", "IN_PROGRESS", "ON_HOLD", "RESOLVED", "CLOSED", "REOPENED", "WITHDRAWN", "MERGED"];

    /// <summary>What is allowed, said apart from the code: the mutation, in which states, to whom.</summary>
    private static readonly (string Mutation, string[] States, string Who)[] Allowed =
    [
        ("acknowledgeComplaint", ["FILED"], "AGENT LEADER MANAGER DIRECTOR"),
        ("assignComplaint", ["ACKNOWLEDGED", "IN_PROGRESS", "REOPENED"], "AGENT LEADER MANAGER DIRECTOR"),
        ("triageComplaint", Open, "AGENT LEADER MANAGER DIRECTOR"),
        ("holdComplaint", ["ACKNOWLEDGED", "IN_PROGRESS"], "AGENT WORKER LEADER MANAGER DIRECTOR"),
        ("continueComplaint", ["ON_HOLD"], "AGENT WORKER LEADER MANAGER DIRECTOR"),
        ("recordInvestigation", ["ACKNOWLEDGED", "IN_PROGRESS", "ON_HOLD", "REOPENED"], "AGENT WORKER LEADER MANAGER DIRECTOR"),
        ("takeEmergencyMeasure", Open, "AGENT WORKER LEADER MANAGER DIRECTOR"),
        ("completeEmergencyMeasure", [.. Open, "RESOLVED", "CLOSED"], "AGENT WORKER LEADER MANAGER DIRECTOR"),
        ("waiveEmergencyMeasure", Open, "LEADER MANAGER DIRECTOR"),
        ("proposeDecision", ["ACKNOWLEDGED", "IN_PROGRESS", "REOPENED"], "AGENT LEADER MANAGER DIRECTOR"),
        ("signDecision", ["ACKNOWLEDGED", "IN_PROGRESS", "REOPENED"], "AGENT LEADER MANAGER DIRECTOR"),
        ("resolveComplaint", ["IN_PROGRESS"], "AGENT WORKER LEADER MANAGER DIRECTOR"),
        ("closeComplaint", ["RESOLVED"], "AGENT MANAGER DIRECTOR"),
        ("rateComplaint", ["CLOSED"], "CUSTOMER"),
        ("reopenComplaint", ["RESOLVED", "CLOSED"], "AGENT LEADER MANAGER DIRECTOR CUSTOMER"),
        ("mergeComplaint", Open, "AGENT LEADER MANAGER DIRECTOR"),
        ("withdrawComplaint", Open, "AGENT MANAGER DIRECTOR CUSTOMER"),
        ("cosignComplaint", Open, "AGENT MANAGER DIRECTOR"),
        ("joinIncident", Open, "AGENT LEADER MANAGER DIRECTOR"),
        ("openFeeDispute", Open, "AGENT MANAGER DIRECTOR CUSTOMER"),
        ("planImprovement", ["ACKNOWLEDGED", "IN_PROGRESS", "ON_HOLD", "RESOLVED", "CLOSED"], "AGENT LEADER MANAGER DIRECTOR"),
        ("linkComplaint", All, "AGENT WORKER LEADER MANAGER DIRECTOR"),
        ("addNote", All, "AGENT WORKER LEADER MANAGER DIRECTOR CUSTOMER PARTNER"),
    ];

    private Company company = null!;
    private string incident = "";
    private string charge = "";

    public async Task InitializeAsync() => company = await Company.OpenAsync();

    public async Task DisposeAsync() => await company.DisposeAsync();

    private ModulesPlatform Platform => company.Platform;

    [Fact]
    public async Task Exactly_the_allowed_steps_succeed()
    {
        var commands = Platform.Get<GraphModel>().Commands.ToDictionary(c => c.Name);
        var other = await company.FileAsync();
        incident = Company.Id(await company.DoAsync("openIncident", company[Position.Agent], new { title = "Burst main" }, "incident { id }"), "incident");
        charge = await company.ChargeAsync(company.Customer, 1000);
        var (wrong, rows) = (new List<string>(), Allowed.ToDictionary(a => a.Mutation, _ => new Dictionary<string, List<string>>()));
        foreach (var state in All)
        {
            var complaint = Company.Key(await ReachAsync(state, other));
            var named = await NamedAsync(GlobalId.Encode("Complaint", complaint));
            foreach (var (mutation, states, who) in Allowed)
            {
                var done = rows[mutation][state] = [];
                foreach (var (name, persona) in Personas())
                {
                    // Whom the mutation is not for is refused before any row is looked at: the same complaint serves for all of them.
                    var copy = May(commands[mutation], persona) ? await CopyAsync(complaint) : complaint;
                    var payload = await company.TryAsync(mutation, persona, Input(mutation, copy, other), "__typename");
                    var succeeded = Company.Errors(payload).Count == 0;
                    if (succeeded) done.Add(name);
                    if (succeeded != named[name].Contains(mutation)) wrong.Add($"nextActions {(succeeded ? "hide" : "name")} {mutation} in {state} from {name}: {payload}");
                    var allowed = states.Contains(state) && who.Split(' ').Contains(name);
                    if (succeeded != allowed) wrong.Add($"{mutation} in {state} by {name}: {payload}");
                    else if (!succeeded && mutation != "linkComplaint" && await TouchedAsync(copy, complaint)) wrong.Add($"{mutation} in {state} by {name} was refused and changed something");
                }
            }
        }
        Assert.Empty(wrong);
        AssertPage(rows);
    }

    /// <summary>What the company says differently decides what can be done, and so what is named.</summary>
    [Fact]
    public async Task Rights_that_the_company_sets_decide_what_is_named_and_what_succeeds()
    {
        (string Mutation, string[] Positions)[] set =
        [
            ("closeComplaint", ["WORKER"]), ("assignComplaint", ["DIRECTOR"]), ("reopenComplaint", ["TRAINER", "WORKER"]), ("addNote", ["ADMINISTRATOR"]), ("holdComplaint", ["LEADER"]), ("acknowledgeComplaint", ["WORKER", "LEADER"]),
        ];
        foreach (var (mutation, positions) in set) await company.DoAsync("setRight", company[Position.Administrator], new { mutation, positions, reason = "Ours." }, "right { id }");
        // A procedure narrows what the rights leave.
        await company.DoAsync("setProcedure", company[Position.Director], new { severity = "GENERAL", beforeResolving = Array.Empty<string>(), permissions = new[] { new { step = "ACKNOWLEDGE", roles = new[] { "LEADER", "AGENT" } } } }, "procedure { id }");
        var (wrong, other) = (new List<string>(), await company.FileAsync());
        foreach (var state in new[] { "FILED", "IN_PROGRESS", "RESOLVED", "CLOSED" })
        {
            var complaint = Company.Key(await ReachAsync(state, other, isAsSystem: true));
            var named = await NamedAsync(GlobalId.Encode("Complaint", complaint));
            foreach (var (mutation, _) in set)
                foreach (var (name, persona) in Personas())
                {
                    var payload = await company.TryAsync(mutation, persona, Input(mutation, await CopyAsync(complaint), other), "__typename");
                    if (Company.Errors(payload).Count == 0 != named[name].Contains(mutation)) wrong.Add($"{mutation} in {state} by {name}: {payload}");
                }
        }
        Assert.Empty(wrong);
        var read = await company.Platform.DataAsync("query($id: ID!) { complaint(id: $id) { nextActions { mutation by } } }", company[Position.Agent], new { id = await company.FileAsync() });
        var acknowledge = read.GetProperty("complaint").GetProperty("nextActions").EnumerateArray().Single(a => a.GetProperty("mutation").GetString() == "acknowledgeComplaint");
        Assert.Equal(["LEADER"], acknowledge.GetProperty("by").EnumerateArray().Select(r => r.GetString()));
    }

    /// <summary>Names of what each may do at once with a complaint itself.</summary>
    private async Task<Dictionary<string, HashSet<string>>> NamedAsync(string complaint)
    {
        var named = new Dictionary<string, HashSet<string>>();
        foreach (var (name, persona) in Personas())
        {
            var data = await Platform.DataAsync("query($id: ID!) { complaint(id: $id) { nextActions { mutation subject isMine missing } } }", persona, new { id = complaint });
            named[name] = data.GetProperty("complaint") is not { ValueKind: System.Text.Json.JsonValueKind.Object } seen ? [] : [.. seen.GetProperty("nextActions").EnumerateArray()
                .Where(a => a.GetProperty("subject").GetString() == complaint && a.GetProperty("isMine").GetBoolean() && a.GetProperty("missing").GetArrayLength() == 0).Select(a => a.GetProperty("mutation").GetString()!)];
        }
        return named;
    }

    private IEnumerable<(string Name, Actor Actor)> Personas() =>
        Enum.GetValues<Position>().Select(p => (Names.Screaming(p.ToString()), company[p]))
            .Concat([("CUSTOMER", company.Customer), ("NEIGHBOUR", company.Neighbour), ("PARTNER", company.Partner), ("OTHER_PARTNER", company.OtherPartner), ("ANONYMOUS", Actor.Anonymous)]);

    private static bool May(CommandDefinition command, Actor persona) => command.Audiences.Has(persona.Audience) && (persona.Audience != Audience.Staff || command.Positions.Contains(persona.Position));

    /// <summary>A complaint of the customer, with the partner, an open measure and an unsigned decision, in a state.</summary>
    private async Task<string> ReachAsync(string state, string other, bool isAsSystem = false)
    {
        var complaint = await company.FileAsync(customer: company.Customer);
        await Platform.ExecuteAsync($"UPDATE complaints.complaints SET partner_id = '{company.Partner.Id}' WHERE id = '{Company.Key(complaint)}'");
        await company.DoAsync("takeEmergencyMeasure", company[Position.Worker], new { complaint, kind = "REPAIR", description = Company.Private }, "complaint { id }");
        string[] steps = state switch
        {
            "FILED" => [],
            "ACKNOWLEDGED" => ["acknowledge"],
            "IN_PROGRESS" => ["acknowledge", "assign"],
            "ON_HOLD" => ["acknowledge", "assign", "hold"],
            "RESOLVED" => ["acknowledge", "assign", "resolve"],
            "CLOSED" => ["acknowledge", "assign", "resolve", "close"],
            "REOPENED" => ["acknowledge", "assign", "resolve", "reopen"],
            "WITHDRAWN" => ["withdraw"],
            _ => [],
        };
        foreach (var step in steps) await company.DoAsync($"{step}Complaint", isAsSystem ? Actor.System : company[Position.Manager], company.StepInput(complaint, step), "complaint { id }");
        if (state is "ACKNOWLEDGED" or "IN_PROGRESS" or "REOPENED") await company.DoAsync("proposeDecision", company[Position.Manager], new { complaint, text = Company.Private }, "version");
        if (state == "MERGED") await company.DoAsync("mergeComplaint", company[Position.Manager], new { complaint, into = other }, "complaint { id }");
        return complaint;
    }

    private async Task<Guid> CopyAsync(Guid complaint)
    {
        var copy = Guid.CreateVersion7();
        await Platform.ExecuteAsync(
            $"""
            INSERT INTO complaints.complaints SELECT (jsonb_populate_record(c, jsonb_build_object('id', '{copy}', 'reference', 'T-{copy}'))).* FROM complaints.complaints AS c WHERE id = '{complaint}';
            INSERT INTO complaints.emergency_measures SELECT (jsonb_populate_record(m, jsonb_build_object('id', '{copy}', 'complaint_id', '{copy}'))).* FROM complaints.emergency_measures AS m WHERE complaint_id = '{complaint}';
            INSERT INTO complaints.decisions SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'complaint_id', '{copy}'))).* FROM complaints.decisions AS d WHERE complaint_id = '{complaint}';
            """);
        return copy;
    }

    private Task<bool> TouchedAsync(Guid copy, Guid original) => Platform.ScalarAsync<bool>(
        $"SELECT (SELECT to_jsonb(c) - 'id' - 'reference' FROM complaints.complaints AS c WHERE id = '{copy}') IS DISTINCT FROM (SELECT to_jsonb(c) - 'id' - 'reference' FROM complaints.complaints AS c WHERE id = '{original}')");

    private object Input(string mutation, Guid key, string other)
    {
        var complaint = GlobalId.Encode("Complaint", key);
        return mutation switch
        {
            "acknowledgeComplaint" => new { complaint, accountable = Company.IdOf(company[Position.Worker]) },
            "triageComplaint" => new { complaint, severity = "MAJOR", reason = Company.Private },
            "holdComplaint" or "reopenComplaint" or "waiveEmergencyMeasure" => new { complaint, reason = Company.Private },
            "recordInvestigation" => new { complaint, kind = "CAUSE", findings = Company.Private },
            "takeEmergencyMeasure" => new { complaint, kind = "REPAIR", description = Company.Private },
            "completeEmergencyMeasure" => new { emergencyMeasure = GlobalId.Encode("EmergencyMeasure", key), actualCost = 10 },
            "proposeDecision" => new { complaint, text = Company.Private },
            "signDecision" => new { complaint, version = 1 },
            "resolveComplaint" => new { complaint, resolution = Company.Private },
            "rateComplaint" => new { complaint, rating = 4 },
            "mergeComplaint" => new { complaint, into = other },
            "cosignComplaint" => new { complaint, customer = Company.IdOf(company.Neighbour) },
            "joinIncident" => new { complaint, incident },
            "openFeeDispute" => new { complaint, reason = Company.Private, charges = new[] { new { charge, amount = 0.01m } } },
            "planImprovement" => new { complaint, title = Company.Private, owner = Company.IdOf(company[Position.Worker]), dueAt = "2030-01-01T00:00:00Z" },
            "linkComplaint" => new { complaint, to = other },
            "addNote" => new { complaint, note = Company.Private },
            _ => new { complaint },
        };
    }

    private static void AssertPage(Dictionary<string, Dictionary<string, List<string>>> rows)
    {
        var text = new StringBuilder($"| mutation | {string.Join(" | ", All.Select(s => $"`{s}`"))} |\n|{string.Concat(Enumerable.Repeat(" --- |", All.Length + 1))}\n");
        foreach (var (mutation, states) in rows)
            text.Append($"| `{mutation}` | {string.Join(" | ", All.Select(s => string.Join(' ', states[s].Select(Short))))} |\n");
        var path = Repository.Path("docs", "complaints.md");
        var page = File.ReadAllText(path);
        var shown = Table().Match(page);
        Assert.True(shown.Success, "docs/complaints.md has no table that begins with | mutation |.");
        Repository.AssertGolden(path, page[..shown.Index] + text + page[(shown.Index + shown.Length)..]);
    }

    private static string Short(string who) => who switch { "AGENT" => "A", "WORKER" => "W", "LEADER" => "L", "MANAGER" => "M", "DIRECTOR" => "D", "CUSTOMER" => "C", "PARTNER" => "P", _ => who };

    [GeneratedRegex(@"^\| mutation \|.*\n(\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Table();
}
