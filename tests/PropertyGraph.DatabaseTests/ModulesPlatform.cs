using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Complaints;
using PropertyGraph.Customers;
using PropertyGraph.Events;
using PropertyGraph.Execution;
using PropertyGraph.Files;
using PropertyGraph.Modules;
using PropertyGraph.Organization;
using PropertyGraph.Requests;
using PropertyGraph.Schema;
using PropertyGraph.Sql;
using PropertyGraph.Storage;
using PropertyGraph.Surveys;
using PropertyGraph.Training;

namespace PropertyGraph.DatabaseTests;

/// <summary>The whole platform with its five modules, without HTTP, on a database of its own.</summary>
internal sealed class ModulesPlatform : IAsyncDisposable
{
    /// <summary>Name of a migrated and seeded database.</summary>
    private static readonly Lazy<Task<string>> Template = new(CreateTemplateAsync);
    private readonly ServiceProvider services;
    private readonly List<IHostedService> running = [];

    private ModulesPlatform(ServiceProvider services, string connectionString) => (this.services, ConnectionString) = (services, connectionString);

    public string ConnectionString { get; }
    public IGraphEngine Engine => Get<IGraphEngine>();
    public NpgsqlDataSource Source => services.GetRequiredKeyedService<NpgsqlDataSource>("write");
    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>A copy of a migrated and seeded database.</summary>
    /// <param name="more">Modules beside the five.</param>
    public static Task<ModulesPlatform> StartAsync(TimeProvider? time = null, bool background = false, RequestLimits? limits = null, params IModule[] more) =>
        StartAsync(false, time, background, limits, more);

    /// <summary>The same as a subgraph of a federated graph.</summary>
    public static Task<ModulesPlatform> StartSubgraphAsync(TimeProvider? time = null, RequestLimits? limits = null) => StartAsync(true, time, false, limits, []);

    private static async Task<ModulesPlatform> StartAsync(bool isSubgraph, TimeProvider? time, bool background, RequestLimits? limits, IModule[] more)
    {
        var platform = Compose(await TestServer.CreateDatabaseAsync(await Template.Value), time, limits, more, [], isSubgraph);
        if (more.Length > 0) await platform.Get<Migrator>().MigrateAsync(null, CancellationToken.None);
        if (background) await platform.StartBackgroundAsync();
        return platform;
    }

    /// <summary>Without the modules that are switched off.</summary>
    public static ModulesPlatform Compose(string connectionString, TimeProvider? time = null, params string[] disabled) => Compose(connectionString, time, null, [], disabled);

    private static ModulesPlatform Compose(string connectionString, TimeProvider? time, RequestLimits? limits, IReadOnlyList<IModule> more, string[] disabled, bool isSubgraph = false)
    {
        var modules = ModuleOrder.Configure([new OrganizationModule(), new CustomersModule(), new ComplaintsModule(), new TrainingModule(), new SurveysModule(), .. more], disabled);
        var services = new ServiceCollection().AddLogging(l => l.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning));
        if (time is not null) services.AddSingleton(time);
        if (limits is not null) services.AddSingleton(limits);
        services.AddSingleton(TrustedDocuments.Load(Repository.Path("schema", "operations")));
        services.AddSingleton(new FileSettings { Folder = Path.Combine(Path.GetTempPath(), $"propertygraph-test-files-{Guid.NewGuid():N}") });
        services.AddKeyedSingleton("write", (_, _) => WritesRegistration.WriteSource(connectionString));
        services.AddPropertyGraphReads(modules, connectionString, isSubgraph: isSubgraph).AddPropertyGraphWrites(modules).AddPropertyGraphBackground(modules);
        return new(services.BuildServiceProvider(), connectionString);
    }

    public async Task StartBackgroundAsync()
    {
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
            running.Add(service);
        }
        await Get<EventFanOut>().StartedAsync(CancellationToken.None);
    }

    /// <summary>Answers a request; the response as a client gets it.</summary>
    public async Task<JsonElement> AskAsync(string query, Actor actor, object? variables = null, bool trace = false, CostMode cost = CostMode.None, IReadOnlyList<Upload>? uploads = null)
    {
        using var answer = await Engine.ExecuteAsync(
            new GraphRequest(query, Variables: variables is null ? default : JsonSerializer.SerializeToElement(variables)) { Trace = trace, Cost = cost, Uploads = uploads ?? [] }, actor, CancellationToken.None);
        return JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
    }

    /// <summary>The data of a response that must have no errors.</summary>
    public async Task<JsonElement> DataAsync(string query, Actor actor, object? variables = null, IReadOnlyList<Upload>? uploads = null)
    {
        var response = await AskAsync(query, actor, variables, uploads: uploads);
        Assert.False(response.TryGetProperty("errors", out var errors), errors.ToString());
        return response.GetProperty("data");
    }

    /// <summary>A picture for every file that a command's input asks for.</summary>
    public async Task<IReadOnlyList<Upload>> UploadsAsync(CommandDefinition command)
    {
        var uploads = new List<Upload>();
        foreach (var field in command.Input.Fields.Where(f => f.Value?.Kind == ScalarKind.Upload))
            uploads.Add(new($"variables.input.{field.Name}", await ReceiveAsync("picture.png")));
        return uploads;
    }

    /// <summary>A picture as a client sends it.</summary>
    public async Task<UploadedFile> ReceiveAsync(string name, int bytes = 100) =>
        (await Get<FileStore>().ReceiveAsync(name, new MemoryStream([.. Png, .. new byte[bytes - Png.Length]]), CancellationToken.None)).File!;

    /// <summary>What a PNG begins with.</summary>
    public static byte[] Png { get; } = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The reads of the platform, on other connections or under other limits than its own.</summary>
    public ReadPipeline ReadsWith(ReadConnections? connections = null, RequestLimits? limits = null) =>
        new(Get<GraphModel>(), Get<EntitySources>(), connections ?? Get<ReadConnections>(), Get<CursorCodec>(), Get<FileLinks>(), limits ?? Get<RequestLimits>());

    /// <summary>Another engine of the platform, with these reads.</summary>
    public GraphEngine EngineWith(ReadPipeline reads, RequestLimits? limits = null) => new(
        Get<GraphModel>(), Get<GraphSchema>(), Get<StoredDocuments>(), Get<RequestReader>(), reads, Get<ICommandRunner>(), Get<IEventLog>(), Get<TimeZones>(), limits ?? Get<RequestLimits>(), Get<TimeProvider>(),
        Microsoft.Extensions.Logging.Abstractions.NullLogger<GraphEngine>.Instance);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<string> CreateTemplateAsync()
    {
        var connectionString = await TestServer.CreateDatabaseAsync();
        await using (var platform = Compose(connectionString)) await platform.Get<Migrator>().MigrateAsync(null, CancellationToken.None);
        NpgsqlConnection.ClearAllPools(); // Only a database that nobody is connected to can be copied.
        return new NpgsqlConnectionStringBuilder(connectionString).Database!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in running) await service.StopAsync(CancellationToken.None);
        var files = Get<FileSettings>().Folder;
        await services.DisposeAsync();
        if (Directory.Exists(files)) Directory.Delete(files, recursive: true);
    }
}
