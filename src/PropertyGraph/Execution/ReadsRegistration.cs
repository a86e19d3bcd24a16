using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Files;
using PropertyGraph.Modules;
using PropertyGraph.Requests;
using PropertyGraph.Schema;
using PropertyGraph.Sql;
using PropertyGraph.Storage;

namespace PropertyGraph.Execution;

/// <summary>Puts the read side together.</summary>
public static class ReadsRegistration
{
    /// <summary>
    /// Adds <see cref="GraphModel"/>, <see cref="GraphSchema"/>, <see cref="IGraphEngine"/> and the <c>Func&lt;Actor, IGraph&gt;</c> of commands. The engine is to be
    /// resolved after the migration, for its cursors' key lives in the database. Needs the keyed <see cref="NpgsqlDataSource"/> <c>"write"</c> and
    /// <see cref="WritesRegistration.AddPropertyGraphWrites"/>.
    /// </summary>
    /// <param name="limits">Configuration of what requests may be and ask for; null for the usual limits.</param>
    /// <param name="isSubgraph">Whether the graph is a subgraph of a federated one.</param>
    /// <exception cref="StartupException">The limits can't be read.</exception>
    public static IServiceCollection AddPropertyGraphReads(this IServiceCollection services, IReadOnlyList<LoadedModule> modules, string connectionString, IConfiguration? limits = null, bool isSubgraph = false)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(limits is null ? new() : RequestLimits.Of(limits));
        services.AddSingleton(_ => GraphModel.Compose([.. modules.Select(m => m.Draft)]));
        services.AddSingleton(s => new GraphSchema(s.GetRequiredService<GraphModel>(), isSubgraph, s.GetRequiredService<RequestLimits>().ToListSizes()));
        services.TryAddSingleton(s => new EntitySources(s.GetRequiredService<GraphModel>()));
        services.AddSingleton(s => new ReadConnections(
            connectionString, Math.Max(4, 2 * Environment.ProcessorCount), TimeSpan.FromSeconds(s.GetRequiredService<RequestLimits>().StatementSeconds)));
        services.AddSingleton(s => new CursorCodec(Secrets.Read(s.GetRequiredKeyedService<NpgsqlDataSource>("write"), "cursor")));
        services.AddSingleton(s => new TimeZones(s.GetRequiredKeyedService<NpgsqlDataSource>("write")));
        services.AddSingleton(s => new RequestReader(s.GetRequiredService<GraphSchema>(), s.GetRequiredService<RequestLimits>()));
        services.TryAddSingleton(TrustedDocuments.None);
        services.AddSingleton(s => new StoredDocuments(s.GetRequiredService<TrustedDocuments>(), s.GetRequiredService<RequestLimits>()));
        services.AddSingleton(s => new ReadPipeline(
            s.GetRequiredService<GraphModel>(), s.GetRequiredService<EntitySources>(), s.GetRequiredService<ReadConnections>(), s.GetRequiredService<CursorCodec>(), s.GetRequiredService<FileLinks>(), s.GetRequiredService<RequestLimits>()));
        services.AddSingleton<IGraphEngine>(s => new GraphEngine(
            s.GetRequiredService<GraphModel>(), s.GetRequiredService<GraphSchema>(), s.GetRequiredService<StoredDocuments>(), s.GetRequiredService<RequestReader>(), s.GetRequiredService<ReadPipeline>(),
            s.GetRequiredService<ICommandRunner>(), s.GetRequiredService<IEventLog>(), s.GetRequiredService<TimeZones>(), s.GetRequiredService<RequestLimits>(), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<GraphEngine>>()));
        services.AddSingleton<Func<Actor, IGraph>>(s => actor => new EngineGraph(s.GetRequiredService<IGraphEngine>(), s.GetRequiredService<GraphModel>(), actor));
        return services;
    }
}
