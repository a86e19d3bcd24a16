using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>What nextActions names of hand-overs and orders, and to whom, is exactly what succeeds: in every state, whoever it was given to, whoever asks, whatever rights the company has set.</summary>
public sealed class NextActionTests : IAsyncLifetime
{
    private const string Fields = "nextActions { step mutation subject isMine missing }";
    private static readonly DateTimeOffset Monday = new(2030, 1, 7, 8, 0, 0, TimeSpan.Zero);
    private static readonly string[] Answers = ["acceptDispatchOrder", "refuseDispatchOrder", "startDispatchOrder", "finishDispatchOrder", "handOverDispatchOrder", "cancelDispatchOrder"];

    private Company company = null!;
    private Dictionary<string, Actor> personas = null!;
    private string security = "";

    public async Task InitializeAsync()
    {
        company = await Company.OpenAsync();
        security = (await company.Platform.DataAsync("""{ department(code: "SECURITY") { id } }""", Actor.System)).GetProperty("department").GetProperty("id").GetString()!;
        personas = new()
        {
            ["guard"] = await HireAsync("S-90", "WORKER"), ["other guard"] = await HireAsync("S-91", "WORKER"), ["chief"] = await HireAsync("S-92", "LEADER"), ["manager"] = await HireAsync("S-93", "MANAGER"),
            ["agent of the group"] = await HireAsync("S-94", "AGENT"), ["partner"] = company.Partner, ["other partner"] = company.OtherPartner, ["customer"] = company.Customer, ["neighbour"] = company.Neighbour,
        };
        foreach (var position in Enum.GetValues<Position>()) personas.Add($"{position} of the centre", company[position]);
    }

    public async Task DisposeAsync() => await company.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Orders(bool areRightsChanged)
    {
        if (areRightsChanged)
            foreach (var (mutation, positions) in new[] { ("acceptDispatchOrder", new[] { "LEADER" }), ("refuseDispatchOrder", ["WORKER", "TRAINER"]), ("startDispatchOrder", ["ADMINISTRATOR"]), ("cancelDispatchOrder", ["WORKER"]), ("handOverDispatchOrder", ["DIRECTOR", "WORKER"]) })
                await company.DoAsync("setRight", company[Position.Administrator], new { mutation, positions, reason = "Ours." }, "right { id }");
        var complaint = await company.FileAsync(customer: company.Customer);
        await company.Platform.ExecuteAsync($"UPDATE complaints.complaints SET partner_id = '{company.Partner.Id}' WHERE id = '{Company.Key(complaint)}'");
        object[] targets = areRightsChanged ? [new { staff = Company.IdOf(personas["guard"]) }] : [new { department = security }, new { staff = Company.IdOf(personas["guard"]) }, new { partner = Company.IdOf(company.Partner) }];
        var wrong = new List<string>();
        foreach (var target in targets)
        {
            var template = await OfferAsync(complaint, target);
            foreach (var status in new[] { "OFFERED", "ACCEPTED", "STARTED", "FINISHED", "REFUSED", "CANCELLED", "RESCHEDULED" })
            {
                await company.Platform.ExecuteAsync($"UPDATE complaints.dispatch_orders SET status = '{status}', staff_id = CASE WHEN department_id IS NOT NULL AND '{status}' IN ('ACCEPTED', 'STARTED', 'FINISHED') THEN '{personas["guard"].Id}' ELSE staff_id END WHERE id = '{Company.Key(template)}'");
                foreach (var (name, persona) in personas)
                {
                    var named = await NamedAsync("dispatchOrder", template, persona);
                    var ofComplaint = (await ReadAsync("complaint", complaint, persona)).Where(a => a.Subject == template).Select(a => a.Mutation).Order();
                    if (persona.Audience == Audience.Staff && !named.Order().SequenceEqual(ofComplaint)) wrong.Add($"the complaint names other things than its order {target} {status} to {name}: {string.Join(' ', ofComplaint)}");
                    foreach (var mutation in Answers)
                    {
                        var payload = await company.TryAsync(mutation, persona, Input(mutation, await CopyAsync(template)), "__typename");
                        if (Company.Errors(payload).Count == 0 != named.Contains(mutation)) wrong.Add($"{mutation} of {target} {status} by {name}: {payload}");
                    }
                }
            }
        }
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hand_overs(bool areRightsChanged)
    {
        if (areRightsChanged)
            foreach (var (mutation, positions) in new[] { ("acceptHandOver", new[] { "AGENT" }), ("withdrawHandOver", ["WORKER", "LEADER"]), ("handOverComplaint", ["WORKER", "TRAINER"]) })
                await company.DoAsync("setRight", company[Position.Administrator], new { mutation, positions, reason = "Ours." }, "right { id }");
        var wrong = new List<string>();
        foreach (var (name, persona) in personas)
        {
            var complaint = await company.FileAsync();
            await TryAsync("handOverComplaint", complaint);
            await company.StepAsync(complaint, "acknowledge");
            await TryAsync("handOverComplaint", complaint);
            foreach (var answer in new[] { "withdrawHandOver", "refuseHandOver", "acceptHandOver" })
                foreach (var (by, to) in new[] { (company[Position.Worker], personas["guard"]), (personas["guard"], company[Position.Agent]), (Actor.System, persona.Audience == Audience.Staff ? persona : personas["chief"]) })
                {
                    var offered = await company.TryAsync("handOverComplaint", Actor.System, new { complaint, to = Company.IdOf(to), reason = "Yours." }, "handOver { id }");
                    if (Company.Errors(offered).Count > 0) continue; // Surveyors answer for nothing, and nobody twice.
                    var offer = Company.Id(offered, "handOver");
                    if (by.Audience == Audience.Staff) await company.Platform.ExecuteAsync($"UPDATE complaints.hand_overs SET by_id = '{by.Id}' WHERE id = '{Company.Key(offer)}'");
                    await TryAsync("handOverComplaint", complaint);
                    await TryAsync(answer, complaint, offer);
                    await company.TryAsync("withdrawHandOver", Actor.System, new { handOver = offer }, "__typename");
                    Assert.Empty(await NamedAsync("handOver", offer, persona));
                }

            async Task TryAsync(string mutation, string about, string? offer = null)
            {
                var named = (await ReadAsync("complaint", about, persona)).Contains((mutation, offer ?? about));
                if (offer is not null && persona.Audience == Audience.Staff && named != (await NamedAsync("handOver", offer, persona)).Contains(mutation)) wrong.Add($"the complaint and its hand-over differ about {mutation} by {name}");
                object input = mutation switch { "handOverComplaint" => new { complaint = about, to = Company.IdOf(personas["manager"]), reason = "R" }, "refuseHandOver" => new { handOver = offer, reason = "R" }, _ => new { handOver = offer } };
                var payload = await company.TryAsync(mutation, persona, input, "__typename");
                if (Company.Errors(payload).Count == 0 != named) wrong.Add($"{mutation} by {name}, which is {(named ? "" : "not ")}named: {payload}");
                if (mutation == "handOverComplaint" && Company.Errors(payload).Count == 0)
                    await company.Platform.ExecuteAsync($"UPDATE complaints.hand_overs SET status = 'WITHDRAWN' WHERE status = 'PENDING' AND complaint_id = '{Company.Key(about)}'");
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task For_fifty_complaints_they_are_read_by_as_many_statements_as_for_one()
    {
        var complaint = await company.FileAsync();
        await OfferAsync(complaint, new { department = security });
        for (var i = 1; i < 50; i++) await OfferAsync(await company.FileAsync(), new { department = security });
        Assert.Equal((1, 4, 1), await TraceAsync(1));
        Assert.Equal((50, 4 * 50, 1), await TraceAsync(50));

        async Task<(int Complaints, int OfOrders, int Statements)> TraceAsync(int first)
        {
            var answer = await company.Platform.AskAsync($"{{ complaints(first: {first}) {{ nodes {{ {Fields} }} }} }}", company[Position.Agent], trace: true);
            var nodes = answer.GetProperty("data").GetProperty("complaints").GetProperty("nodes").EnumerateArray().ToList();
            var ofOrders = nodes.Sum(n => n.GetProperty("nextActions").EnumerateArray().Count(a => Answers.Contains(a.GetProperty("mutation").GetString())));
            return (nodes.Count, ofOrders, answer.GetProperty("extensions").GetProperty("trace").GetProperty("statements").GetInt32());
        }
    }

    private async Task<HashSet<string>> NamedAsync(string field, string id, Actor persona) => [.. (await ReadAsync(field, id, persona)).Select(a => a.Mutation)];

    /// <summary>What somebody may do at once by nextActions of a row.</summary>
    private async Task<List<(string Mutation, string Subject)>> ReadAsync(string field, string id, Actor persona)
    {
        // Customers see when somebody comes, and have no say in it.
        if (field == "dispatchOrder" && persona.Audience == Audience.Customer) return [];
        var data = await company.Platform.DataAsync($"query($id: ID!) {{ {field}(id: $id) {{ {Fields} }} }}", persona, new { id });
        return data.GetProperty(field) is not { ValueKind: JsonValueKind.Object } row ? [] : [.. row.GetProperty("nextActions").EnumerateArray()
            .Where(a => a.GetProperty("isMine").GetBoolean() && a.GetProperty("missing").GetArrayLength() == 0).Select(a => (a.GetProperty("mutation").GetString()!, a.GetProperty("subject").GetString()!))];
    }

    private object Input(string mutation, string dispatchOrder) => mutation switch
    {
        "refuseDispatchOrder" or "cancelDispatchOrder" => new { dispatchOrder, reason = "R" },
        "handOverDispatchOrder" => new { dispatchOrder, department = security },
        _ => new { dispatchOrder },
    };

    private async Task<string> OfferAsync(string complaint, object to)
    {
        var input = new Dictionary<string, object?> { ["complaint"] = complaint, ["kind"] = "PATROL", ["title"] = "T", ["windowFrom"] = Monday, ["windowTo"] = Monday.AddHours(2), ["effortHours"] = 2 };
        foreach (var property in to.GetType().GetProperties()) input[property.Name] = property.GetValue(to);
        return Company.Id(await company.DoAsync("offerDispatchOrder", company[Position.Agent], input, "dispatchOrder { id }"), "dispatchOrder");
    }

    private async Task<string> CopyAsync(string order)
    {
        var copy = Guid.CreateVersion7();
        await company.Platform.ExecuteAsync($"INSERT INTO complaints.dispatch_orders SELECT (jsonb_populate_record(o, jsonb_build_object('id', '{copy}', 'reference', 'T-{copy}', 'complaint_id', NULL))).* FROM complaints.dispatch_orders AS o WHERE id = '{Company.Key(order)}'");
        return GlobalId.Encode("DispatchOrder", copy);
    }

    private async Task<Actor> HireAsync(string number, string position)
    {
        var hired = await company.DoAsync("hireStaff", Actor.System, new { number, name = number, position, department = security }, "staff { id }");
        return Actor.Staff(Company.Key(Company.Id(hired, "staff")), Company.Key(security), Enum.Parse<Position>(position, ignoreCase: true));
    }
}
