using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;
using PropertyGraph.Schema;
using PropertyGraph.Storage;

namespace PropertyGraph.DatabaseTests.Writes;

public sealed class MigrationTests
{
    [Fact]
    public async Task All_modules_migrate_with_foreign_keys_between_them_and_doing_it_again_changes_nothing()
    {
        var connection = await TestServer.CreateDatabaseAsync();
        var modules = ModuleOrder.Configure(
            [new Organization.OrganizationModule(), new Customers.CustomersModule(), new Complaints.ComplaintsModule(), new Training.TrainingModule(), new Surveys.SurveysModule()], []);
        // First rows ask the graph, which is another's test.
        foreach (var module in modules) module.Draft.Seeds.Clear();
        await using var services = new ServiceCollection().AddLogging()
            .AddKeyedSingleton("write", (_, _) => NpgsqlDataSource.Create(connection))
            .AddSingleton(GraphModel.Compose([.. modules.Select(m => m.Draft)]))
            .AddSingleton(new Func<Actor, IGraph>(_ => throw new NotSupportedException()))
            .AddPropertyGraphWrites(modules).AddPropertyGraphBackground(modules).BuildServiceProvider();
        // Compiles every handler, too.
        _ = services.GetRequiredService<ICommandRunner>();
        _ = services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().ToList();
        _ = services.GetRequiredService<Imports.Importer>();
        _ = services.GetRequiredService<Imports.DemoLoader>();
        _ = services.GetRequiredService<People>();

        await Task.WhenAll(Migrate(), Migrate());
        var source = services.GetRequiredKeyedService<NpgsqlDataSource>("write");
        var before = await CountAsync(source);
        await Migrate();

        Assert.Equal(before, await CountAsync(source));
        await using var key = source.CreateCommand("SELECT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND conrelid = 'complaints.complaints'::regclass AND conname = 'fk_complaints_customer_id'");
        Assert.Equal("customers.customers", await key.ExecuteScalarAsync());

        Task Migrate() => services.GetRequiredService<Migrator>().MigrateAsync(null, CancellationToken.None);
    }

    private static async Task<(long, long, long)> CountAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT (SELECT count(*) FROM pg_constraint), (SELECT count(*) FROM pg_indexes), (SELECT count(*) FROM propertygraph.audit)");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }
}
