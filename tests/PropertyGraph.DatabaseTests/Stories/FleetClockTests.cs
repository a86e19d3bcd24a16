using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>R43: several gateways share one database and its timers; each thing that time brings is told once, by whichever comes first, and after a time without any.</summary>
public sealed class FleetClockTests
{
    private const int Complaints = 20;

    [Fact]
    public async Task Three_gateways_tell_each_breach_once_and_so_does_one_that_comes_after_a_time_without_any()
    {
        var time = new MovableTime(new(2026, 5, 4, 8, 0, 0, TimeSpan.Zero));
        await using var company = await Company.OpenAsync(time: time);
        await company.DoAsync("setServiceLevel", company[Position.Manager],
            new { severity = "GENERAL", resolveWithinHours = 10, acknowledgeWithinMinutes = 60, silenceWithinMinutes = 300, warnAtPercent = 50 }, "serviceLevel { id }");
        for (var i = 0; i < Complaints; i++) await company.FileAsync(company.Customer);

        var fleet = Enumerable.Range(0, 3).Select(_ => ModulesPlatform.Compose(company.Platform.ConnectionString, time)).ToList();
        try
        {
            await Task.WhenAll(fleet.Select(f => f.StartBackgroundAsync()));
            time.Forward(TimeSpan.FromHours(2));
            await company.UntilAsync(Complaints, Told("CLOCK_BREACHED"));
        }
        finally
        {
            foreach (var gateway in fleet) await gateway.DisposeAsync();
        }
        Assert.Equal((long)Complaints, await company.Platform.ScalarAsync<long>(Told("ESCALATED")));

        // Nobody is there when the silence and the resolution are due; what comes after tells all of it, with the times at which it was.
        time.Forward(TimeSpan.FromHours(20));
        await using var later = ModulesPlatform.Compose(company.Platform.ConnectionString, time);
        await later.StartBackgroundAsync();
        await company.UntilAsync(3 * Complaints, Told("CLOCK_BREACHED"));
        await company.UntilAsync(0, $"SELECT count(*) FROM propertygraph.timers WHERE module = 'complaints' AND due <= '{time.GetUtcNow():O}'");
        Assert.Equal(3L * Complaints, await company.Platform.ScalarAsync<long>(Told("CLOCK_BREACHED")));
        Assert.Equal(0L, await company.Platform.ScalarAsync<long>(
            "SELECT count(*) FROM (SELECT subject, data->>'clock' FROM propertygraph.events WHERE kind = 'CLOCK_BREACHED' GROUP BY 1, 2 HAVING count(*) > 1) AS twice"));
        Assert.Equal((long)Complaints, await company.Platform.ScalarAsync<long>("SELECT count(*) FROM complaints.service_clocks WHERE clock = 'RESOLVE' AND breached_at - started_at = interval '10 hours'"));
    }

    private static string Told(string kind) => $"SELECT count(*) FROM propertygraph.events WHERE kind = '{kind}'";
}
