using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Imports;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R15, R20, R26: the centre's roles in each group, and people who come, move and go without leaving work to nobody.</summary>
public sealed class StaffStoryTests : IAsyncLifetime
{
    private const string Gaps = "{ departments { nodes { code missingRoles { nodes { vacantSince role { code } } } } } }";

    private readonly SettableTime time = new();
    private readonly Dictionary<string, string> departments = [];
    private readonly Dictionary<string, string> roles = [];
    private Company company = null!;

    public async Task InitializeAsync()
    {
        company = await Company.OpenAsync(background: true, time: time);
        var data = await company.Platform.DataAsync("{ departments { nodes { code id } } customerServiceRoles { nodes { code id } } }", Administrator);
        foreach (var (list, known) in new[] { ("departments", departments), ("customerServiceRoles", roles) })
            foreach (var node in data.GetProperty(list).GetProperty("nodes").EnumerateArray()) known.Add(node.GetProperty("code").GetString()!, node.GetProperty("id").GetString()!);
    }

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Administrator => company[Position.Administrator];
    private ModulesPlatform Platform => company.Platform;
    private string Day(int ahead) => $"{time.GetUtcNow().AddDays(ahead):yyyy-MM-dd}";

    [Fact]
    public async Task A_group_without_a_counterpart_is_seen_until_it_has_one()
    {
        Assert.Equal(["CONTACT", "HEAD", "SUPERVISOR"], await MissingAsync("ENGINEERING"));
        var (first, second) = (await HireAsync("ENGINEERING", "LEADER"), await HireAsync("ENGINEERING", "WORKER"));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("appoint", company[Position.Worker], Appointment("HEAD", first)));
        // The manager of another department.
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("appoint", company[Position.Manager], Appointment("HEAD", first)));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("appoint", Administrator, Appointment("HEAD", Company.IdOf(company[Position.Leader]))));
        var surveyor = await HireAsync("ENGINEERING", "SURVEYOR");
        Assert.Equal(["ValidationError"], await company.RefusedAsync("appoint", Administrator, Appointment("HEAD", surveyor)));

        var contact = await AppointAsync("CONTACT", second);
        Assert.Equal(second, await LeadAsync());
        await AppointAsync("HEAD", second);
        await AppointAsync("HEAD", first);
        Assert.Equal(["Conflict"], await company.RefusedAsync("appoint", Administrator, Appointment("HEAD", first)));
        // Who holds the highest role speaks for the department.
        Assert.Equal(first, await LeadAsync());
        Assert.Equal(["SUPERVISOR"], await MissingAsync("ENGINEERING"));
        await company.DoAsync("endAppointment", Administrator, new { appointment = contact }, "appointment { end to }");
        Assert.Equal(["Conflict"], await company.RefusedAsync("endAppointment", Administrator, new { appointment = contact }));
        Assert.Equal(["CONTACT", "SUPERVISOR"], await MissingAsync("ENGINEERING"));

        await company.DoAsync("setCustomerServiceRole", company[Position.Director], new { code = "NIGHT", name = "Night contact", nameZh = "夜间专员", rank = 4 }, "customerServiceRole { id }");
        await company.DoAsync("setCustomerServiceRole", company[Position.Director], new { code = "SUPERVISOR", name = "Supervisor", rank = 2, isActive = false }, "customerServiceRole { id }");
        Assert.Equal(["CONTACT", "NIGHT"], await MissingAsync("ENGINEERING"));
        Assert.Equal(["Conflict"], await company.RefusedAsync("appoint", Administrator, Appointment("SUPERVISOR", second)));
        var history = (await Platform.DataAsync("""{ department(code: "ENGINEERING") { appointments(order: [{ from: ASC }]) { nodes { end role { code } staff { position } appointedBy { position } } } } }""", company[Position.Agent])).GetProperty("department");
        Assert.Equal(["CONTACT WORKER ENDED", "HEAD WORKER REPLACED", "HEAD LEADER "],
            history.GetProperty("appointments").GetProperty("nodes").EnumerateArray().Select(a => $"{a.GetProperty("role").GetProperty("code")} {a.GetProperty("staff").GetProperty("position")} {a.GetProperty("end")}"));
        await company.AssertLoggedAsync("Appointment.MADE", "Appointment.ENDED", "CustomerServiceRole.SET");
    }

    [Fact]
    public async Task Many_who_appoint_at_once_leave_one_holder()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => HireAsync("ENGINEERING", "WORKER")));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => company.TryAsync("appoint", Administrator, Appointment("HEAD", people[n % 4]), "appointment { id }")));
        Assert.Contains(answers, a => Company.Errors(a).Count == 0);
        Assert.Equal(1L, await Platform.ScalarAsync<long>("SELECT count(*) FROM organization.appointments WHERE \"to\" IS NULL"));
        // And the database itself refuses a second one.
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Platform.ExecuteAsync(
            "INSERT INTO organization.appointments (id, role_id, department_id, staff_id, \"from\") SELECT gen_random_uuid(), role_id, department_id, staff_id, now() FROM organization.appointments WHERE \"to\" IS NULL"));
        Assert.Equal("23505", refused.SqlState);
    }

    [Fact]
    public async Task Nobody_gets_a_role_while_leaving_and_keeps_it()
    {
        for (var i = 0; i < 8; i++)
        {
            var person = await HireAsync("ENGINEERING", "WORKER");
            var goes = i % 2 == 0
                ? company.TryAsync("deactivateStaff", Administrator, new { staff = person }, "staff { id }")
                : company.TryAsync("transferStaff", Administrator, new { staff = person, department = departments["SECURITY"] }, "staff { id }");
            await Task.WhenAll(goes, company.TryAsync("appoint", Administrator, Appointment("HEAD", person), "appointment { id }"));
            Assert.Empty(Company.Errors(await goes));
        }
        Assert.Equal(0L, await Platform.ScalarAsync<long>(
            "SELECT count(*) FROM organization.appointments a JOIN organization.staff s ON s.id = a.staff_id WHERE a.\"to\" IS NULL AND (NOT s.active OR s.department_id <> a.department_id)"));
    }

    [Fact]
    public async Task A_worker_who_moves_to_another_group_leaves_its_work_there()
    {
        var (worker, head) = (await HireAsync("ENGINEERING", "WORKER"), await HireAsync("ENGINEERING", "AGENT"));
        await AppointAsync("CONTACT", worker);
        var (theirs, others) = (await ComplaintAsync("ENGINEERING", worker), await ComplaintAsync("SECURITY", worker));
        var order = await OrderAsync(worker);
        var move = new { staff = worker, department = departments["SECURITY"], title = "Patrol" };
        // The service centre above the group has people who lead.
        await AppointAsync("HEAD", head);
        await company.DoAsync("transferStaff", Administrator, move, "staff { title department { code } appointments { nodes { end } } }");

        Assert.Equal((head, worker, head), (await AccountableAsync(theirs), await AccountableAsync(others), await WorkerAsync(order)));
        Assert.Equal(["CONTACT", "SUPERVISOR"], await MissingAsync("ENGINEERING"));
        Assert.Equal("MOVED", await Platform.ScalarAsync<string>($"SELECT \"end\" FROM organization.appointments WHERE staff_id = '{Company.Key(worker)}'"));
        await company.AssertLoggedAsync("Staff.TRANSFERRED", "Department.CUSTOMER_SERVICE_ROLE_VACANT");
    }

    [Fact]
    public async Task Who_moves_may_keep_complaints_but_no_orders_and_a_surveyor_nothing()
    {
        var (worker, leader) = (await HireAsync("ENGINEERING", "WORKER"), await HireAsync("ENGINEERING", "LEADER"));
        var complaint = await ComplaintAsync("ENGINEERING", worker);
        var order = await OrderAsync(worker);
        await company.DoAsync("transferStaff", Administrator, new { staff = worker, department = departments["SECURITY"], keepWork = true }, "staff { id }");
        Assert.Equal((worker, leader), (await AccountableAsync(complaint), await WorkerAsync(order)));

        Assert.Equal(["ValidationError"], await company.RefusedAsync("transferStaff", Administrator, new { staff = worker, position = "SURVEYOR", keepWork = true }));
        await company.DoAsync("transferStaff", Administrator, new { staff = worker, position = "SURVEYOR" }, "staff { id }");
        Assert.NotEqual(worker, await AccountableAsync(complaint));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("transferStaff", Administrator, new { staff = worker, position = "SURVEYOR" }));
    }

    [Fact]
    public async Task Nobody_moves_away_from_work_that_nobody_takes_over()
    {
        var (worker, complaint) = await AloneAsync();
        var refused = await company.TryAsync("transferStaff", Administrator, new { staff = worker, department = departments["SECURITY"] }, "staff { id }");
        Assert.Equal("PG-CMD-NOBODY-TAKES-OVER", Company.Errors(refused)[0].GetProperty("code").GetString());
        Assert.Equal(worker, await AccountableAsync(complaint));
        await company.DoAsync("transferStaff", Administrator, new { staff = worker, department = departments["SECURITY"], keepWork = true }, "staff { id }");
        Assert.Equal(worker, await AccountableAsync(complaint));
    }

    [Fact]
    public async Task A_planned_leaver_leaves_once_when_the_day_is_over()
    {
        var (worker, leader) = (await HireAsync("ENGINEERING", "WORKER"), await HireAsync("ENGINEERING", "LEADER"));
        var complaint = await ComplaintAsync("ENGINEERING", worker);
        Assert.Equal(["ValidationError"], await PlanRefusedAsync(worker, Day(-1)));
        Assert.Equal(["Conflict"], await PlanRefusedAsync(worker, null));
        await PlanAsync(worker, Day(3));
        await PlanAsync(worker, null);
        await PlanAsync(worker, Day(5));
        // Only who plans people's work learns of it.
        Assert.Equal((Day(5), null), (await LeavesOnAsync(worker, company[Position.Manager]), await LeavesOnAsync(worker, company[Position.Agent])));
        time.Forward(TimeSpan.FromDays(4));
        Assert.Equal("WORKER", (await ActorAsync(worker))?.Role);
        // The gateway was away for a week.
        time.Forward(TimeSpan.FromDays(7));
        await company.UntilAsync(1, $"SELECT count(*) FROM propertygraph.events WHERE kind = 'DEACTIVATED' AND subject = '{Company.Key(worker)}'");
        Assert.Null(await ActorAsync(worker));
        Assert.Equal(leader, await AccountableAsync(complaint));
        Assert.Equal(Day(-6), await Platform.ScalarAsync<string>($"SELECT left_on::text FROM organization.staff WHERE id = '{Company.Key(worker)}'"));
        Assert.Equal(0L, await Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.timers WHERE kind = 'last-day'"));
        await company.AssertLoggedAsync("Staff.LEAVING_PLANNED", "Staff.DEACTIVATED");
    }

    [Fact]
    public async Task A_planned_leaver_whose_work_nobody_takes_over_stays_responsible_and_is_seen()
    {
        var (worker, complaint) = await AloneAsync();
        await PlanAsync(worker, Day(0));
        const string Told = "SELECT count(*) FROM propertygraph.events WHERE kind = 'LEAVING_STUCK'";
        for (var i = 0; i < 3; i++)
        {
            time.Forward(TimeSpan.FromDays(1));
            // Tried every day, told once.
            await company.UntilAsync(1, $"SELECT count(*) FROM propertygraph.timers WHERE kind = 'last-day' AND next_at > '{time.GetUtcNow():O}'");
            Assert.Equal(1L, await Platform.ScalarAsync<long>(Told));
        }
        var list = await Platform.DataAsync("{ staff(where: { stuckSince: { neq: null } }) { nodes { id active } } }", company[Position.Manager]);
        Assert.Equal(worker, Assert.Single(list.GetProperty("staff").GetProperty("nodes").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(worker, await AccountableAsync(complaint));

        var leader = await HireAsync("LONELY", "LEADER");
        time.Forward(TimeSpan.FromDays(1));
        await company.UntilAsync(1, $"SELECT count(*) FROM propertygraph.events WHERE kind = 'DEACTIVATED' AND subject = '{Company.Key(worker)}'");
        Assert.Equal(leader, await AccountableAsync(complaint));
        Assert.Equal(0L, await Platform.ScalarAsync<long>("SELECT count(*) FROM organization.staff WHERE stuck_since IS NOT NULL"));
        await company.AssertLoggedAsync();
    }

    [Fact]
    public async Task Who_joins_later_can_do_nothing_before()
    {
        var staff = await HireAsync("ENGINEERING", "WORKER", Day(2));
        var regretted = await HireAsync("ENGINEERING", "WORKER", Day(2));
        Assert.Null(await ActorAsync(staff));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("acknowledgeComplaint", company[Position.Agent], new { complaint = await company.FileAsync(), accountable = staff }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("appoint", Administrator, Appointment("HEAD", staff)));
        Assert.Equal(["Conflict"], await company.RefusedAsync("reinstateStaff", Administrator, new { staff, position = "WORKER", department = departments["SECURITY"] }));
        await company.DoAsync("transferStaff", Administrator, new { staff, position = "AGENT" }, "staff { id }");
        await company.DoAsync("deactivateStaff", Administrator, new { staff = regretted }, "staff { active leftOn }");
        time.Forward(TimeSpan.FromDays(2));
        await company.UntilAsync(1, $"SELECT count(*) FROM propertygraph.events WHERE kind = 'HIRED' AND subject = '{Company.Key(staff)}'");
        Assert.Equal("AGENT", (await ActorAsync(staff))?.Role);
        Assert.Null(await ActorAsync(regretted));
        await company.AssertLoggedAsync("Staff.EXPECTED", "Staff.HIRED");
    }

    [Fact]
    public async Task An_import_leaves_no_work_to_nobody()
    {
        var (leaver, mover, leader) = (await HireAsync("ENGINEERING", "WORKER"), await HireAsync("ENGINEERING", "WORKER"), await HireAsync("ENGINEERING", "LEADER"));
        var (lonely, kept) = await AloneAsync();
        await AppointAsync("CONTACT", leaver);
        var (first, second) = (await ComplaintAsync("ENGINEERING", leaver), await ComplaintAsync("ENGINEERING", mover));
        var rejected = await ImportAsync(("staff.csv",
            $"number,name,position,department_code,hired_on,left_on\n{await NumberAsync(leaver)},Gone,WORKER,ENGINEERING,2020-01-01,{Day(-1)}\n{await NumberAsync(mover)},Moved,WORKER,SECURITY,2020-01-01,\n{await NumberAsync(lonely)},Kept,WORKER,LONELY,2020-01-01,{Day(-1)}\nN-1,Later,WORKER,ENGINEERING,{Day(2)},{Day(9)}\n"),
            ("appointments.csv", $"department_code,role_code,staff_number\nENGINEERING,HEAD,{await NumberAsync(leader)}\nENGINEERING,CONTACT,{await NumberAsync(leaver)}\nENGINEERING,NONE,{await NumberAsync(leader)}\n"));
        Assert.Equal(["staff.csv:4 left_on", "appointments.csv:3 staff_number", "appointments.csv:4 role_code"], rejected);
        Assert.Equal((leader, leader, lonely), (await AccountableAsync(first), await AccountableAsync(second), await AccountableAsync(kept)));
        Assert.Equal(leader, await LeadAsync());
        Assert.Null(await ActorAsync(leaver));
        time.Forward(TimeSpan.FromDays(3));
        await company.UntilAsync(1, "SELECT count(*) FROM organization.staff WHERE number = 'N-1' AND active");
        time.Forward(TimeSpan.FromDays(8));
        await company.UntilAsync(0, "SELECT count(*) FROM organization.staff WHERE number = 'N-1' AND active");
    }

    [Fact]
    public async Task Two_administrators_can_not_leave_relying_on_each_other()
    {
        var second = await HireAsync("ENGINEERING", "ADMINISTRATOR");
        var answers = await Task.WhenAll(new[] { Company.IdOf(Administrator), second }.Select(staff => company.TryAsync("deactivateStaff", Actor.System, new { staff }, "staff { id }")));
        Assert.Single(answers, a => Company.Errors(a).Count == 0);
        Assert.Equal(1L, await Platform.ScalarAsync<long>("SELECT count(*) FROM organization.staff WHERE active AND position = 'ADMINISTRATOR'"));
    }

    [Fact]
    public async Task Customers_and_partners_see_of_staff_what_is_meant_for_them()
    {
        var worker = await HireAsync("ENGINEERING", "WORKER", title: "Lift expert");
        const string Meant = "query($id: ID!) { staffMember(id: $id) { name position title department { code } } }";
        Assert.Equal("Lift expert", (await Platform.DataAsync(Meant, company.Customer, new { id = worker })).GetProperty("staffMember").GetProperty("title").GetString());
        Assert.Equal(JsonValueKind.Null, (await Platform.DataAsync(Meant, company.Partner, new { id = worker })).GetProperty("staffMember").ValueKind);
        foreach (var field in new[] { "number", "email", "active", "hiredOn", "leavesOn", "leftOn", "stuckSince", "appointments { totalCount }" })
            foreach (var reader in new[] { company.Customer, company.Partner })
                Assert.True((await Platform.AskAsync($"query($id: ID!) {{ staffMember(id: $id) {{ {field} }} }}", reader, new { id = worker })).TryGetProperty("errors", out _), field);
        foreach (var list in new[] { "rights", "appointments", "customerServiceRoles" })
            Assert.Equal(0, (await Platform.DataAsync($"{{ {list} {{ totalCount }} }}", company.Customer)).GetProperty(list).GetProperty("totalCount").GetInt32());
    }

    private async Task<IReadOnlyList<string>> ImportAsync(params (string Name, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("propertygraph-import-").FullName;
        try
        {
            foreach (var (name, text) in files) await File.WriteAllTextAsync(Path.Combine(folder, name), text);
            var rejected = new List<string>();
            await Platform.Get<Importer>().ImportAsync(folder, null, r => rejected.Add($"{r.File}:{r.Line} {r.Column}"), CancellationToken.None);
            return rejected;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Task<string> NumberAsync(string staff) => Platform.ScalarAsync<string>($"SELECT number FROM organization.staff WHERE id = '{Company.Key(staff)}'");

    private object Appointment(string role, string staff) => new { role = roles[role], department = departments["ENGINEERING"], staff };

    private async Task<string> AppointAsync(string role, string staff) => Company.Id(await company.DoAsync("appoint", Administrator, Appointment(role, staff), "appointment { id }"), "appointment");

    private async Task<string> HireAsync(string department, string position, string? hiredOn = null, string? title = null) => Company.Id(await company.DoAsync(
        "hireStaff", Administrator, new { number = $"N{Guid.CreateVersion7():N}", name = "Somebody", position, department = departments[department], hiredOn, title }, "staff { id }"), "staff");

    private Task PlanAsync(string staff, string? leavesOn) => company.DoAsync("planLeaving", Administrator, new { staff, leavesOn }, "staff { leavesOn }");

    private Task<IReadOnlyList<string>> PlanRefusedAsync(string staff, string? leavesOn) => company.RefusedAsync("planLeaving", Administrator, new { staff, leavesOn });

    private async Task<string?> LeavesOnAsync(string staff, Actor reader) =>
        (await Platform.DataAsync("query($id: ID!) { staffMember(id: $id) { leavesOn } }", reader, new { id = staff })).GetProperty("staffMember").GetProperty("leavesOn").GetString();

    private Task<Actor?> ActorAsync(string staff) => Platform.Get<People>().ResolveAsync(Audience.Staff, Company.Key(staff), CancellationToken.None);

    /// <summary>Somebody with a complaint to answer for in a department that nobody is above and nobody leads.</summary>
    private async Task<(string Worker, string Complaint)> AloneAsync()
    {
        departments["LONELY"] = Company.Id(await company.DoAsync("openDepartment", Administrator, new { code = "LONELY", name = "Alone", kind = "OTHER", parent = company.Department }, "department { id }"), "department");
        await Platform.ExecuteAsync("UPDATE organization.departments SET parent_id = NULL WHERE code = 'LONELY'");
        var worker = await HireAsync("LONELY", "WORKER");
        return (worker, await ComplaintAsync("LONELY", worker));
    }

    private async Task<string> ComplaintAsync(string department, string accountable)
    {
        var complaint = await company.FileAsync();
        await company.DoAsync("acknowledgeComplaint", company[Position.Agent], new { complaint, accountable }, "complaint { id }");
        await company.DoAsync("assignComplaint", company[Position.Agent], new { complaint, department = departments[department], reason = "Theirs." }, "complaint { id }");
        return complaint;
    }

    private async Task<string> OrderAsync(string staff) => Company.Id(await company.DoAsync("offerDispatchOrder", company[Position.Agent],
        new { kind = "LIFT_REPAIR", title = "Lift", staff, unit = company.Unit, windowFrom = time.GetUtcNow().AddHours(1), windowTo = time.GetUtcNow().AddHours(3), effortHours = 1 }, "dispatchOrder { id }"), "dispatchOrder");

    private async Task<string?> AccountableAsync(string complaint) =>
        (await Platform.DataAsync("query($id: ID!) { complaint(id: $id) { accountable { id } } }", company[Position.Agent], new { id = complaint })).GetProperty("complaint").GetProperty("accountable").GetProperty("id").GetString();

    private async Task<string?> WorkerAsync(string order) =>
        (await Platform.DataAsync("query($id: ID!) { dispatchOrder(id: $id) { staff { id } } }", company[Position.Agent], new { id = order })).GetProperty("dispatchOrder").GetProperty("staff").GetProperty("id").GetString();

    private async Task<string?> LeadAsync() =>
        (await Platform.DataAsync("""{ department(code: "ENGINEERING") { customerServiceLead { id } } }""", company.Customer)).GetProperty("department").GetProperty("customerServiceLead").GetProperty("id").GetString();

    private async Task<IEnumerable<string?>> MissingAsync(string department) =>
        (await Platform.DataAsync(Gaps, company[Position.Agent])).GetProperty("departments").GetProperty("nodes").EnumerateArray().Single(d => d.GetProperty("code").GetString() == department)
            .GetProperty("missingRoles").GetProperty("nodes").EnumerateArray().Select(m => m.GetProperty("role").GetProperty("code").GetString()).Order(StringComparer.Ordinal);
}
