using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Stories;

namespace PropertyGraph.DatabaseTests.Live;

/// <summary>The live views beside complaintChanged tell the same rows that their lists show to the same reader.</summary>
public sealed class ChangeViewTests : IAsyncLifetime
{
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true);

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Manager => company[Position.Manager];

    [Fact]
    public async Task Hand_overs_are_told_to_staff()
    {
        var complaint = await company.FileAsync(customer: company.Customer);
        await company.StepsAsync(complaint, "acknowledge");
        await using var staff = await WatchAsync("handOverChanged", company[Position.Agent], "status reason");
        await using var customer = await WatchAsync("handOverChanged", company.Customer, "id");
        await using var partner = await WatchAsync("handOverChanged", company.Partner, "id");
        var offer = Company.Id(await company.DoAsync("handOverComplaint", Manager, new { complaint, to = Company.IdOf(company[Position.Leader]), reason = "Yours." }, "handOver { id }"), "handOver");
        await company.DoAsync("refuseHandOver", company[Position.Leader], new { handOver = offer, reason = "Mine is the gate." }, "handOver { id }");
        Assert.Equal("Yours.", (await staff.ExpectAsync("OFFERED", offer)).GetProperty("handOver").GetProperty("reason").GetString());
        Assert.Equal("REFUSED", (await staff.ExpectAsync("REFUSED", offer)).GetProperty("handOver").GetProperty("status").GetString());
        await NothingAsync(customer, partner);
    }

    [Fact]
    public async Task Dispatch_conflicts_are_told_to_staff()
    {
        var department = (await company.Platform.DataAsync("""{ department(code: "SECURITY") { id } }""", Actor.System)).GetProperty("department").GetProperty("id").GetString();
        await company.DoAsync("setShiftPlan", company[Position.Director], new { department, timeZone = "UTC", shifts = new[] { new { weekday = "MONDAY", from = "06:00", to = "14:00", people = 1 } } }, "shiftPlan { id }");
        var complaint = await company.FileAsync(customer: company.Customer);
        await OfferAsync("Patrol", false);
        await using var staff = await WatchAsync("dispatchConflictChanged", company[Position.Worker], "resolution order { title }");
        await using var customer = await WatchAsync("dispatchConflictChanged", company.Customer, "id");
        await using var partner = await WatchAsync("dispatchConflictChanged", company.Partner, "id");
        await OfferAsync("Flood", true);
        var conflict = (await company.Platform.DataAsync("{ dispatchConflicts { nodes { id } } }", Manager)).GetProperty("dispatchConflicts").GetProperty("nodes")[0].GetProperty("id").GetString()!;
        await company.DoAsync("resolveDispatchConflict", company[Position.Director], new { dispatchConflict = conflict, option = 1 }, "dispatchConflict { id }");
        Assert.Equal("Patrol", (await staff.ExpectAsync("OPENED", conflict)).GetProperty("dispatchConflict").GetProperty("order").GetProperty("title").GetString());
        Assert.Equal("KEEP_MOVED", (await staff.ExpectAsync("RESOLVED", conflict)).GetProperty("dispatchConflict").GetProperty("resolution").GetString());
        await NothingAsync(customer, partner);

        Task OfferAsync(string title, bool preempt) => company.DoAsync("offerDispatchOrder", company[Position.Agent],
            new { complaint, department, kind = "PATROL", title, windowFrom = "2030-01-07T08:00:00Z", windowTo = "2030-01-07T10:00:00Z", effortHours = 2, preempt, preemptReason = preempt ? "Somebody fell." : null }, "dispatchOrder { id }");
    }

    [Fact]
    public async Task Improvements_are_told_to_staff()
    {
        var cause = (await company.Platform.DataAsync("""{ cause(code: "DOOR_DRIVE_WORN") { id } }""", Manager)).GetProperty("cause").GetProperty("id").GetString();
        await using var staff = await WatchAsync("improvementChanged", company[Position.Worker], "status");
        await using var customer = await WatchAsync("improvementChanged", company.Customer, "id");
        await using var partner = await WatchAsync("improvementChanged", company.Partner, "id");
        var improvement = Company.Id(await company.DoAsync("planImprovement", Manager, new { cause, title = "Belts", owner = Company.IdOf(company[Position.Worker]), dueAt = "2030-01-01T00:00:00Z" }, "improvement { id }"), "improvement");
        await company.DoAsync("completeImprovement", company[Position.Worker], new { improvement, result = "Done." }, "improvement { id }");
        await staff.ExpectAsync("PLANNED", improvement);
        Assert.Equal("DONE", (await staff.ExpectAsync("COMPLETED", improvement)).GetProperty("improvement").GetProperty("status").GetString());
        await NothingAsync(customer, partner);
    }

    [Fact]
    public async Task Fee_disputes_are_told_to_staff_and_to_who_withholds()
    {
        var complaint = await company.FileAsync(customer: company.Customer);
        var others = await company.FileAsync(customer: company.Neighbour);
        await using var staff = await WatchAsync("feeDisputeChanged", company[Position.Agent], "status by { position }");
        await using var customer = await WatchAsync("feeDisputeChanged", company.Customer, "status heldAmount");
        await using var neighbour = await WatchAsync("feeDisputeChanged", company.Neighbour, "status");
        var dispute = await DisputeAsync(complaint, company.Customer);
        await company.DoAsync("releaseFeeDispute", Manager, new { feeDispute = dispute, reason = "Paid." }, "feeDispute { id }");
        var next = await DisputeAsync(others, company.Neighbour);
        await customer.ExpectAsync("OPENED", dispute);
        Assert.Equal(0, (await customer.ExpectAsync("RELEASED", dispute)).GetProperty("feeDispute").GetProperty("heldAmount").GetDecimal());
        await neighbour.ExpectAsync("OPENED", next);
        foreach (var (kind, row) in new[] { ("OPENED", dispute), ("RELEASED", dispute), ("OPENED", next) }) await staff.ExpectAsync(kind, row);
        await NothingAsync(customer, neighbour);
    }

    [Fact]
    public async Task Grievances_are_told_to_staff_and_to_whose_they_are()
    {
        await using var staff = await WatchAsync("grievanceChanged", company[Position.Worker], "status by { position }");
        await using var customer = await WatchAsync("grievanceChanged", company.Customer, "status outcome");
        await using var neighbour = await WatchAsync("grievanceChanged", company.Neighbour, "status");
        var grievance = await RecordAsync(company.Customer);
        await company.DoAsync("settleGrievance", Manager, new { grievance, outcome = "Oiled." }, "grievance { id }");
        var next = await RecordAsync(company.Neighbour);
        await customer.ExpectAsync("RECORDED", grievance);
        Assert.Equal("Oiled.", (await customer.ExpectAsync("SETTLED", grievance)).GetProperty("grievance").GetProperty("outcome").GetString());
        await neighbour.ExpectAsync("RECORDED", next);
        foreach (var (kind, row) in new[] { ("RECORDED", grievance), ("SETTLED", grievance), ("RECORDED", next) }) await staff.ExpectAsync(kind, row);
        await NothingAsync(customer, neighbour);
    }

    [Fact]
    public async Task Residents_are_told_when_somebody_comes_to_them()
    {
        var (complaint, others) = (await company.FileAsync(customer: company.Customer), await company.FileAsync(customer: company.Neighbour));
        await using var customer = await WatchAsync("dispatchOrderChanged", company.Customer, "status windowFrom department { code }");
        await using var neighbour = await WatchAsync("dispatchOrderChanged", company.Neighbour, "status");
        var order = await OfferAsync(complaint);
        await company.DoAsync("acceptDispatchOrder", company[Position.Worker], new { dispatchOrder = order }, "dispatchOrder { id }");
        await OfferAsync(null);
        var next = await OfferAsync(others);
        await customer.ExpectAsync("OFFERED", order);
        Assert.Equal("""{"status":"ACCEPTED","windowFrom":"2030-01-07T08:00:00Z","department":{"code":"SERVICE_CENTRE"}}""", (await customer.ExpectAsync("ACCEPTED", order)).GetProperty("dispatchOrder").GetRawText());
        await neighbour.ExpectAsync("OFFERED", next);
        await NothingAsync(customer, neighbour);

        async Task<string> OfferAsync(string? about) => Company.Id(await company.DoAsync("offerDispatchOrder", company[Position.Agent],
            new { complaint = about, staff = Company.IdOf(company[Position.Worker]), kind = "PATROL", title = Company.Private, windowFrom = "2030-01-07T08:00:00Z", windowTo = "2030-01-07T10:00:00Z", effortHours = 2 }, "dispatchOrder { id }"), "dispatchOrder");
    }

    private Task<Watcher> WatchAsync(string view, Actor actor, string fields)
    {
        var row = view.Replace("Changed", "", StringComparison.Ordinal);
        return Watcher.StartAsync(company, actor, change: $"{{ kind {row}Id {row} {{ {fields} }} }}", view: view);
    }

    private async Task NothingAsync(params Watcher[] watchers)
    {
        await company.CaughtUpAsync();
        Assert.All(watchers, w => Assert.False(w.HasReceived));
    }

    private async Task<string> DisputeAsync(string complaint, Actor customer)
    {
        var charges = new[] { new { charge = await company.ChargeAsync(customer, 100), amount = 40 } };
        return Company.Id(await company.DoAsync("openFeeDispute", Manager, new { complaint, reason = "Cold.", charges }, "feeDispute { id }"), "feeDispute");
    }

    private async Task<string> RecordAsync(Actor customer) =>
        Company.Id(await company.DoAsync("recordGrievance", company[Position.Agent], new { text = "It creaks.", customer = Company.IdOf(customer) }, "grievance { id }"), "grievance");
}
