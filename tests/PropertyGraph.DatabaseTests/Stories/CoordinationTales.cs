using System.Text.Json;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>Tales of who answers for what, and what is done where groups don't agree.</summary>
public sealed partial class ComplaintTalesTests
{
    private static readonly DateTimeOffset Monday = new(2030, 1, 7, 8, 0, 0, TimeSpan.Zero);

    /// <summary>R23, R27, R28, R29.</summary>
    [Fact]
    public async Task Two_groups_that_each_say_it_is_the_others()
    {
        var (engineer, guard) = (await HireAsync("S-80", "LEADER", "ENGINEERING"), await HireAsync("S-81", "LEADER", "SECURITY"));
        await HireAsync("S-82", "MANAGER", "ENGINEERING");
        var manager = await HireAsync("S-83", "MANAGER", "SECURITY");
        var outsider = await HireAsync("S-84", "MANAGER", "ENVIRONMENT");
        var director = company[Position.Director];
        var complaint = await FileAsync(company.Customer, new { title = "The garage door bangs at night", description = "Nobody comes." });
        await DoAsync("acknowledgeComplaint", Agent, new { complaint, accountable = Company.IdOf(engineer) });
        await DoAsync("assignComplaint", Agent, new { complaint, department = Department(engineer) });
        foreach (var (why, answer) in new[] { ("The door is the guards' to close.", "The door is broken."), ("It is not broken.", "It is."), ("We looked again.", "We did not.") })
        {
            var offer = Company.Id(await company.DoAsync("handOverComplaint", engineer, new { complaint, to = Company.IdOf(guard), reason = why, department = Department(guard) }, "handOver { id }"), "handOver");
            await DoAsync("refuseHandOver", guard, new { handOver = offer, reason = answer }, "handOver");
        }
        var coordinationCase = await OnlyCaseAsync(complaint);
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("proposeRuling", outsider, new { coordinationCase, accountable = Company.IdOf(outsider), ruling = "Mine." }));
        await DoAsync("proposeRuling", manager, new { coordinationCase, accountable = Company.IdOf(engineer), ruling = "Engineering mends it." }, "coordinationCase");
        await DoAsync("proposeRuling", director, new { coordinationCase, accountable = Company.IdOf(guard), ruling = "Engineering mends the door by Friday, the guards close it until then and answer for it." }, "coordinationCase");
        Assert.Equal(["RulingSuperseded"], await company.RefusedAsync("signRuling", manager, new { coordinationCase, version = 1 }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("signRuling", director, new { coordinationCase, version = 2 }));
        await DoAsync("signRuling", manager, new { coordinationCase, version = 2 }, "coordinationCase");
        Assert.Equal(["StepNotAllowed"], await company.RefusedAsync("signRuling", director, new { coordinationCase, version = 2 }));

        const string Read =
            """
            query($id: ID!) { complaint(id: $id) { status bounceCount department { code } accountable { number }
              responsibilityChain { nodes { way status isBounce reason answer from { number } to { number } } }
              coordinationCases { nodes { cause status rulingVersion ruling accountable { number } managerSignedBy { number } directorSignedBy { position } parties { nodes { place department { code } staff { position } } } } } } }
            """;
        const string ReadOwn = "query($id: ID!) { complaint(id: $id) { title status accountable { position } events { nodes { kind note } } } }";
        await GoldenAsync("tale-two-groups", (Agent, Read, new { id = complaint }), (company.Customer, ReadOwn, new { id = complaint }));
        await company.AssertLoggedAsync("CoordinationCase.OPENED", "CoordinationCase.RULING_PROPOSED", "CoordinationCase.RULING_SIGNED");
    }

    /// <summary>R27: both mean well, and both come.</summary>
    [Fact]
    public async Task Two_groups_with_the_same_work()
    {
        var (engineer, guard) = (await HireAsync("S-80", "LEADER", "ENGINEERING"), await HireAsync("S-81", "LEADER", "SECURITY"));
        var complaint = await FileAsync(company.Customer, new { title = "Dark garage", description = "No light." });
        await DoAsync("acknowledgeComplaint", Agent, new { complaint, accountable = Company.IdOf(engineer) });
        foreach (var leader in new[] { engineer, guard })
            await company.DoAsync("offerDispatchOrder", leader, new { complaint, kind = "LAMP", title = "New lamp", department = Department(leader), windowFrom = Monday, windowTo = Monday.AddHours(1), effortHours = 1 }, "dispatchOrder { id }");
        var seen = await company.Platform.DataAsync("query($id: ID!) { complaint(id: $id) { coordinationCases { nodes { cause parties { nodes { department { code } } } } } } }", Agent, new { id = complaint });
        Assert.Equal(
            """[{"cause":"OVERLAP","parties":{"nodes":[{"department":{"code":"SECURITY"}},{"department":{"code":"ENGINEERING"}},{"department":{"code":"SERVICE_CENTRE"}},{"department":null}]}}]""",
            seen.GetProperty("complaint").GetProperty("coordinationCases").GetProperty("nodes").GetRawText());
    }

    /// <summary>R21, R22: the flood comes first, and the patrol is not forgotten.</summary>
    [Fact]
    public async Task A_preempted_patrol()
    {
        var (guard, chief) = (await HireAsync("S-80", "WORKER", "SECURITY"), await HireAsync("S-81", "LEADER", "SECURITY"));
        var shifts = new[] { new { weekday = "MONDAY", from = "06:00", to = "14:00", people = 1 } };
        await company.DoAsync("setShiftPlan", company[Position.Director], new { department = Department(chief), timeZone = "UTC", shifts }, "shiftPlan { version }");
        var patrol = await DispatchAsync(chief, new { kind = "PATROL", title = "Morning patrol", staff = Company.IdOf(guard), windowFrom = Monday, windowTo = Monday.AddHours(2), effortHours = 2 });
        await DoAsync("acceptDispatchOrder", guard, new { dispatchOrder = patrol }, "dispatchOrder");
        var complaint = await FileAsync(company.Customer, new { title = "Stairs under water", description = "Somebody fell." });
        await DoAsync("acknowledgeComplaint", Agent, new { complaint, accountable = Company.IdOf(chief) });
        var flood = await DispatchAsync(Agent, new { complaint, kind = "FLOOD_WATCH", title = "Keep people off the stairs", staff = Company.IdOf(guard), windowFrom = Monday, windowTo = Monday.AddHours(2), effortHours = 2, isEmergency = true, preempt = true, preemptReason = "Somebody fell." });
        var pump = await DispatchAsync(Agent, new { complaint, kind = "PUMPING", title = "Pump the cellar", instructions = "Key at the gate.", partner = Company.IdOf(company.Partner), windowFrom = Monday, windowTo = Monday.AddHours(8), effortHours = 8 });
        var dry = await DispatchAsync(Agent, new { complaint, kind = "DRYING", title = "Dry the walls", partner = Company.IdOf(company.Partner), windowFrom = Monday.AddDays(1), windowTo = Monday.AddDays(3), effortHours = 2 });
        foreach (var (step, by, order) in new[] { ("accept", guard, flood), ("accept", company.Partner, pump), ("start", company.Partner, pump) }) await DoAsync($"{step}DispatchOrder", by, new { dispatchOrder = order }, "dispatchOrder");

        const string Read =
            """
            query($ids: [ID!]!) { nodes(ids: $ids) { ... on DispatchOrder { kind title status windowFrom windowTo isEmergency rescheduleCount version staff { number } partner { code } complaint { title }
              conflicts { nodes { isOpen reason originalFrom openedBy { position } displacedBy { title } options { nodes { position kind windowFrom windowTo } } } } } } }
            """;
        const string ReadOwn = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on DispatchOrder { title instructions status windowFrom staff { name } department { code } complaint { title } } } dispatchOrders { totalCount } }";
        const string ReadSeen = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on DispatchOrder { status windowFrom department { code } complaint { title } } } dispatchOrders { totalCount } }";
        var ids = new[] { patrol, flood, pump, dry };
        await GoldenAsync("tale-preempted-patrol", (chief, Read, new { ids }), (company.Partner, ReadOwn, new { ids }), (company.Customer, ReadSeen, new { ids }));
        // With the complaint goes what has not begun for it; the group's own work stays, and so does what is under way.
        await DoAsync("withdrawComplaint", company.Customer, new { complaint, reason = "My pipe, sorry." });
        var left = await company.Platform.DataAsync("query($ids: [ID!]!) { nodes(ids: $ids) { ... on DispatchOrder { status } } }", Agent, new { ids });
        Assert.Equal(["RESCHEDULED", "CANCELLED", "STARTED", "CANCELLED"], left.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("status").GetString()));
    }

    /// <summary>R26: nothing is left to nobody.</summary>
    [Fact]
    public async Task A_worker_who_leaves_on_a_Friday()
    {
        var worker = await HireAsync("S-80", "WORKER", "ENGINEERING");
        var other = await HireAsync("S-81", "WORKER", "ENGINEERING");
        var complaint = await FileAsync(company.Customer, new { title = "Water hammer", description = "Every morning." });
        await DoAsync("acknowledgeComplaint", Agent, new { complaint, accountable = Company.IdOf(worker) });
        await DoAsync("assignComplaint", Agent, new { complaint, department = Department(worker) });
        await DoAsync("handOverComplaint", worker, new { complaint, to = Company.IdOf(other), reason = "I leave." }, "handOver");
        var offered = await FileAsync(company.Customer, new { title = "Cold radiator", description = "All of them." });
        await DoAsync("acknowledgeComplaint", Agent, new { complaint = offered, accountable = Company.IdOf(other) });
        await DoAsync("handOverComplaint", other, new { complaint = offered, to = Company.IdOf(worker), reason = "You know it." }, "handOver");
        var order = Company.Id(await company.DoAsync("offerDispatchOrder", Agent, new { complaint, kind = "PIPES", title = "Bleed the riser", staff = Company.IdOf(worker), windowFrom = Monday, windowTo = Monday.AddHours(1), effortHours = 1 }, "dispatchOrder { id }"), "dispatchOrder");
        await DoAsync("acceptDispatchOrder", worker, new { dispatchOrder = order }, "dispatchOrder");

        // The service centre above has a leader, but first there is nobody at all who could take over.
        await company.Platform.ExecuteAsync("UPDATE organization.staff SET active = false WHERE position IN ('LEADER', 'MANAGER', 'DIRECTOR')");
        var refused = await company.Platform.DataAsync("mutation($input: DeactivateStaffInput!) { deactivateStaff(input: $input) { errors { __typename ... on NobodyTakesOver { openWork code } } } }", company[Position.Administrator], new { input = new { staff = Company.IdOf(worker) } });
        Assert.Equal("""[{"__typename":"NobodyTakesOver","openWork":2,"code":"PG-CMD-NOBODY-TAKES-OVER"}]""", refused.GetProperty("deactivateStaff").GetProperty("errors").GetRawText());
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>($"SELECT count(*) FROM organization.staff WHERE id = '{worker.Id}' AND active"));
        await company.Platform.ExecuteAsync("UPDATE organization.staff SET active = true WHERE position IN ('LEADER', 'MANAGER', 'DIRECTOR')");
        await HireAsync("S-82", "LEADER", "ENGINEERING");
        await company.DoAsync("deactivateStaff", company[Position.Administrator], new { staff = Company.IdOf(worker) }, "staff { active }");

        const string Read =
            """
            query($ids: [ID!]!) { nodes(ids: $ids) { ... on Complaint { title status bounceCount accountable { number active }
              responsibilityChain { nodes { way status reason from { number } to { number } responsibility { reason } } } dispatchOrders { nodes { kind status staff { number } } } } } }
            """;
        await GoldenAsync("tale-leaver", (Agent, Read, new { ids = new[] { complaint, offered } }));
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>($"SELECT (SELECT count(*) FROM complaints.responsibilities WHERE staff_id = '{worker.Id}' AND \"to\" IS NULL) + (SELECT count(*) FROM complaints.hand_overs WHERE status = 'PENDING')"));
    }

    private async Task<string> DispatchAsync(Actor by, object input) => Company.Id(await company.DoAsync("offerDispatchOrder", by, input, "dispatchOrder { id }"), "dispatchOrder");

    private static string Department(Actor staff) => Schema.GlobalId.Encode("Department", staff.DepartmentId);

    private async Task<string> OnlyCaseAsync(string complaint)
    {
        var data = await company.Platform.DataAsync("query($id: ID!) { complaint(id: $id) { coordinationCases { nodes { id } } } }", Agent, new { id = complaint });
        return Assert.Single(data.GetProperty("complaint").GetProperty("coordinationCases").GetProperty("nodes").EnumerateArray()).GetProperty("id").GetString()!;
    }

    private async Task<Actor> HireAsync(string number, string position, string code)
    {
        var department = (await company.Platform.DataAsync("query($code: String) { department(code: $code) { id } }", Actor.System, new { code })).GetProperty("department").GetProperty("id").GetString()!;
        var hired = await company.DoAsync("hireStaff", Actor.System, new { number, name = number, position, department }, "staff { id }");
        return Actor.Staff(Company.Key(Company.Id(hired, "staff")), Company.Key(department), Enum.Parse<Position>(position, ignoreCase: true));
    }
}
