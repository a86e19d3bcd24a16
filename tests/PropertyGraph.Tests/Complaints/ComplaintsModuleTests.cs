using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Complaints;
using PropertyGraph.Customers;
using PropertyGraph.Modules;
using PropertyGraph.Organization;
using PropertyGraph.Schema;
using PropertyGraph.Sql;

namespace PropertyGraph.Tests.Complaints;

public sealed class ComplaintsModuleTests
{
    internal static GraphModel Model { get; } = Compose(new OrganizationModule(), new CustomersModule(), new ComplaintsModule());

    internal static IReadOnlyList<CommandDefinition> Commands => Model.Commands;

    [Fact]
    public void It_works_without_surveys_and_training() =>
        Assert.Contains("fileComplaint", Model.Commands.Select(c => c.Name));

    [Fact]
    public void Every_field_and_policy_becomes_SQL_for_every_audience()
    {
        var sources = new EntitySources(Model);
        foreach (var entity in Model.Entities.Values.Where(e => e.Module == "complaints"))
            foreach (var audience in Enum.GetValues<Audience>())
                Assert.True(sources[entity, audience].Has(entity.KeyColumn));
    }

    [Fact]
    public void Every_element_of_its_schema_is_described() =>
        Assert.NotNull(new GraphSchema(Model).Schema.AllTypes["FileComplaintPayload"]);

    private static GraphModel Compose(params IReadOnlyList<IModule> modules)
    {
        var active = modules.Select(m => m.Name).ToHashSet();
        return GraphModel.Compose([.. modules.Select(module =>
        {
            var draft = new ModuleDraft(module.Name);
            module.Configure(new ModuleBuilder(draft, active));
            return draft;
        })]);
    }
}
