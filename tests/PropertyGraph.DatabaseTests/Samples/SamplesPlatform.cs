using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Execution;
using PropertyGraph.Modules;
using PropertyGraph.Requests;
using PropertyGraph.Schema;
using PropertyGraph.Storage;

namespace PropertyGraph.DatabaseTests.Samples;

/// <summary>The platform with the samples alone: a low, a middle and a high row of every scalar, and one where all is null.</summary>
public sealed class SamplesPlatform : IAsyncLifetime
{
    private ServiceProvider services = null!;

    internal static Actor Reader { get; } = Actor.Staff(Guid.CreateVersion7(), Guid.CreateVersion7(), Position.Agent);

    internal static IReadOnlyList<Sample> Rows { get; } =
    [
        new()
        {
            Name = "low", Text = "The Lift is stuck", Plain = "The Lift is stuck", Uuid = new("00000000-0000-0000-0000-000000000001"), Int = -5, Long = -5_000_000_000, Float = -0.5, Decimal = -0.10m, Flag = false,
            Moment = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Day = new(2026, 1, 1), Length = TimeSpan.FromMinutes(-30), Size = Size.Small, Link = new("https://example.org/a%20b?c=d"),
            Data = Json("""{ "a" : [1, 2.50, "ü\n"], "b": null }"""), Tags = ["red", "Green"], Numbers = [1, 2], Keys = [new("00000000-0000-0000-0000-000000000001")], Sizes = [Size.Small, Size.Large],
        },
        new()
        {
            Name = "mid", Text = "lift café", Plain = "lift café", Uuid = new("00000000-0000-0000-0000-000000000002"), Int = 0, Long = 0, Float = 0.1, Decimal = 0.1m, Flag = true,
            Moment = new(2026, 1, 1, 0, 0, 0, 1, TimeSpan.Zero), Day = new(2026, 1, 2), Length = TimeSpan.FromMinutes(90), Size = Size.Medium, Link = new("http://EXAMPLE.org:80"),
            Data = Json("7"), Tags = ["red"], Numbers = [2], Sizes = [Size.Large],
        },
        new()
        {
            Name = "high", Text = "電梯 故障", Plain = "電梯 故障", Uuid = new("00000000-0000-0000-0000-000000000003"), Int = 1_000_000_000, Long = long.MaxValue, Float = 1e300, Decimal = 79228162514264337593543950335m, Flag = true,
            Moment = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), Day = new(2027, 1, 1), Length = TimeSpan.FromDays(2), Size = Size.Large, Link = new("https://example.org/%E9%9B%BB"),
            Data = Json("null"), Tags = [], Numbers = [], Sizes = [],
        },
        new() { Name = "none" },
    ];

    public async Task InitializeAsync()
    {
        var connectionString = await TestServer.CreateDatabaseAsync();
        var modules = ModuleOrder.Configure([new SamplesModule()], []);
        var collection = new ServiceCollection().AddLogging();
        collection.AddKeyedSingleton("write", (_, _) => NpgsqlDataSource.Create(connectionString));
        collection.AddPropertyGraphReads(modules, connectionString).AddPropertyGraphWrites(modules);
        services = collection.BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync(null, CancellationToken.None);
        await using var db = new SamplesDb(ModuleDbOptions.For<SamplesDb>(b => b.UseNpgsql(connectionString)));
        db.AddRange(Rows);
        await db.SaveChangesAsync();
    }

    internal string Sdl => services.GetRequiredService<GraphSchema>().Print();

    internal async Task<JsonElement> AskAsync(string query, JsonObject? variables = null)
    {
        var given = variables is null ? default : JsonSerializer.SerializeToElement(variables);
        using var answer = await services.GetRequiredService<IGraphEngine>().ExecuteAsync(new GraphRequest(query, Variables: given), Reader, CancellationToken.None);
        return JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
    }

    /// <summary>Names of the rows that a filter selects, in the order of <see cref="Rows"/>, with spaces between.</summary>
    internal async Task<string> FindAsync(string where, JsonObject? variables = null, string head = "")
    {
        var answer = await AskAsync($"query{head} {{ samples(where: {where}) {{ nodes {{ name }} }} }}", variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), $"{where}: {errors}");
        var found = answer.GetProperty("data").GetProperty("samples").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("name").GetString()).ToList();
        return string.Join(' ', Rows.Select(r => r.Name).Where(found.Contains));
    }

    internal Task<CommandResult> AddAsync(string name, string link) => services.GetRequiredService<ICommandRunner>().RunAsync(
        services.GetRequiredService<GraphModel>().Commands.Single(), new Dictionary<string, object?> { ["name"] = name, ["link"] = new Uri(link) }, Reader, CancellationToken.None);

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);

    public async Task DisposeAsync() => await services.DisposeAsync();
}
