using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Modules;
using PropertyGraph.Schema;
using PropertyGraph.Storage;

namespace PropertyGraph.DatabaseTests.Notes;

/// <summary>The write side with the notes module, on a database of its own. Several may share a database, as gateways do.</summary>
internal sealed class NotesPlatform : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly List<IHostedService> running = [];

    private NotesPlatform(ServiceProvider services, string connectionString) => (this.services, ConnectionString) = (services, connectionString);

    public static Guid Customer { get; } = Guid.CreateVersion7();
    public static Actor Agent { get; } = Actor.Staff(Guid.CreateVersion7(), Guid.CreateVersion7(), Position.Agent);

    public string ConnectionString { get; }
    public NotesSwitches Switches => services.GetRequiredService<NotesSwitches>();
    public NpgsqlDataSource Source => services.GetRequiredKeyedService<NpgsqlDataSource>("write");

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public static async Task<NotesPlatform> StartAsync(string? connectionString = null, bool background = true)
    {
        connectionString ??= await TestServer.CreateDatabaseAsync();
        var switches = new NotesSwitches();
        var modules = ModuleOrder.Configure([new NotesModule(switches)], []);
        var services = new ServiceCollection().AddLogging().AddSingleton(switches);
        services.AddKeyedSingleton("write", (_, _) => WritesRegistration.WriteSource(connectionString));
        services.AddSingleton(GraphModel.Compose([.. modules.Select(m => m.Draft)]));
        services.AddSingleton(new Func<Actor, IGraph>(_ => throw new InvalidOperationException("The notes ask nobody.")));
        services.AddPropertyGraphWrites(modules).AddPropertyGraphBackground(modules);
        var platform = new NotesPlatform(services.BuildServiceProvider(), connectionString);
        await platform.Get<Migrator>().MigrateAsync(null, CancellationToken.None);
        if (background) await platform.StartBackgroundAsync();
        return platform;
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

    public Task<CommandResult> AddAsync(string title, Actor? actor = null, params (string Name, object? Value)[] more) =>
        RunAsync("addNote", actor ?? Agent, [("customer", GlobalId.Encode("Customer", Customer)), ("title", title), .. more]);

    public Task<CommandResult> RunAsync(string command, Actor actor, params (string Name, object? Value)[] input) =>
        Get<ICommandRunner>().RunAsync(Get<GraphModel>().Commands.Single(c => c.Name == command), input.ToDictionary(i => i.Name, i => i.Value), actor, CancellationToken.None);

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Waits until a count has a value; fails after ten seconds.</summary>
    public async Task UntilAsync(long expected, string sql)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        long seen;
        while ((seen = await ScalarAsync<long>(sql)) != expected)
        {
            if (limit.IsCancellationRequested) Assert.Fail($"{sql} gives {seen}, not {expected}.");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in running) await service.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }
}
