using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Imports;

/// <summary>Loads the modules' demo data, once per database, in one transaction.</summary>
public sealed class DemoLoader
{
    private readonly WriteTransactions transactions;
    private readonly List<(string Module, Func<object?, CallScope, Task> Call)> demos;
    private readonly string[] schemas;

    internal DemoLoader(WriteTransactions transactions, IReadOnlyList<LoadedModule> modules)
    {
        this.transactions = transactions;
        demos = [.. modules.SelectMany(m => m.Draft.Demos.Select(d => (m.Name, HandlerCall.Compile(d, m.Draft.DbType, typeof(DemoRequest), $"Module '{m.Name}', demo data"))))];
        schemas = [.. modules.Select(m => m.Draft.DbType).OfType<Type>().Select(ModuleDb.SchemaOf)];
    }

    /// <summary>Loads it, unless this database has demo data already.</summary>
    /// <param name="progress">Gets the name of each module before its turn, and of what follows them.</param>
    /// <returns>Whether it was loaded now.</returns>
    public async Task<bool> LoadAsync(DemoRequest request, IProgress<string>? progress, CancellationToken cancel)
    {
        var loaded = await transactions.RunAsync(Actor.System, "demo", async unit =>
        {
            await using (var claim = new NpgsqlCommand("INSERT INTO propertygraph.settings (name, value) VALUES ('demo', $1) ON CONFLICT DO NOTHING", unit.Connection))
            {
                claim.Parameters.Add(new() { Value = request.Size });
                if (await claim.ExecuteNonQueryAsync(unit.Cancel) == 0) return false;
            }
            var bare = await BareTables.StripAsync(unit.Connection, schemas, unit.Cancel);
            foreach (var (module, call) in demos)
            {
                progress?.Report(module);
                await call(request, unit.Scope(module));
            }
            progress?.Report("indexes and foreign keys");
            await bare.RestoreAsync(unit.Cancel);
            return true;
        }, cancel);
        if (loaded) await AnalyzeAsync(cancel);
        return loaded;
    }

    /// <summary>Plans made before autovacuum comes by would be those of empty tables.</summary>
    private async Task AnalyzeAsync(CancellationToken cancel)
    {
        await using var analyze = transactions.Source.CreateCommand("ANALYZE");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync(cancel);
    }
}
