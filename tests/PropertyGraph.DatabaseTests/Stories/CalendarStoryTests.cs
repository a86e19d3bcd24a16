using System.Text.Json;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R7, R24: when the company works is configuration, in versions; what runs keeps its version.</summary>
public sealed class CalendarStoryTests : IAsyncLifetime
{
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true);

    public async Task DisposeAsync() => await company.DisposeAsync();

    [Fact]
    public async Task A_changed_calendar_is_for_what_begins_after_and_its_history_is_read()
    {
        await SetAsync("MON 00:00-24:00", "TUE 00:00-24:00", "WED 00:00-24:00", "THU 00:00-24:00", "FRI 00:00-24:00", "SAT 00:00-24:00", "SUN 00:00-24:00");
        await company.DoAsync("setServiceLevel", company[Position.Manager], new { severity = "GENERAL", resolveWithinHours = 5, calendarCode = "OFFICE" }, "serviceLevel { id }");
        var before = await company.FileAsync();
        await SetAsync("MON 08:00-08:10", "MON 14:00-14:10");
        await company.StepsAsync(before, "acknowledge", "hold", "continue");
        var after = await company.FileAsync();

        // Twenty minutes a week. What came later in the log is worked out later.
        await company.UntilAsync(1, $"SELECT count(*) FROM complaints.service_clocks WHERE clock = 'RESOLVE' AND complaint_id = '{Company.Key(after)}' AND due_at BETWEEN started_at + interval '14 weeks' AND started_at + interval '16 weeks'");
        Assert.InRange(await company.Platform.ScalarAsync<double>($"SELECT extract(epoch FROM due_at - started_at)::double precision / 3600 FROM complaints.service_clocks WHERE clock = 'RESOLVE' AND complaint_id = '{Company.Key(before)}'"), 4.9, 5.1);
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("setBusinessCalendar", company[Position.Manager], Calendar("MON 08:00-12:00")));
        foreach (var wrong in new[] { "MON 08:00-12:00, MON 11:00-13:00", "MON 12:00-08:00", "NEVER 08:00-12:00", "MON 08:00-25:00", "MON" })
            Assert.Equal(["ValidationError"], await company.RefusedAsync("setBusinessCalendar", company[Position.Director], Calendar(wrong.Split(", "))));

        const string History = """{ businessCalendars(where: { code: { eq: "OFFICE" } }, order: [{ version: ASC }]) { nodes { version hours validFrom validTo setBy { position } } } }""";
        var versions = (await company.Platform.DataAsync(History, company[Position.Worker])).GetProperty("businessCalendars").GetProperty("nodes");
        Assert.Equal(["1 7 DIRECTOR", "2 2 DIRECTOR"], versions.EnumerateArray().Select(v => $"{v.GetProperty("version")} {v.GetProperty("hours").GetArrayLength()} {v.GetProperty("setBy").GetProperty("position")}"));
        Assert.Equal(versions[1].GetProperty("validFrom").GetString(), versions[0].GetProperty("validTo").GetString());
        Assert.Equal(JsonValueKind.Null, versions[1].GetProperty("validTo").ValueKind);
        Assert.Equal(0, (await company.Platform.DataAsync("{ businessCalendars { totalCount } }", company.Customer)).GetProperty("businessCalendars").GetProperty("totalCount").GetInt32());
    }

    private static object Calendar(params string[] hours) => new { code = "OFFICE", name = "Office", timeZone = "Asia/Shanghai", hours };

    private Task SetAsync(params string[] hours) => company.DoAsync("setBusinessCalendar", company[Position.Director], Calendar(hours), "businessCalendar { version }");
}
