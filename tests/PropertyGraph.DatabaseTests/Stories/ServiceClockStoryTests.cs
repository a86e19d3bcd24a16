using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Complaints;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R7, R43, R54: what was promised, in the hours that count, and who hears of it when it is not kept.</summary>
public sealed class ServiceClockStoryTests : IAsyncLifetime
{
    private const string Read =
        """
        query($id: ID!) { complaint(id: $id) { dueAt
          clocks { nodes { clock round startedAt dueAt stoppedAt warnedAt breachedAt breaches isPaused } }
          escalations { nodes { clock level at staff { position } } } } }
        """;

    private readonly MovableTime time = new(new(2026, 9, 30, 0, 59, 50, TimeSpan.Zero));
    private Company company = null!;

    public async Task InitializeAsync()
    {
        company = await Company.OpenAsync(background: true, time: time);
        await company.DoAsync("setBusinessCalendar", company[Position.Director], new
        {
            code = "OFFICE",
            name = "Office",
            timeZone = "Asia/Shanghai",
            hours = new[] { "MON 09:00-12:00", "MON 13:00-18:00", "TUE 09:00-12:00", "TUE 13:00-18:00", "WED 09:00-12:00", "WED 13:00-18:00", "THU 09:00-12:00", "THU 13:00-18:00", "FRI 09:00-12:00", "FRI 13:00-18:00" },
            exceptions = new[] { "2026-10-01", "2026-10-02", "2026-10-10 09:00-12:00" },
        }, "businessCalendar { version hours exceptions }");
    }

    public async Task DisposeAsync() => await company.DisposeAsync();

    private Actor Manager => company[Position.Manager];

    /// <summary>R54: a promise is a day of the place, not of UTC, and the department has the name that the customer reads.</summary>
    [Theory]
    [InlineData("OFFICE", 8, "2026-10-05")]
    // An hour past midnight in Shanghai, and still the day before in UTC.
    [InlineData(null, 8, "2026-10-01")]
    public async Task Customers_are_told_the_day_that_their_calendar_shows_and_the_department_in_their_language(string? calendarCode, int resolveWithinHours, string due)
    {
        time.Set(new(2026, 9, 30, 9, 0, 0, TimeSpan.Zero));
        await PromiseAsync(new { severity = "GENERAL", resolveWithinHours, calendarCode });
        await company.FileAsync(Manager, company.Customer);
        var ann = Company.Id(await company.DoAsync("registerCustomer", Manager, new { kind = "PERSON", name = "Ann", language = "en" }, "customer { id }"), "customer");
        var complaint = await company.FileAsync(Manager, Actor.Customer(Company.Key(ann)));
        await company.DoAsync("acknowledgeComplaint", Manager, new { complaint, accountable = Company.IdOf(company[Position.Worker]) }, "complaint { id }");
        await company.UntilAsync(3, "SELECT count(*) FROM complaints.customer_updates");
        var updates = (await company.Platform.DataAsync("{ customerUpdates(order: [{ at: ASC }]) { nodes { language body } } }", Manager)).GetProperty("customerUpdates").GetProperty("nodes");
        var texts = updates.EnumerateArray().Select(u => u.GetProperty("body").GetString()!).ToList();
        Assert.EndsWith($"预计处理完成日期：{due}。", texts[0]);
        Assert.EndsWith($"We mean to have it resolved by {due}.", texts[1]);
        Assert.StartsWith("Somebody of Customer service centre now answers for", texts[2]);
    }

    [Fact]
    public async Task Time_counts_in_business_hours_and_each_breach_is_told_once_up_the_hierarchy()
    {
        await PromiseAsync(new { severity = "GENERAL", resolveWithinHours = 16, calendarCode = "OFFICE", acknowledgeWithinMinutes = 60, warnAtPercent = 50, escalateAfterMinutes = 30 });
        // Wednesday just before nine, in Shanghai; Thursday and Friday are holidays.
        var complaint = await company.FileAsync(company.Customer);
        var clocks = await ClocksAsync(complaint, 3);
        Assert.Equal("2026-09-30T02:00:00", Second(clocks[0], "dueAt"));
        // Eight hours today, and eight on Monday.
        Assert.Equal("2026-10-05T10:00:00", Second(clocks[2], "dueAt"));

        // The gateway sleeps from here to a quarter past twelve: the noon rest does not count.
        time.Set(new(2026, 9, 30, 4, 15, 0, TimeSpan.Zero));
        await company.UntilAsync(1, Told("CLOCK_BREACHED"));
        await company.UntilAsync(3, Told("ESCALATED"));
        await SettledAsync();
        Assert.Equal(1L, await company.Platform.ScalarAsync<long>(Told("CLOCK_WARNED")));
        var seen = (await company.Platform.DataAsync(Read, Manager, new { id = complaint })).GetProperty("complaint");
        Assert.Equal("2026-09-30T01:30:00", Second(seen.GetProperty("clocks").GetProperty("nodes")[0], "warnedAt"));
        Assert.Equal("2026-09-30T02:00:00", Second(seen.GetProperty("clocks").GetProperty("nodes")[0], "breachedAt"));
        Assert.Equal(
            [("LEADER", "2026-09-30T02:00:00"), ("MANAGER", "2026-09-30T02:30:00"), ("DIRECTOR", "2026-09-30T03:00:00")],
            seen.GetProperty("escalations").GetProperty("nodes").EnumerateArray().Select(e => (e.GetProperty("staff").GetProperty("position").GetString(), Second(e, "at"))));

        await company.StepsAsync(complaint, "acknowledge", "assign");
        await ReckonedAsync(complaint);
        Assert.Equal(3L, await company.Platform.ScalarAsync<long>(Told("ESCALATED")));
        await company.AssertLoggedAsync("Complaint.CLOCK_WARNED", "Complaint.CLOCK_BREACHED", "Complaint.ESCALATED", "ServiceLevel.SET", "BusinessCalendar.SET");
    }

    [Fact]
    public async Task A_hold_moves_what_it_pauses_and_a_word_to_the_customer_ends_a_silence()
    {
        await PromiseAsync(new { severity = "GENERAL", resolveWithinHours = 10, silenceWithinMinutes = 600, warnAtPercent = 100 });
        var complaint = await company.FileAsync(company.Customer);
        await company.StepsAsync(complaint, "acknowledge", "assign", "hold");
        time.Forward(TimeSpan.FromHours(9));
        await company.StepsAsync(complaint, "continue");
        time.Forward(TimeSpan.FromHours(9));
        await company.NoteAsync(complaint, "INTERNAL");
        await ReckonedAsync(complaint);
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>(Told("CLOCK_BREACHED")));
        time.Forward(TimeSpan.FromMinutes(61));
        // Ten hours without a word, and ten hours of work.
        await company.UntilAsync(2, Told("CLOCK_BREACHED"));
        await company.NoteAsync(complaint, "VISIBLE");
        await ReckonedAsync(complaint);
        var silence = (await ClocksAsync(complaint, 4))[3];
        Assert.Equal((1, JsonValueKind.Null), (silence.GetProperty("breaches").GetInt32(), silence.GetProperty("breachedAt").ValueKind));

        await company.StepsAsync(complaint, "resolve", "reopen");
        await ReckonedAsync(complaint);
        var rounds = (await company.Platform.DataAsync(Read, Manager, new { id = complaint })).GetProperty("complaint").GetProperty("clocks").GetProperty("nodes").EnumerateArray().Where(c => c.GetProperty("clock").GetString() == "RESOLVE").ToList();
        Assert.Equal([false, true], rounds.Select(r => r.GetProperty("stoppedAt").ValueKind == JsonValueKind.Null));
    }

    /// <summary>By severity, category and key account; running cases keep what they began under.</summary>
    [Fact]
    public async Task The_nearest_promise_holds_and_a_later_one_is_for_later_complaints()
    {
        await PromiseAsync(new { severity = "GENERAL", resolveWithinHours = 20 });
        await PromiseAsync(new { severity = "GENERAL", resolveWithinHours = 5, forKeyAccounts = true });
        await company.DoAsync("designateKeyAccount", company[Position.Director], new { customer = Company.IdOf(company.Neighbour), tier = "GOLD", accountManager = Company.IdOf(company[Position.Agent]) }, "customer { id }");
        var (ordinary, key) = (await company.FileAsync(company.Customer), await company.FileAsync(company.Neighbour));
        await PromiseAsync(new { severity = "GENERAL", resolveWithinHours = 1 });
        time.Forward(TimeSpan.FromMinutes(1));
        var later = await company.FileAsync(company.Customer);
        IReadOnlyList<int> hours = await Task.WhenAll(new[] { ordinary, key, later }.Select(HoursAsync));
        Assert.Equal([20, 5, 1], hours);
        // An acknowledgement that changes nothing leaves the promise alone.
        await company.StepsAsync(ordinary, "acknowledge");
        Assert.Equal(20, await HoursAsync(ordinary));
        foreach (var wrong in new object[] { new { severity = "MAJOR", resolveWithinHours = 5, warnAtPercent = 0 }, new { severity = "MAJOR", resolveWithinHours = 5, silenceWithinMinutes = 0 }, new { severity = "MAJOR", resolveWithinHours = 5, calendarCode = "NONE" } })
            Assert.Equal(["ValidationError"], await company.RefusedAsync("setServiceLevel", Manager, wrong));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("setBusinessCalendar", company[Position.Director], new { code = "X", name = "X", timeZone = "Nowhere", hours = new[] { "MON 08:00-12:00" } }));
    }

    [Fact]
    public async Task A_running_complaint_keeps_its_promise_until_it_is_told_otherwise()
    {
        await PromiseAsync(new { severity = "GENERAL", resolveWithinHours = 20, warnAtPercent = 100 });
        var complaint = await company.FileAsync(company.Customer);
        await company.StepsAsync(complaint, "acknowledge", "assign");
        await PromiseAsync(new { severity = "GENERAL", resolveWithinHours = 3, warnAtPercent = 100 });
        time.Forward(TimeSpan.FromHours(4));
        await ReckonedAsync(complaint);
        Assert.Equal(20, await HoursAsync(complaint));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("applyServiceLevel", company[Position.Agent], new { complaint }));

        await company.DoAsync("applyServiceLevel", Manager, new { complaint }, "complaint { serviceLevel { version resolveWithinHours } }");
        await ReckonedAsync(complaint);
        Assert.Equal(3, await HoursAsync(complaint));
        // It counts from the filing, an hour ago: broken from the moment on at which it was made.
        await company.UntilAsync(1, Told("CLOCK_BREACHED"));
        await company.DoAsync("applyServiceLevel", Manager, new { complaint }, "complaint { id }");
        await SettledAsync();
        Assert.Equal((1L, 1L), (await company.Platform.ScalarAsync<long>(Told("SERVICE_LEVEL_APPLIED")), await company.Platform.ScalarAsync<long>(Told("CLOCK_BREACHED"))));
        await company.StepsAsync(complaint, "resolve");
        Assert.Equal(["ValidationError"], await company.RefusedAsync("applyServiceLevel", Manager, new { complaint }));
        await company.AssertLoggedAsync("Complaint.SERVICE_LEVEL_APPLIED");
    }

    /// <summary>A moment without its fraction: the clock of the test goes on a little.</summary>
    private static string Second(JsonElement row, string field) => row.GetProperty(field).GetString()![..19];

    private static string Told(string kind) => $"SELECT count(*) FROM propertygraph.events WHERE kind = '{kind}'";

    private Task PromiseAsync(object input) => company.DoAsync("setServiceLevel", Manager, input, "serviceLevel { id }");

    private Task<int> HoursAsync(string complaint) => company.Platform.ScalarAsync<int>($"SELECT (extract(epoch FROM due_at - filed_at) / 3600)::int FROM complaints.complaints WHERE id = '{Company.Key(complaint)}'");

    private async Task<IReadOnlyList<JsonElement>> ClocksAsync(string complaint, int least)
    {
        await SettledAsync();
        var seen = (await company.Platform.DataAsync(Read, Manager, new { id = complaint })).GetProperty("complaint").GetProperty("clocks").GetProperty("nodes").EnumerateArray().ToList();
        Assert.True(seen.Count >= least, JsonSerializer.Serialize(seen));
        return seen;
    }

    /// <summary>Until every timer that is due has fired.</summary>
    private Task SettledAsync() => company.UntilAsync(0, $"SELECT count(*) FROM propertygraph.timers WHERE module = 'complaints' AND due <= '{time.GetUtcNow():O}'");

    /// <summary>Reckoned anew from the happenings, the clocks are those that are kept.</summary>
    private async Task ReckonedAsync(string complaint)
    {
        await SettledAsync();
        await using var db = new ComplaintsDb(ModuleDbOptions.For<ComplaintsDb>(b => b.UseNpgsql(company.Platform.ConnectionString)));
        var graph = company.Platform.Get<Func<Actor, IGraph>>()(Actor.System);
        var fold = ClockFold.Of(await RunClocks.EntriesAsync(Company.Key(complaint), db, graph, CancellationToken.None), time.GetUtcNow());
        var rows = await db.ServiceClocks.Where(c => c.ComplaintId == Company.Key(complaint)).OrderBy(c => c.Round).ToListAsync();
        Assert.Equal(
            fold.Clocks.OrderBy(c => c.Round).ThenBy(c => c.Clock).Select(c => (c.Clock, c.Round, c.StartedAt, ServiceClock.Stored(c.DueAt), c.StoppedAt, ServiceClock.Stored(c.BreachedAt), c.Breaches)),
            rows.OrderBy(c => c.Round).ThenBy(c => c.Clock).Select(c => (c.Clock, c.Round, c.StartedAt, c.DueAt, c.StoppedAt, c.BreachedAt, c.Breaches)));
    }
}

/// <summary>A clock that stands where a test puts it, a little later at each look so that no two moments are one.</summary>
internal sealed class MovableTime(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.Ticks;

    public void Set(DateTimeOffset at) => Interlocked.Exchange(ref ticks, at.Ticks);

    public void Forward(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref ticks, TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
