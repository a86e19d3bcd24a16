using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R15, R21, R22: work is offered, taken on and done; a group takes no more than it has people for; the service centre comes first.</summary>
public sealed class DispatchStoryTests : IAsyncLifetime
{
    private const string Read = "reference kind title status version effortHours actualHours rescheduleCount isLive staff { position } offeredBy { position }";
    private static readonly DateTimeOffset Monday = new(2030, 1, 7, 0, 0, 0, TimeSpan.Zero);

    private Company company = null!;
    private string security = "";
    private Actor guard = null!;
    private Actor chief = null!;

    public async Task InitializeAsync()
    {
        company = await Company.OpenAsync();
        security = (await company.Platform.DataAsync("""{ department(code: "SECURITY") { id } }""", Actor.System)).GetProperty("department").GetProperty("id").GetString()!;
        guard = await HireAsync("S-90", "WORKER");
        chief = await HireAsync("S-91", "LEADER");
    }

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Agent => company[Position.Agent];

    [Fact]
    public async Task Work_is_offered_taken_on_and_done()
    {
        var complaint = await company.FileAsync();
        var order = await OfferAsync(Agent, new { kind = "GATE_CHECK", title = "Gate stands open", complaint, department = security });
        Assert.Equal(["StepNotAllowed"], await company.RefusedAsync("startDispatchOrder", guard, new { dispatchOrder = order }));
        // Not theirs: another group's worker, and the partner who sees no such order.
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("acceptDispatchOrder", company[Position.Worker], new { dispatchOrder = order }));
        Assert.Equal(["NotFound"], await company.RefusedAsync("acceptDispatchOrder", company.Partner, new { dispatchOrder = order }));
        Assert.Equal(["DispatchOrderChanged"], await company.RefusedAsync("acceptDispatchOrder", guard, new { dispatchOrder = order, version = 7 }));
        await StepAsync("accept", guard, order);
        await StepAsync("start", guard, order);
        Assert.Equal(["ValidationError"], await company.RefusedAsync("finishDispatchOrder", guard, new { dispatchOrder = order, actualHours = 0 }));
        await company.DoAsync("finishDispatchOrder", guard, new { dispatchOrder = order, result = "Lock replaced.", actualHours = 1.5 }, "dispatchOrder { id }");
        Assert.Equal(["StepNotAllowed"], await company.RefusedAsync("cancelDispatchOrder", Agent, new { dispatchOrder = order, reason = "x" }));
        var read = (await company.Platform.DataAsync($"query($id: ID!) {{ dispatchOrder(id: $id) {{ {Read} complaint {{ id dispatchOrders {{ totalCount }} }} unit {{ id }} }} }}", Agent, new { id = order })).GetProperty("dispatchOrder");
        Assert.Equal(("FINISHED", 4, "WORKER"), (read.GetProperty("status").GetString(), read.GetProperty("version").GetInt32(), read.GetProperty("staff").GetProperty("position").GetString()));

        var refused = await OfferAsync(chief, new { kind = "PATROL", title = "Night patrol", staff = Company.IdOf(guard) });
        await company.DoAsync("refuseDispatchOrder", guard, new { dispatchOrder = refused, reason = "Ill." }, "dispatchOrder { answer }");
        await company.DoAsync("handOverDispatchOrder", chief, new { dispatchOrder = refused, staff = Company.IdOf(chief) }, "dispatchOrder { status }");
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("handOverDispatchOrder", chief, new { dispatchOrder = refused, department = company.Department }));
        await StepAsync("accept", chief, refused);
        await company.DoAsync("cancelDispatchOrder", Agent, new { dispatchOrder = refused, reason = "Rain." }, "dispatchOrder { status }");
        // A leader dispatches in the own group only, and may not have others wait.
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("offerDispatchOrder", chief, Offer(new { kind = "PATROL", title = "T", department = company.Department })));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("offerDispatchOrder", chief, Offer(new { kind = "PATROL", title = "T", department = security, preempt = true, preemptReason = "x" })));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("offerDispatchOrder", Agent, Offer(new { kind = "patrol", title = "T", department = security })));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("offerDispatchOrder", Agent, Offer(new { kind = "PATROL", title = "T", department = security, partner = Company.IdOf(company.Partner) })));
        await company.AssertLoggedAsync("DispatchOrder.OFFERED", "DispatchOrder.ACCEPTED", "DispatchOrder.STARTED", "DispatchOrder.FINISHED", "DispatchOrder.REFUSED", "DispatchOrder.HANDED_OVER", "DispatchOrder.CANCELLED");
    }

    [Fact]
    public async Task A_partner_sees_its_own_orders_and_nothing_internal()
    {
        var complaint = await company.FileAsync();
        var order = await OfferAsync(Agent, new { kind = "LIFT_REPAIR", title = "Door drive", instructions = "Key at the gate.", complaint, partner = Company.IdOf(company.Partner), unit = company.Unit });
        const string Theirs = "{ dispatchOrders { nodes { title instructions status unit { code } complaint { title } department { code } } } units { totalCount } }";
        var seen = await company.Platform.DataAsync(Theirs, company.Partner);
        Assert.Equal("""[{"title":"Door drive","instructions":"Key at the gate.","status":"OFFERED","unit":{"code":"101"},"complaint":null,"department":null}]""", seen.GetProperty("dispatchOrders").GetProperty("nodes").GetRawText());
        Assert.Equal("""{"dispatchOrders":{"nodes":[]},"units":{"totalCount":0}}""", (await company.Platform.DataAsync(Theirs, company.OtherPartner)).GetRawText());
        Assert.Equal("""{"dispatchOrders":{"totalCount":0}}""", (await company.Platform.DataAsync("{ dispatchOrders { totalCount } }", company.Customer)).GetRawText());
        Assert.Equal("PG-PLAN-HIDDEN", (await company.Platform.AskAsync("{ dispatchOrders { nodes { offeredBy { name } } } }", company.Partner)).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(["NotFound"], await company.RefusedAsync("acceptDispatchOrder", company.OtherPartner, new { dispatchOrder = order }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("acceptDispatchOrder", Agent, new { dispatchOrder = order }));
        foreach (var step in new[] { "accept", "start", "finish" }) await StepAsync(step, company.Partner, order);
        // The work is done: what lies behind the door is nobody else's business any more.
        Assert.Equal(0, (await company.Platform.DataAsync(Theirs, company.Partner)).GetProperty("units").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task A_resident_sees_when_somebody_comes_and_nothing_else()
    {
        var (complaint, neighbours) = (await company.FileAsync(customer: company.Customer), await company.FileAsync(customer: company.Neighbour));
        var order = await OfferAsync(Agent, new { kind = "GATE_CHECK", title = Company.Private, instructions = Company.Private, complaint, staff = Company.IdOf(guard) });
        await OfferAsync(Agent, new { kind = "LIFT_REPAIR", title = Company.Private, complaint = neighbours, partner = Company.IdOf(company.Partner) });
        await OfferAsync(chief, new { kind = "PATROL", title = "Night patrol", department = security, unit = company.Unit });
        await StepAsync("accept", guard, order);
        const string Visits = "dispatchOrders { nodes { status windowFrom windowTo isLive startedAt finishedAt department { code } } }";
        const string Own = $"query($id: ID!) {{ complaint(id: $id) {{ {Visits} }} {Visits} }}";
        const string Visit = """[{"status":"ACCEPTED","windowFrom":"2030-01-07T08:00:00Z","windowTo":"2030-01-07T10:00:00Z","isLive":true,"startedAt":null,"finishedAt":null,"department":{"code":"SECURITY"}}]""";
        Assert.Equal($$$"""{"complaint":{"dispatchOrders":{"nodes":{{{Visit}}}}},"dispatchOrders":{"nodes":{{{Visit}}}}}""", (await company.Platform.DataAsync(Own, company.Customer, new { id = complaint })).GetRawText());
        Assert.Equal("""{"complaint":null,"dispatchOrder":null,"node":null}""",
            (await company.Platform.DataAsync("query($id: ID!, $order: ID!) { complaint(id: $id) { id } dispatchOrder(id: $order) { id } node(id: $order) { id } }", company.Neighbour, new { id = complaint, order })).GetRawText());
        foreach (var hidden in new[] { "kind", "title", "instructions", "answer", "result", "effortHours", "actualHours", "isEmergency", "rescheduleCount", "offeredAt", "answeredAt", "version", "staff { id }", "offeredBy { id }", "partner { id }", "partnerPerson { id }", "unit { id }", "property { id }", "conflicts { totalCount }", "nextActions { mutation }" })
            foreach (var query in new[] { $"{{ dispatchOrders {{ nodes {{ {hidden} }} }} }}", $"{{ complaints {{ nodes {{ dispatchOrders {{ nodes {{ {hidden} }} }} }} }} }}" })
                Assert.Equal("PG-PLAN-HIDDEN", (await company.Platform.AskAsync(query, company.Customer)).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("cancelDispatchOrder", company.Customer, new { dispatchOrder = order, reason = "x" }));
        Assert.Equal("""{"dispatchOrders":{"totalCount":0}}""", (await company.Platform.DataAsync("{ dispatchOrders { totalCount } }", Actor.Anonymous)).GetRawText());

        // What goes on for another's complaint is the other's.
        await company.DoAsync("mergeComplaint", Agent, new { complaint, into = neighbours }, "complaint { id }");
        Assert.Equal("""{"complaint":{"dispatchOrders":{"nodes":[]}},"dispatchOrders":{"nodes":[]}}""", (await company.Platform.DataAsync(Own, company.Customer, new { id = complaint })).GetRawText());
        Assert.Equal(2, (await company.Platform.DataAsync("{ dispatchOrders { totalCount } }", company.Neighbour)).GetProperty("dispatchOrders").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task An_order_can_name_the_partner_s_person()
    {
        var (reed, rush, other) = (await PersonAsync(company.Partner, "Reed"), await PersonAsync(company.Partner, "Rush"), await PersonAsync(company.OtherPartner, "Stone"));
        var firm = Company.IdOf(company.Partner);
        Assert.Equal(["NotFound"], await RefusedAsync(new { partnerPerson = GlobalId.Encode("PartnerPerson", Guid.CreateVersion7()) }));
        Assert.Equal(["ValidationError"], await RefusedAsync(new { partnerPerson = other.Id, partner = firm }));
        Assert.Equal(["ValidationError"], await RefusedAsync(new { partnerPerson = reed.Id, department = security }));
        Assert.Equal(["ValidationError"], await RefusedAsync(new { partnerPerson = reed.Id, staff = Company.IdOf(guard) }));
        var order = await OfferAsync(Agent, new { kind = "LIFT_REPAIR", title = "Door drive", partnerPerson = reed.Id });
        var open = await OfferAsync(Agent, new { kind = "LIFT_REPAIR", title = "Cabin light", partner = firm });

        // The firm's people see its orders, another firm's don't; who is not named may answer too, but it stays the named person's.
        const string Theirs = "{ dispatchOrders { nodes { title status partner { code } partnerPerson { name } } } }";
        Assert.Equal("""{"dispatchOrders":{"nodes":[]}}""", (await company.Platform.DataAsync(Theirs, other.Actor)).GetRawText());
        Assert.Equal(["NotFound"], await company.RefusedAsync("acceptDispatchOrder", other.Actor, new { dispatchOrder = order }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("acceptDispatchOrder", guard, new { dispatchOrder = order }));
        await StepAsync("accept", rush.Actor, order);
        await StepAsync("accept", rush.Actor, open);
        Assert.Equal(
            """[{"title":"Door drive","status":"ACCEPTED","partner":{"code":"LIFTS"},"partnerPerson":{"name":"Reed"}},{"title":"Cabin light","status":"ACCEPTED","partner":{"code":"LIFTS"},"partnerPerson":{"name":"Rush"}}]""",
            (await company.Platform.DataAsync(Theirs, reed.Actor)).GetProperty("dispatchOrders").GetProperty("nodes").GetRawText());
        await StepAsync("start", reed.Actor, order);
        await StepAsync("finish", company.Partner, order);
        var done = await company.Platform.DataAsync("query($id: ID!) { partnerPerson(id: $id) { dispatchOrders { nodes { title status } } } }", Agent, new { id = reed.Id });
        Assert.Equal("""[{"title":"Door drive","status":"FINISHED"}]""", done.GetProperty("partnerPerson").GetProperty("dispatchOrders").GetProperty("nodes").GetRawText());

        // Given to others and back it is theirs alone.
        await company.DoAsync("handOverDispatchOrder", Agent, new { dispatchOrder = open, staff = Company.IdOf(guard) }, "dispatchOrder { partnerPerson { name } }");
        Assert.Equal(["NotFound"], await company.RefusedAsync("acceptDispatchOrder", rush.Actor, new { dispatchOrder = open }));
        var back = await company.DoAsync("handOverDispatchOrder", Agent, new { dispatchOrder = open, partnerPerson = reed.Id }, "dispatchOrder { status department { code } staff { position } partner { code } partnerPerson { name } }");
        Assert.Equal("""{"status":"OFFERED","department":null,"staff":null,"partner":{"code":"LIFTS"},"partnerPerson":{"name":"Reed"}}""", back.GetProperty("dispatchOrder").GetRawText());

        // Who no longer works for the firm is named no more, and takes nothing on with a token that is out.
        await company.DoAsync("deactivatePartnerPerson", company.Partner, new { partnerPerson = rush.Id }, "partnerPerson { active }");
        Assert.Equal(["ValidationError"], await RefusedAsync(new { partnerPerson = rush.Id }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("acceptDispatchOrder", rush.Actor, new { dispatchOrder = open }));
        await company.AssertLoggedAsync("DispatchOrder.OFFERED", "DispatchOrder.ACCEPTED");
    }

    /// <summary>One patrol a night is all that the group has people for; a burst pipe comes first.</summary>
    [Fact]
    public async Task A_preempted_patrol()
    {
        await ShiftsAsync(1);
        var patrol = await OfferAsync(chief, new { kind = "PATROL", title = "Night patrol", staff = Company.IdOf(guard) });
        await StepAsync("accept", guard, patrol);
        var complaint = await company.FileAsync();
        var full = await company.Platform.DataAsync(
            "mutation($input: OfferDispatchOrderInput!) { offerDispatchOrder(input: $input) { errors { __typename ... on NoCapacity { code nextFreeFrom nextFreeTo displaceable mayPreempt } } } }", Agent,
            new { input = Offer(new { kind = "FLOOD_WATCH", title = "Keep people off the wet stairs", complaint, department = security }) });
        var fault = Assert.Single(full.GetProperty("offerDispatchOrder").GetProperty("errors").EnumerateArray());
        Assert.Equal(("NoCapacity", "2030-01-07T10:00:00Z", patrol, true),
            (fault.GetProperty("__typename").GetString(), fault.GetProperty("nextFreeFrom").GetString(), fault.GetProperty("displaceable")[0].GetString(), fault.GetProperty("mayPreempt").GetBoolean()));

        var flood = await OfferAsync(Agent, new { kind = "FLOOD_WATCH", title = "Keep people off the wet stairs", complaint, department = security, isEmergency = true, preempt = true, preemptReason = "Somebody fell." });
        const string Conflict =
            "query($id: ID!) { dispatchOrder(id: $id) { status windowFrom rescheduleCount conflicts { nodes { id isOpen reason originalFrom resolution openedBy { position } displacedBy { title } options { nodes { position kind windowFrom } } } } } }";
        var displaced = (await company.Platform.DataAsync(Conflict, chief, new { id = patrol })).GetProperty("dispatchOrder");
        Assert.Equal(("RESCHEDULED", "2030-01-07T10:00:00Z"), (displaced.GetProperty("status").GetString(), displaced.GetProperty("windowFrom").GetString()));
        var conflict = displaced.GetProperty("conflicts").GetProperty("nodes")[0];
        Assert.Equal(("Somebody fell.", "AGENT", "2030-01-07T08:00:00Z"), (conflict.GetProperty("reason").GetString(), conflict.GetProperty("openedBy").GetProperty("position").GetString(), conflict.GetProperty("originalFrom").GetString()));
        Assert.Equal(
            ["KEEP_MOVED 2030-01-07T10:00:00Z", "MOVE_LATER 2030-01-07T12:00:00Z", "RESTORE 2030-01-07T08:00:00Z", "CANCEL "],
            conflict.GetProperty("options").GetProperty("nodes").EnumerateArray().Select(o => $"{o.GetProperty("kind").GetString()} {o.GetProperty("windowFrom").GetString()}"));

        var id = conflict.GetProperty("id").GetString();
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("resolveDispatchConflict", await HireAsync("S-92", "LEADER", "ENVIRONMENT"), new { dispatchConflict = id, option = 1 }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("resolveDispatchConflict", chief, new { dispatchConflict = id, option = 5 }));
        await company.DoAsync("resolveDispatchConflict", chief, new { dispatchConflict = id, option = 2, note = "Dinner first." }, "dispatchConflict { resolution order { windowFrom } }");
        Assert.Equal(["StepNotAllowed"], await company.RefusedAsync("resolveDispatchConflict", chief, new { dispatchConflict = id, option = 1 }));
        Assert.Equal("2030-01-07T12:00:00Z", (await company.Platform.DataAsync(Conflict, chief, new { id = patrol })).GetProperty("dispatchOrder").GetProperty("windowFrom").GetString());
        await StepAsync("accept", guard, patrol);
        // Nothing displaces an emergency.
        Assert.Equal(["NoCapacity"], await company.RefusedAsync("offerDispatchOrder", Agent, Offer(new { kind = "ESCORT", title = "T", department = security, preempt = true, preemptReason = "x" })));
        await StepAsync("accept", guard, flood);
        await company.AssertLoggedAsync("DispatchOrder.RESCHEDULED", "DispatchConflict.OPENED", "DispatchConflict.RESOLVED", "ShiftPlan.SET");
    }

    /// <summary>However many are offered at once, there are never more than people.</summary>
    [Fact]
    public async Task No_more_is_planned_than_there_are_people()
    {
        await ShiftsAsync(3);
        var offers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => company.TryAsync("offerDispatchOrder", Agent, Offer(new { kind = "PATROL", title = $"Patrol {n}", department = security }), "__typename")));
        Assert.Equal(3L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.dispatch_orders"));
        Assert.All(offers.SelectMany(Company.Errors), e => Assert.Contains(e.GetProperty("__typename").GetString(), new[] { "NoCapacity", "Conflict" }));
    }

    private async Task<(string Id, Actor Actor)> PersonAsync(Actor partner, string name)
    {
        var id = Company.Id(await company.DoAsync("addPartnerPerson", partner, new { partner = Company.IdOf(partner), name }, "partnerPerson { id }"), "partnerPerson");
        return (id, Actor.Partner(partner.PartnerId, $"partner-person:{Company.Key(id)}", Company.Key(id)));
    }

    private Task<IReadOnlyList<string>> RefusedAsync(object to)
    {
        var input = Offer(new { kind = "LIFT_REPAIR", title = "T" });
        foreach (var property in to.GetType().GetProperties()) input[property.Name] = property.GetValue(to);
        return company.RefusedAsync("offerDispatchOrder", Agent, input);
    }

    private async Task<Actor> HireAsync(string number, string position, string? code = null)
    {
        var department = code is null ? security : (await company.Platform.DataAsync("query($code: String) { department(code: $code) { id } }", Actor.System, new { code })).GetProperty("department").GetProperty("id").GetString()!;
        var hired = await company.DoAsync("hireStaff", Actor.System, new { number, name = number, position, department }, "staff { id }");
        return Actor.Staff(Company.Key(Company.Id(hired, "staff")), Company.Key(department), Enum.Parse<Position>(position, ignoreCase: true));
    }

    private Task ShiftsAsync(int people) => company.DoAsync("setShiftPlan", company[Position.Director], new
    {
        department = security,
        timeZone = "UTC",
        shifts = new[] { new { weekday = "MONDAY", from = "06:00", to = "14:00", people } },
    }, "shiftPlan { version }");

    /// <summary>An offer for Monday morning, with what a test says about it.</summary>
    private static Dictionary<string, object?> Offer(object more)
    {
        var input = new Dictionary<string, object?> { ["windowFrom"] = Monday.AddHours(8), ["windowTo"] = Monday.AddHours(10), ["effortHours"] = 2 };
        foreach (var property in more.GetType().GetProperties()) input[property.Name] = property.GetValue(more);
        return input;
    }

    private async Task<string> OfferAsync(Actor by, object more) => Company.Id(await company.DoAsync("offerDispatchOrder", by, Offer(more), "dispatchOrder { id }"), "dispatchOrder");

    private Task StepAsync(string step, Actor by, string order) => company.DoAsync($"{step}DispatchOrder", by, new { dispatchOrder = order }, "dispatchOrder { id }");
}
