using PropertyGraph.Access;
using PropertyGraph.Modules;
using PropertyGraph.Schema;
using PropertyGraph.Storage;

namespace PropertyGraph.DatabaseTests.Modules;

/// <summary>Each module works while one that it does not depend on is switched off; what lies between the two is then absent.</summary>
public sealed class DisabledTests
{
    [Theory]
    [InlineData("complaints", "{ customers { nodes { name satisfaction { nodes { id } } } } staff { nodes { name certifications { nodes { id } } } } }", "Customer.complaints", "Unit.openComplaints", "Partner.complaints", "Complaint.surveyInvitations")]
    [InlineData("training", "{ staff { nodes { name accountableComplaints { nodes { id } } } } surveys { nodes { id } } }", "Staff.certifications", "Staff.trainingGaps", "Department.trainingGaps")]
    [InlineData("surveys", "{ complaints { nodes { reference customer { name } } } courses { nodes { id } } }", "Customer.satisfaction", "Property.satisfaction", "Complaint.surveyInvitations")]
    public async Task The_others_migrate_and_answer(string off, string query, params string[] absent)
    {
        await using var whole = ModulesPlatform.Compose("");
        await using var platform = ModulesPlatform.Compose(await TestServer.CreateDatabaseAsync(), null, off);
        await platform.Get<Migrator>().MigrateAsync(null, CancellationToken.None);

        await platform.DataAsync(query, Actor.System);
        Assert.False(await platform.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = '{off}')"));
        Assert.Equal(
            Fields(whole.Get<GraphModel>()).Where(f => f.Module != off && !absent.Contains(f.Name)).Select(f => f.Name),
            Fields(platform.Get<GraphModel>()).Select(f => f.Name));
        Assert.All(absent, name => Assert.Contains(name, Fields(whole.Get<GraphModel>()).Select(f => f.Name)));
        Assert.DoesNotContain(platform.Get<GraphModel>().Commands, c => c.Module == off);
    }

    [Theory]
    [InlineData("complaints", "Charge", "Credit", "DunningNotice", "Interaction", "KeyAccountTerm", "Occupancy", "Payment", "Response")]
    [InlineData("surveys", "Charge", "Complaint", "Credit", "CustomerUpdate", "DunningNotice", "FeeDispute", "Grievance", "Interaction", "KeyAccountTerm", "Occupancy", "Payment")]
    public async Task A_merged_list_lacks_the_types_of_a_module_that_is_off(string off, params string[] types)
    {
        await using var platform = ModulesPlatform.Compose("", null, off);
        Assert.Equal(types, platform.Get<GraphModel>().Merged.Single(l => l.Name == "CustomerTimeline").Members.Select(m => m.Type));
    }

    [Theory]
    [InlineData("organization", "Module 'customers' depends on 'organization', which Modules:Disabled switches off; switch 'organization' on, or 'customers' off too.")]
    [InlineData("customers", "Module 'complaints' depends on 'customers', which Modules:Disabled switches off; switch 'customers' on, or 'complaints' off too.")]
    public void A_module_that_others_need_stays_on(string off, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<StartupException>(() => ModulesPlatform.Compose("", null, off)).Message);

    [Fact]
    public void Several_may_be_off()
    {
        var modules = ModuleOrder.Configure(
            [new Organization.OrganizationModule(), new Customers.CustomersModule(), new Complaints.ComplaintsModule(), new Training.TrainingModule(), new Surveys.SurveysModule()],
            ["complaints", "surveys", "customers"]);
        Assert.Equal(["organization", "training"], modules.Select(m => m.Name));
        Assert.DoesNotContain("type Customer ", new GraphSchema(GraphModel.Compose([.. modules.Select(m => m.Draft)])).Print());
    }

    private static IEnumerable<(string Name, string Module)> Fields(GraphModel model) =>
        model.Entities.Values.SelectMany(e => e.Fields.Values.Select(f => ($"{e.Name}.{f.Name}", f.Module))).Order();
}
