using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>What the company promises, who speaks for a group, and what was said to customers.</summary>
public sealed class ServiceStoryTests : IAsyncLifetime
{
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync();

    public async Task DisposeAsync() => await company.DisposeAsync();

    [Fact]
    public async Task A_deadline_is_configuration()
    {
        await company.DoAsync("setServiceLevel", company[Position.Manager], new { severity = "GENERAL", resolveWithinHours = 5 }, "serviceLevel { id }");
        var complaint = Company.Key(await company.FileAsync());
        Assert.Equal(5.0, await company.Platform.ScalarAsync<double>($"SELECT extract(epoch FROM due_at - filed_at)::double precision / 3600 FROM complaints.complaints WHERE id = '{complaint}'"));
        Assert.Equal(["ValidationError"], await company.RefusedAsync("setServiceLevel", company[Position.Manager], new { severity = "GENERAL", resolveWithinHours = 0 }));
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("setServiceLevel", company[Position.Agent], new { severity = "GENERAL", resolveWithinHours = 5 }));
        await company.AssertLoggedAsync("ServiceLevel.SET");
    }

    [Fact]
    public async Task What_holds_from_next_month_on_is_set_today()
    {
        var time = new SettableTime();
        await using var later = await Company.OpenAsync(time: time);
        var start = time.GetUtcNow();
        Task SetAsync(int hours, int days) => later.DoAsync("setServiceLevel", later[Position.Manager], new { severity = "GENERAL", resolveWithinHours = hours, validFrom = start.AddDays(days).ToOffset(TimeSpan.FromHours(8)) }, "serviceLevel { id }");
        async Task<double> HoursAsync()
        {
            var complaint = Company.Key(await later.FileAsync());
            return await later.Platform.ScalarAsync<double>($"SELECT extract(epoch FROM due_at - filed_at)::double precision / 3600 FROM complaints.complaints WHERE id = '{complaint}'");
        }

        var promised = await HoursAsync();
        await SetAsync(10, days: 30);
        await SetAsync(5, days: 40);
        // In place of the one for the 40th day.
        await SetAsync(8, days: 35);
        await later.DoAsync("setProcedure", later[Position.Director], new { severity = "GENERAL", beforeResolving = new[] { "CAUSE_ANALYSIS" }, validFrom = start.AddDays(30) }, "procedure { id }");
        Assert.Equal(promised, await HoursAsync());
        time.Forward(TimeSpan.FromDays(31));
        Assert.Equal(10.0, await HoursAsync());
        time.Forward(TimeSpan.FromDays(5));
        Assert.Equal(8.0, await HoursAsync());
        time.Forward(TimeSpan.FromDays(5));
        Assert.Equal(8.0, await HoursAsync());
        var followed = await later.Platform.ScalarAsync<int[]>("SELECT array_agg(p.version ORDER BY c.filed_at) FROM complaints.complaints AS c JOIN complaints.procedures AS p ON p.id = c.procedure_id");
        Assert.Equal([2, 2, 3, 3, 3], followed);
        Assert.Equal(["ValidationError"], await later.RefusedAsync("setServiceLevel", later[Position.Manager], new { severity = "GENERAL", resolveWithinHours = 5, validFrom = start.AddDays(-1) }));
        Assert.Equal(["ValidationError"], await later.RefusedAsync("setProcedure", later[Position.Director], new { severity = "GENERAL", beforeResolving = Array.Empty<string>(), validFrom = start }));
    }

    [Fact]
    public async Task What_was_said_is_kept_and_the_customer_reads_it()
    {
        var said = new { customer = Company.IdOf(company.Customer), channel = "PHONE", direction = "INBOUND", summary = Company.Private };
        await company.DoAsync("recordInteraction", company[Position.Agent], said, "interaction { id }");
        const string Read = "{ customers { nodes { interactions { nodes { summary } } } } }";
        Assert.Contains(Company.Private, (await company.Platform.DataAsync(Read, company.Customer)).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Company.Private, (await company.Platform.DataAsync(Read, company.Neighbour)).ToString(), StringComparison.Ordinal);
        Assert.Equal(["NotAllowed"], await company.RefusedAsync("recordInteraction", company.Customer, said));
        await company.AssertLoggedAsync("Interaction.RECORDED");
    }
}
