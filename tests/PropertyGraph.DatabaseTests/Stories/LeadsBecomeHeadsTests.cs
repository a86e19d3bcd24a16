using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Organization;
using PropertyGraph.Storage;

namespace PropertyGraph.DatabaseTests.Stories;

/// <summary>A company that had one lead in each department keeps them: they hold the first role, and back again.</summary>
public sealed class LeadsBecomeHeadsTests
{
    [Fact]
    public async Task A_lead_from_before_there_were_roles_holds_the_first()
    {
        await using var company = await Company.OpenAsync();
        await MigrateAsync(company, "BusinessCalendars");
        var leader = company[Position.Leader].Id;
        await company.Platform.ExecuteAsync($"UPDATE organization.departments SET customer_service_lead_id = '{leader}' WHERE code = 'SERVICE_CENTRE'");
        await company.Platform.Get<Migrator>().MigrateAsync(null, CancellationToken.None);
        const string Read = """{ department(code: "SERVICE_CENTRE") { customerServiceLead { position } appointments { nodes { to role { code nameZh } } } missingRoles { totalCount } } }""";
        Assert.Equal(
            """{"customerServiceLead":{"position":"LEADER"},"appointments":{"nodes":[{"to":null,"role":{"code":"HEAD","nameZh":"客服主管"}}]},"missingRoles":{"totalCount":2}}""",
            (await company.Platform.DataAsync(Read, company[Position.Agent])).GetProperty("department").GetRawText());

        await MigrateAsync(company, "BusinessCalendars");
        Assert.Equal(leader, await company.Platform.ScalarAsync<Guid>("SELECT customer_service_lead_id FROM organization.departments WHERE code = 'SERVICE_CENTRE'"));
    }

    private static async Task MigrateAsync(Company company, string target)
    {
        // Another module's, which would go back first; the next start makes it again.
        await company.Platform.ExecuteAsync("ALTER TABLE complaints.dispatch_orders DROP CONSTRAINT IF EXISTS fk_dispatch_orders_partner_person_id");
        await using var db = new OrganizationDb(ModuleDbOptions.For<OrganizationDb>(b => b.UseNpgsql(company.Platform.ConnectionString, ModuleDbOptions.Migrations<OrganizationDb>())));
        await db.Database.GetService<IMigrator>().MigrateAsync(target);
    }
}
