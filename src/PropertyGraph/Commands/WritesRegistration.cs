using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Events;
using PropertyGraph.Files;
using PropertyGraph.Imports;
using PropertyGraph.Modules;
using PropertyGraph.Schema;
using PropertyGraph.Sql;
using PropertyGraph.Storage;

namespace PropertyGraph.Commands;

/// <summary>Puts the write side together.</summary>
public static class WritesRegistration
{
    private const int MaximumPrepared = 200;

    /// <summary>
    /// The connections that commands, handlers and timers write on, to be registered under the key <c>"write"</c>. What they say is the same few statements, so those are
    /// prepared at their second use. Nothing is set for longer than a transaction, so that connections are not reset between two uses.
    /// </summary>
    /// <param name="connectionString">Where the database is.</param>
    public static NpgsqlDataSource WriteSource(string connectionString) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = MaximumPrepared, AutoPrepareMinUsages = 2, NoResetOnClose = true });

    /// <summary>
    /// Adds <see cref="ICommandRunner"/>, <see cref="IEventLog"/>, <see cref="Migrator"/>, <see cref="Importer"/>, <see cref="DemoLoader"/>, <see cref="People"/> and
    /// <see cref="EventHandlers"/>. Needs a keyed <see cref="NpgsqlDataSource"/> <c>"write"</c>, the <see cref="GraphModel"/>, and a
    /// <c>Func&lt;Actor, IGraph&gt;</c>, which is first called while a handler runs.
    /// </summary>
    /// <param name="files">Where clients' files are kept, and which are taken; null for the usual.</param>
    public static IServiceCollection AddPropertyGraphWrites(this IServiceCollection services, IReadOnlyList<LoadedModule> modules, FileSettings? files = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(s => new EntitySources(s.GetRequiredService<GraphModel>()));
        services.AddSingleton<IRowPolicies>(s => new RowPolicies(s.GetRequiredService<EntitySources>()));
        services.AddSingleton<EventSignal>();
        services.AddSingleton<EventFanOut>();
        services.AddSingleton(s => new WriteModel(modules, s.GetRequiredService<GraphModel>().Entities.Values, s.GetRequiredService<GraphModel>().Commands));
        services.AddSingleton(s => new WriteTransactions(
            Source(s), s.GetRequiredService<WriteModel>(), s.GetRequiredService<IRowPolicies>(), s.GetRequiredService<FileStore>(), actor => s.GetRequiredService<Func<Actor, IGraph>>()(actor),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<EventSignal>()));
        services.AddSingleton(s => new Rights(s.GetRequiredService<WriteTransactions>(), modules));
        services.AddSingleton<ICommandRunner>(s => new CommandRunner(s.GetRequiredService<WriteTransactions>(), s.GetRequiredService<Rights>(), s.GetRequiredService<FileStore>(), s.GetRequiredService<GraphModel>().Commands));
        services.TryAddSingleton(files ?? new());
        services.AddSingleton(s => new FileStore(s.GetRequiredService<FileSettings>()));
        services.AddSingleton(s => new KeptFiles(s.GetRequiredService<FileStore>(), Source(s)));
        services.AddSingleton(s => new FileLinks(() => Secrets.Read(Source(s), "files"), s.GetRequiredService<FileSettings>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(s => new LogReader(Source(s), s.GetRequiredService<WriteModel>()));
        services.AddSingleton<IEventLog>(s => new EventLog(s.GetRequiredService<LogReader>(), s.GetRequiredService<EventFanOut>()));
        services.AddSingleton(s => new Migrator(s.GetRequiredService<WriteTransactions>(), modules, s.GetRequiredService<GraphModel>().Entities.Values));
        services.AddSingleton(s => new Importer(s.GetRequiredService<WriteTransactions>(), modules));
        services.AddSingleton(s => new DemoLoader(s.GetRequiredService<WriteTransactions>(), modules));
        services.AddSingleton(s => new People(s.GetRequiredService<WriteTransactions>(), s.GetRequiredService<EventFanOut>(), modules));
        services.AddSingleton(s => new ApiKeys(s.GetRequiredService<WriteTransactions>(), modules));
        services.AddSingleton(s => new EventHandlers(
            s.GetRequiredService<WriteTransactions>(), s.GetRequiredService<LogReader>(), s.GetRequiredService<EventFanOut>(), modules, s.GetRequiredService<ILogger<EventHandlers>>()));
        return services;
    }

    /// <summary>Adds what runs in the background of a serving gateway: the log's tail, event handlers and timers. Not for a process that only imports.</summary>
    public static IServiceCollection AddPropertyGraphBackground(this IServiceCollection services, IReadOnlyList<LoadedModule> modules)
    {
        services.AddHostedService(s => new EventTail(
            Source(s), s.GetRequiredService<LogReader>(), s.GetRequiredService<EventSignal>(), s.GetRequiredService<EventFanOut>(), s.GetRequiredService<ILogger<EventTail>>()));
        services.AddHealthChecks().AddCheck<EventTailCheck>("events");
        services.AddHostedService(s => new OrphanedFiles(s.GetRequiredService<FileStore>(), s.GetRequiredService<KeptFiles>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<OrphanedFiles>>()));
        services.AddHostedService(s => s.GetRequiredService<EventHandlers>());
        services.AddHostedService(s => new TimerLoop(s.GetRequiredService<WriteTransactions>(), modules, s.GetRequiredService<ILogger<TimerLoop>>()));
        return services;
    }

    private static NpgsqlDataSource Source(IServiceProvider services) => services.GetRequiredKeyedService<NpgsqlDataSource>("write");
}
