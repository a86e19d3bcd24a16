using System.Text.Json;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R26: whatever is given to somebody at the moment in which he or she leaves, in whatever order, it is left with nobody who has left.</summary>
public sealed class LateWorkTests : IAsyncLifetime
{
    private const string Left =
        """
        SELECT count(*) FROM organization.staff AS s
        WHERE NOT s.active AND (
            EXISTS (SELECT 1 FROM complaints.dispatch_orders AS o WHERE o.staff_id = s.id AND o.status IN ('OFFERED', 'ACCEPTED', 'STARTED', 'RESCHEDULED'))
            OR EXISTS (SELECT 1 FROM complaints.responsibilities AS r WHERE r.staff_id = s.id AND r."to" IS NULL)
            OR EXISTS (SELECT 1 FROM complaints.hand_overs AS h WHERE h.to_id = s.id AND h.status = 'PENDING')
            OR EXISTS (SELECT 1 FROM complaints.countermeasures AS m WHERE m.owner_id = s.id AND m.status <> 'REJECTED')
            OR EXISTS (SELECT 1 FROM complaints.improvements AS i WHERE i.owner_id = s.id AND i.status = 'PLANNED'))
        """;

    private static readonly DateTimeOffset Monday = new(2030, 1, 7, 8, 0, 0, TimeSpan.Zero);
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true);

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Worker => company[Position.Worker];

    [Fact]
    public async Task Who_leaves_while_work_is_offered_waits_for_it_and_it_climbs_to_whoever_there_is()
    {
        // Nobody leads anything: the only one above a worker's work is the agent.
        await company.Platform.ExecuteAsync("UPDATE organization.staff SET active = false WHERE position IN ('LEADER', 'MANAGER', 'DIRECTOR')");
        var (offer, leave) = await WhileLockedAsync("complaints.dispatch_orders", () => OfferAsync(new { staff = Company.IdOf(Worker) }), LeaveAsync);
        Assert.Empty(Company.Errors(leave));
        var order = Company.Id(offer, "dispatchOrder");
        await company.UntilAsync(0, Left);
        var read = await company.Platform.DataAsync("query($id: ID!) { dispatchOrder(id: $id) { status staff { position active } } }", company[Position.Agent], new { id = order });
        Assert.Equal("""{"status":"OFFERED","staff":{"position":"AGENT","active":true}}""", read.GetProperty("dispatchOrder").GetRawText());
    }

    [Fact]
    public async Task What_is_offered_while_somebody_leaves_is_refused()
    {
        var (leave, offer) = await WhileLockedAsync("propertygraph.audit", LeaveAsync, () => OfferAsync(new { staff = Company.IdOf(Worker) }), changing: "organization.staff");
        Assert.Empty(Company.Errors(leave));
        Assert.Equal("ValidationError", Assert.Single(Company.Errors(offer)).GetProperty("__typename").GetString());
    }

    [Fact]
    public async Task An_order_of_a_partner_s_person_who_leaves_is_the_partner_s()
    {
        var person = Company.Id(await company.DoAsync("addPartnerPerson", company.Partner, new { partner = Company.IdOf(company.Partner), name = "Reed" }, "partnerPerson { id }"), "partnerPerson");
        var started = Company.Id(await OfferAsync(new { partnerPerson = person }), "dispatchOrder");
        foreach (var step in new[] { "accept", "start" }) await company.DoAsync($"{step}DispatchOrder", company.Partner, new { dispatchOrder = started }, "dispatchOrder { id }");
        var (offer, leave) = await WhileLockedAsync("complaints.dispatch_orders", () => OfferAsync(new { partnerPerson = person }),
            () => company.TryAsync("deactivatePartnerPerson", company.Partner, new { partnerPerson = person }, "partnerPerson { active }"));
        Assert.Empty(Company.Errors(leave));
        await company.UntilAsync(0, "SELECT count(*) FROM complaints.dispatch_orders WHERE partner_person_id IS NOT NULL");
        foreach (var (order, step) in new[] { (started, "finish"), (Company.Id(offer, "dispatchOrder"), "accept") })
            await company.DoAsync($"{step}DispatchOrder", company.Partner, new { dispatchOrder = order }, "dispatchOrder { id }");
        await company.AssertLoggedAsync("DispatchOrder.RELEASED");
    }

    [Fact]
    public async Task Whatever_is_given_to_somebody_who_leaves_finds_somebody_else()
    {
        var complaints = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => company.FileAsync()));
        foreach (var complaint in complaints) await company.StepAsync(complaint, "acknowledge");
        foreach (var complaint in complaints[..4]) await company.DoAsync("assignComplaint", company[Position.Manager], new { complaint, accountable = Company.IdOf(company[Position.Agent]) }, "complaint { id }");
        var open = Company.Id(await OfferAsync(new { department = company.Department }), "dispatchOrder");
        var cause = (await company.Platform.DataAsync("{ causes(first: 1) { nodes { id } } }", company[Position.Agent])).GetProperty("causes").GetProperty("nodes")[0].GetProperty("id").GetString();
        var to = Company.IdOf(Worker);
        var calls = new Func<Task<JsonElement>>[]
        {
            () => company.TryAsync("assignComplaint", company[Position.Manager], new { complaint = complaints[0], accountable = to }, "__typename"),
            () => company.TryAsync("handOverComplaint", company[Position.Agent], new { complaint = complaints[1], to, reason = "Yours." }, "__typename"),
            () => company.TryAsync("acceptDispatchOrder", Worker, new { dispatchOrder = open }, "__typename"),
            () => OfferAsync(new { staff = to }),
            LeaveAsync,
            () => company.TryAsync("assignComplaint", company[Position.Manager], new { complaint = complaints[2], accountable = to }, "__typename"),
            () => company.TryAsync("handOverComplaint", company[Position.Agent], new { complaint = complaints[3], to, reason = "Yours." }, "__typename"),
            () => company.TryAsync("planImprovement", company[Position.Manager], new { cause, title = "T", owner = to, dueAt = "2030-01-01T00:00:00Z" }, "__typename"),
            () => company.TryAsync("proposeCountermeasure", company[Position.Manager], new { cause, title = "T", description = "D", owner = to, evidence = "E" }, "__typename"),
            () => OfferAsync(new { staff = to }),
        };
        var answers = await Task.WhenAll(calls.Select(call => Task.Run(call)));
        Assert.All(answers.SelectMany(Company.Errors), e => Assert.Contains(e.GetProperty("__typename").GetString(), new[] { "ValidationError", "NotAllowed", "Conflict", "ResponsibilityChanged" }));
        if (Company.Errors(answers[4]).Count > 0) Assert.Empty(Company.Errors(await LeaveAsync()));
        await company.UntilAsync(0, Left);
    }

    private Task<JsonElement> LeaveAsync() => company.TryAsync("deactivateStaff", company[Position.Administrator], new { staff = Company.IdOf(Worker) }, "staff { active }");

    private Task<JsonElement> OfferAsync(object to)
    {
        var input = new Dictionary<string, object?> { ["kind"] = "PATROL", ["title"] = "T", ["windowFrom"] = Monday, ["windowTo"] = Monday.AddHours(2), ["effortHours"] = 2 };
        foreach (var property in to.GetType().GetProperties()) input[property.Name] = property.GetValue(to);
        return company.TryAsync("offerDispatchOrder", company[Position.Agent], input, "dispatchOrder { id }");
    }

    /// <summary>Runs two calls while nothing can be written to a table: the first gets as far as that, then the second as far as it can.</summary>
    /// <param name="changing">A table that the first has changed when it gets there, where what runs in the background may get there, too.</param>
    private async Task<(JsonElement First, JsonElement Second)> WhileLockedAsync(string table, Func<Task<JsonElement>> first, Func<Task<JsonElement>> second, string? changing = null)
    {
        await using var connection = new NpgsqlConnection(company.Platform.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var held = new NpgsqlCommand($"LOCK TABLE {table} IN SHARE MODE", connection)) await held.ExecuteNonQueryAsync();
        var one = first();
        await WaitingAsync(1, one, changing);
        var other = second();
        await WaitingAsync(2, other);
        await transaction.RollbackAsync();
        return (await one, await other);
    }

    private async Task WaitingAsync(long count, Task call, string? changing = null)
    {
        var only = changing is null ? "" : $" AND pid IN (SELECT pid FROM pg_locks WHERE granted AND mode = 'RowExclusiveLock' AND relation = '{changing}'::regclass)";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!call.IsCompleted && await company.Platform.ScalarAsync<long>($"SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted AND (database IS NULL OR database = (SELECT oid FROM pg_database WHERE datname = current_database())){only}") < count)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(10, limit.Token);
        }
        if (call.IsCompleted) await company.CaughtUpAsync();
    }
}
