using Microsoft.EntityFrameworkCore;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Storage;

/// <summary>Brings a database up to the present kernel and modules. Several gateways may start at once: one migrates, the others wait.</summary>
public sealed class Migrator
{
    /// <summary>Any number, as long as it is always the same.</summary>
    private const long Lock = 0x50_72_6f_70_47_72_61_70;

    private readonly WriteTransactions transactions;
    private readonly IReadOnlyList<LoadedModule> modules;
    private readonly IReadOnlyList<EntityType> entities;

    internal Migrator(WriteTransactions transactions, IReadOnlyList<LoadedModule> modules, IEnumerable<EntityType> entities) =>
        (this.transactions, this.modules, this.entities) = (transactions, modules, [.. entities]);

    /// <summary>The kernel's tables, each module's migrations in dependency order, foreign keys between modules, search indexes, then the modules' first rows.</summary>
    /// <param name="progress">Gets the name of each part before it starts.</param>
    /// <exception cref="StartupException">The database belongs to a newer kernel.</exception>
    public async Task MigrateAsync(IProgress<string>? progress, CancellationToken cancel)
    {
        await using var connection = await transactions.Source.OpenConnectionAsync(cancel);
        await connection.ExecuteAsync($"SELECT pg_advisory_lock({Lock})", cancel);
        try
        {
            progress?.Report("kernel");
            await KernelTables.MigrateAsync(connection, cancel);
            foreach (var module in modules.Where(m => m.Draft.DbType is not null))
            {
                progress?.Report(module.Name);
                await using var db = transactions.Model.Create(module.Draft.DbType!);
                db.Database.SetDbConnection(connection, contextOwnsConnection: false);
                await db.Database.MigrateAsync(cancel);
            }
            await new CrossSchemaKeys(transactions.Model, modules, entities).EnsureAsync(connection, cancel);
            await connection.ExecuteAsync(transactions.Model.PersonalTables.Function(), cancel);
            await connection.ExecuteAsync(transactions.Model.PersonalTables.TypesForStaff(), cancel);
            await new SearchIndexes(transactions.Model, entities).EnsureAsync(connection, cancel);
            foreach (var module in modules)
                foreach (var seed in module.Draft.Seeds) await SeedAsync(module, seed, cancel);
        }
        finally
        {
            await connection.ExecuteAsync($"SELECT pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    private Task<bool> SeedAsync(LoadedModule module, Delegate seed, CancellationToken cancel)
    {
        var call = HandlerCall.Compile(seed, module.Draft.DbType, null, $"Module '{module.Name}', seed {seed.Method.DeclaringType?.Name}");
        return transactions.RunAsync(Actor.System, $"seed:{module.Name}", async unit =>
        {
            await call(null, unit.Scope(module.Name));
            return true;
        }, cancel);
    }
}
