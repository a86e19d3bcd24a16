using System.Text.Json;
using System.Xml;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R8, R13, R18, R38, R52: what the work comes to, reckoned by hand from what happened in a month.</summary>
public sealed class IndicatorStoryTests : IAsyncLifetime
{
    /// <summary>A Monday.</summary>
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly MovableTime time = new(Morning.AddHours(-1));
    private Company company = null!;

    /// <summary>
    /// Of four complaints in March one is resolved within two hours, one within ten; one is reopened after six and resolved again after thirty; one is withdrawn. A fifth comes in April and waits.
    /// </summary>
    public async Task InitializeAsync()
    {
        company = await Company.OpenAsync(background: true, time: time);
        await company.DoAsync("setServiceLevel", company[Position.Director], new { severity = "GENERAL", resolveWithinHours = 8, acknowledgeWithinMinutes = 90, silenceWithinMinutes = 600 }, "serviceLevel { id }");
        var quick = await FileAtAsync(0);
        var late = await FileAtAsync(0);
        var again = await FileAtAsync(0);
        await company.StepAsync(await FileAtAsync(0), "withdraw");
        await AtAsync(1, quick, "acknowledge", "assign");
        await AtAsync(2, late, "acknowledge", "assign");
        await AtAsync(2, quick, "resolve", "close");
        await AtAsync(3, again, "acknowledge", "assign");
        await company.DoAsync("takeEmergencyMeasure", company[Position.Leader], new { complaint = late, kind = "REPAIR", description = "New rope.", expectedCost = 1000m }, "complaint { id }");
        await AtAsync(6, again, "resolve", "close", "reopen", "assign");
        time.Set(Morning.AddHours(10));
        await company.DoAsync("resolveComplaint", company[Position.Leader], new { complaint = late, resolution = "Done.", actualLoss = 250.50m }, "complaint { id }");
        await AtAsync(30, again, "resolve");
        await company.DoAsync("recordGrievance", company[Position.Agent], new { text = "Dusty.", channel = "IN_PERSON", property = company.Property }, "grievance { id }");
        await company.DoAsync("recordGrievance", company[Position.Agent], new { text = "Loud.", channel = "IN_PERSON", property = company.Property }, "grievance { id }");
        var dirty = Company.Id(await company.DoAsync("recordGrievance", company[Position.Agent], new { text = "Dirty.", channel = "IN_PERSON", property = company.Property }, "grievance { id }"), "grievance");
        await company.DoAsync("settleGrievance", company[Position.Agent], new { grievance = dirty, outcome = "Cleaned." }, "grievance { id }");
        time.Set(new(2026, 4, 1, 8, 0, 0, TimeSpan.Zero));
        var open = (await company.Platform.DataAsync("{ grievances(where: { status: { eq: OPEN } }) { nodes { id } } }", company[Position.Agent])).GetProperty("grievances").GetProperty("nodes")[0].GetProperty("id").GetString();
        await company.DoAsync("raiseGrievance", company[Position.Agent], new { grievance = open, title = "Again." }, "complaint { id }");
        await company.UntilAsync(0, $"SELECT count(*) FROM propertygraph.timers WHERE module = 'complaints' AND due <= '{time.GetUtcNow():O}'");
    }

    public async Task DisposeAsync() => await company.DisposeAsync();

    private async Task<string> FileAtAsync(double hours)
    {
        time.Set(Morning.AddHours(hours));
        return await company.FileAsync(customer: company.Customer);
    }

    private async Task AtAsync(double hours, string complaint, params string[] steps)
    {
        time.Set(Morning.AddHours(hours));
        await company.StepsAsync(complaint, steps);
    }

    private Task<JsonElement> AskAsync(string query) => company.Platform.DataAsync(query, company[Position.Manager]);

    [Fact]
    public async Task Times_shares_and_costs_of_a_month_are_what_happened_in_it()
    {
        var march = (await AskAsync(
            """
            { complaints { groups(by: [{ filedAt: { unit: MONTH } }, { property: { code: true } }]) { key { filedAt property { code } } aggregate {
              count share { isReopened isLate isOpen } sum { expectedCost actualCost actualLoss }
              low: percentile(at: 0) { timeToAcknowledge } median: percentile(at: 0.5) { timeToAcknowledge timeToResolve } nine: percentile(at: 0.9) { timeToAcknowledge timeToResolve } } } } }
            """)).GetProperty("complaints").GetProperty("groups")[0];
        Assert.Equal("2026-03-01 P1", $"{march.GetProperty("key").GetProperty("filedAt")} {march.GetProperty("key").GetProperty("property").GetProperty("code")}");
        var figures = march.GetProperty("aggregate");
        Assert.Equal(4, figures.GetProperty("count").GetInt32());
        // The reopened one had eight hours anew and needed twenty-four; the withdrawn one is late to nobody.
        Assert.Equal((0.25, 0.5, 0.0), (Number(figures, "share", "isReopened"), Number(figures, "share", "isLate"), Number(figures, "share", "isOpen")));
        Assert.Equal((1000, 0, 250.5), (Number(figures, "sum", "expectedCost"), Number(figures, "sum", "actualCost"), Number(figures, "sum", "actualLoss")));
        Assert.Equal((1, 2, 3), (Hours(figures, "low", "timeToAcknowledge"), Hours(figures, "median", "timeToAcknowledge"), Hours(figures, "nine", "timeToAcknowledge")));
        Assert.Equal((10, 30), (Hours(figures, "median", "timeToResolve"), Hours(figures, "nine", "timeToResolve")));
    }

    [Fact]
    public async Task Clocks_show_how_long_each_step_took_and_which_promises_were_broken()
    {
        var clocks = (await AskAsync(
            """
            { serviceClocks(where: { startedAt: { lt: "2026-04-01T00:00:00Z" } }) { groups(by: [{ clock: true }]) { key { clock } aggregate {
              count sum { breaches } share { isBreached } max { elapsed } } } } }
            """)).GetProperty("serviceClocks").GetProperty("groups").EnumerateArray().ToDictionary(g => g.GetProperty("key").GetProperty("clock").GetString()!, g => g.GetProperty("aggregate"));
        // Two were acknowledged after two hours and three, where ninety minutes were promised.
        Assert.Equal((4, 2, 0.5), (clocks["ACKNOWLEDGE"].GetProperty("count").GetInt32(), Number(clocks["ACKNOWLEDGE"], "sum", "breaches"), Number(clocks["ACKNOWLEDGE"], "share", "isBreached")));
        Assert.Equal(3, Hours(clocks["ACKNOWLEDGE"], "max", "elapsed"));
        // Five times for four complaints: the reopened one began anew, and was late then.
        Assert.Equal((5, 2, 0.4), (clocks["RESOLVE"].GetProperty("count").GetInt32(), Number(clocks["RESOLVE"], "sum", "breaches"), Number(clocks["RESOLVE"], "share", "isBreached")));
        Assert.Equal(24, Hours(clocks["RESOLVE"], "max", "elapsed"));
        // Nothing was said between the reopening in the afternoon and the next day.
        Assert.Equal((24, 1), (Hours(clocks["SILENCE"], "max", "elapsed"), Number(clocks["SILENCE"], "sum", "breaches")));
    }

    [Fact]
    public async Task Rates_are_against_the_units_and_their_mean_is_weighted_by_them()
    {
        var months = (await AskAsync(
            """
            { whole: complaintMonths(where: { of: { eq: COMPANY }, month: { lte: "2026-04-01" } }) { nodes { month complaints unitMonths complaintRate } aggregate { sum { complaints unitMonths } avg { complaintRate } } }
              property(code: "P1") { complaintMonths(first: 2) { nodes { complaints complaintRate property { code } } } }
              department(code: "SERVICE_CENTRE") { complaintMonths(first: 1) { nodes { complaints unitMonths } } }
              grievances { aggregate { count share { isRaised } } } }
            """));
        Assert.Equal(
            ["2026-03-01 4 1.0 4000", "2026-04-01 1 1.0 1000"],
            months.GetProperty("whole").GetProperty("nodes").EnumerateArray().Select(m => $"{m.GetProperty("month")} {m.GetProperty("complaints")} {m.GetProperty("unitMonths").GetDecimal():0.0} {m.GetProperty("complaintRate")}"));
        Assert.Equal((5, 2500), (Number(months.GetProperty("whole").GetProperty("aggregate"), "sum", "complaints"), Number(months.GetProperty("whole").GetProperty("aggregate"), "avg", "complaintRate")));
        Assert.Equal((4, 1), (Months("property")[0].GetProperty("complaints").GetInt32(), Months("property")[1].GetProperty("complaints").GetInt32()));
        Assert.Equal((4, 1m), (Months("department")[0].GetProperty("complaints").GetInt32(), Months("department")[0].GetProperty("unitMonths").GetDecimal()));
        Assert.Equal(1 / 3.0, Number(months.GetProperty("grievances").GetProperty("aggregate"), "share", "isRaised"), 12);

        JsonElement Months(string owner) => months.GetProperty(owner).GetProperty("complaintMonths").GetProperty("nodes");
    }

    [Fact]
    public async Task Each_person_is_seen_with_the_complaints_and_the_time_that_they_answered_for()
    {
        var people = (await AskAsync(
            """{ responsibilities { groups(by: [{ staff: { number: true } }]) { key { staff { number } } aggregate { count distinct(of: COMPLAINT) } } } }""")).GetProperty("responsibilities").GetProperty("groups");
        var worker = Assert.Single(people.EnumerateArray());
        Assert.Equal(3, worker.GetProperty("aggregate").GetProperty("distinct").GetInt32());
    }

    [Fact]
    public async Task Customers_and_partners_ask_for_their_own_figures_alone()
    {
        foreach (var reader in new[] { company.Neighbour, company.Partner })
            Assert.Equal(0, (await company.Platform.DataAsync("{ complaints { aggregate { count } } }", reader)).GetProperty("complaints").GetProperty("aggregate").GetProperty("count").GetInt32());
        Assert.Equal(4, (await company.Platform.DataAsync("{ complaints { aggregate { count share { isLate } } } }", company.Customer)).GetProperty("complaints").GetProperty("aggregate").GetProperty("count").GetInt32());
        foreach (var list in new[] { "complaintMonths", "serviceClocks", "responsibilities", "decisions", "emergencyMeasures" })
            Assert.Equal(0, (await company.Platform.DataAsync($"{{ {list} {{ totalCount }} }}", company.Customer)).GetProperty(list).GetProperty("totalCount").GetInt32());
        Assert.Equal("PG-PLAN-HIDDEN", (await company.Platform.AskAsync("{ complaints { aggregate { sum { actualLoss } } } }", company.Customer)).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_examples_of_the_page_run() =>
        Assert.True((await PageExamples.RunAsync(company, "indicators.md", new() { ["from"] = "2026-01-01T00:00:00Z", ["start"] = "2026-01-01", ["end"] = "2026-12-31" })).Count > 5);

    private static double Number(JsonElement figures, string kind, string field) => figures.GetProperty(kind).GetProperty(field).GetDouble();

    /// <summary>To the nearest hour: the test's own few moments come on top, or are missing.</summary>
    private static int Hours(JsonElement figures, string kind, string field) => (int)Math.Round(XmlConvert.ToTimeSpan(figures.GetProperty(kind).GetProperty(field).GetString()!).TotalHours);
}
