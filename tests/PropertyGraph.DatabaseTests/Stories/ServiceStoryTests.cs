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
