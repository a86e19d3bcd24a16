using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R28, R29: what stands still is taken to those who coordinate, and what they leave undecided further up, each once.</summary>
public sealed class CoordinationClockTests : IAsyncLifetime
{
    private readonly MovableTime time = new(new(2030, 1, 4, 0, 0, 0, TimeSpan.Zero));
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true, time: time);

    public async Task DisposeAsync() => await company.DisposeAsync();

    [Fact]
    public async Task A_complaint_that_nobody_moves_and_a_ruling_that_nobody_makes()
    {
        await company.DoAsync("setBusinessCalendar", company[Position.Director], new { code = "OFFICE", name = "Office", timeZone = "UTC", hours = new[] { "MON 08:00-16:00", "TUE 08:00-16:00", "WED 08:00-16:00", "THU 08:00-16:00", "FRI 08:00-16:00" } }, "businessCalendar { id }");
        Assert.Equal(["ValidationError"], await company.RefusedAsync("setCoordinationRule", company[Position.Director], new { mostBounces = 1, ruleWithinMinutes = 60, idleAfterMinutes = 1 }));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("setCoordinationRule", company[Position.Director], new { mostBounces = 1, ruleWithinMinutes = 60, calendarCode = "NONE" }));
        await company.DoAsync("setCoordinationRule", company[Position.Director], new { mostBounces = 5, ruleWithinMinutes = 120, idleAfterMinutes = 480, conflictAfterMinutes = 60, calendarCode = "OFFICE" }, "coordinationRule { version }");
        var complaint = await company.FileAsync();
        await company.StepsAsync(complaint, "acknowledge", "assign");

        // Eight hours of a Friday on which the worker did something at the end.
        time.Set(new(2030, 1, 4, 15, 0, 0, TimeSpan.Zero));
        await company.NoteAsync(complaint, "INTERNAL", company[Position.Worker]);
        time.Set(new(2030, 1, 7, 14, 0, 0, TimeSpan.Zero));
        await TimersAsync();
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.coordination_cases"));
        time.Set(new(2030, 1, 7, 15, 0, 30, TimeSpan.Zero));
        await company.UntilAsync(1, "SELECT count(*) FROM complaints.coordination_cases WHERE cause = 'IDLE'");

        // Rows come in no order of their own: here the director, who is asked last, comes first.
        await company.Platform.ExecuteAsync("UPDATE complaints.coordination_parties SET place = place WHERE department_id IS NOT NULL; ANALYZE complaints.coordination_cases, complaints.coordination_parties");

        // Two hours of work to rule: on the next morning at the latest.
        time.Set(new(2030, 1, 8, 8, 30, 0, TimeSpan.Zero));
        await TimersAsync();
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>(Escalated));
        time.Set(new(2030, 1, 8, 9, 1, 0, TimeSpan.Zero));
        await company.UntilAsync(1, Escalated);
        time.Set(new(2030, 1, 10, 9, 0, 0, TimeSpan.Zero));
        await TimersAsync();
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>(Escalated));
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.coordination_cases"));
        await company.AssertLoggedAsync("CoordinationCase.OPENED", "CoordinationCase.ESCALATED", "CoordinationRule.SET");
    }

    [Fact]
    public async Task A_conflict_of_dispatch_that_nobody_decides()
    {
        var monday = new DateTimeOffset(2030, 1, 7, 8, 0, 0, TimeSpan.Zero);
        await company.DoAsync("setCoordinationRule", company[Position.Director], new { mostBounces = 5, ruleWithinMinutes = 120, conflictAfterMinutes = 60 }, "coordinationRule { version }");
        await company.DoAsync("setShiftPlan", company[Position.Director], new { department = company.Department, timeZone = "UTC", shifts = new[] { new { weekday = "MONDAY", from = "06:00", to = "14:00", people = 1 } } }, "shiftPlan { version }");
        var complaint = await company.FileAsync();
        await company.StepsAsync(complaint, "acknowledge");
        await company.DoAsync("offerDispatchOrder", company[Position.Leader], new { kind = "PATROL", title = "T", department = company.Department, windowFrom = monday, windowTo = monday.AddHours(1), effortHours = 1 }, "dispatchOrder { id }");
        await company.DoAsync("offerDispatchOrder", company[Position.Agent], new { complaint, kind = "WATCH", title = "T", department = company.Department, windowFrom = monday, windowTo = monday.AddHours(1), effortHours = 1, preempt = true, preemptReason = "Fire." }, "dispatchOrder { id }");
        await TimersAsync();
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.coordination_cases"));
        time.Forward(TimeSpan.FromMinutes(61));
        await company.UntilAsync(1, "SELECT count(*) FROM complaints.coordination_cases WHERE cause = 'CLASH' AND conflict_id IS NOT NULL");
    }

    private const string Escalated = "SELECT count(*) FROM propertygraph.events WHERE entity = 'CoordinationCase' AND kind = 'ESCALATED'";

    /// <summary>Waits until no timer is due.</summary>
    private Task TimersAsync() => company.UntilAsync(0, $"SELECT count(*) FROM propertygraph.timers WHERE module = 'complaints' AND due <= '{time.GetUtcNow():O}'");
}
