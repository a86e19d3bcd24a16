using System.Security.Cryptography;
using System.Text;
using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>The platform over the small world of World.sql, at a fixed time.</summary>
public sealed class World : IAsyncLifetime
{
    private readonly IModule[] more;

    public World() : this([]) { }

    /// <param name="more">Modules beside the five.</param>
    internal World(params IModule[] more) => this.more = more;

    public static DateTimeOffset Now { get; } = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    internal ModulesPlatform Platform { get; private set; } = null!;

    internal Requests.RequestLimits Limits { get; init; } = new();

    /// <summary>Whether it is a subgraph of a federated graph.</summary>
    internal bool IsSubgraph { get; init; }

    /// <summary>Who may be asked as, by name.</summary>
    public static Actor ActorOf(string name) => name switch
    {
        "system" => Actor.System,
        "agent" => Actor.Staff(Key("staff", 8), Key("department", 4), Position.Agent),
        "manager" => Actor.Staff(Key("staff", 3), Key("department", 4), Position.Manager),
        "surveyor" => Actor.Staff(Key("staff", 5), Key("department", 1), Position.Surveyor),
        "customer" => Actor.Customer(Key("customer", 2)),
        "neighbour" => Actor.Customer(Key("customer", 7)),
        "partner" => Actor.Partner(Key("partner", 1)),
        "nobody" => Actor.Anonymous,
        _ => throw new ArgumentException($"No actor '{name}'."),
    };

    /// <summary>Key of a row of the world: the same function as in World.sql.</summary>
    public static Guid Key(string kind, int number)
    {
        var hash = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{kind}{number}")));
        return Guid.Parse($"{hash[..12]}7{hash[13..16]}8{hash[17..]}");
    }

    public async Task InitializeAsync()
    {
        Platform = IsSubgraph ? await ModulesPlatform.StartSubgraphAsync(new FixedTime(Now), Limits) : await ModulesPlatform.StartAsync(new FixedTime(Now), limits: Limits, more: more);
        await Platform.ExecuteAsync("TRUNCATE organization.departments, organization.customer_service_roles, organization.rights, complaints.categories, complaints.causes CASCADE");
        using var script = typeof(World).Assembly.GetManifestResourceStream("PropertyGraph.DatabaseTests.Reads.World.sql")!;
        await Platform.ExecuteAsync(await new StreamReader(script).ReadToEndAsync());
        // Cursors are encrypted with a key of the database: golden answers need the same one in every run.
        await Platform.ExecuteAsync("UPDATE propertygraph.secrets SET key = decode(repeat('2a', 32), 'hex') WHERE name = 'cursor'");
    }

    public async Task DisposeAsync() => await Platform.DisposeAsync();

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
