using System.Reflection;
using PropertyGraph.Benchmarks.Measuring;
using PropertyGraph.Gateway.Postgres;

namespace PropertyGraph.Benchmarks;

/// <summary>All that a measurement needs, running: PostgreSQL with the large demo, the gateway and the floor, each a process of its own.</summary>
internal sealed class Bench : IAsyncDisposable
{
    /// <summary>Pages as large as the largest that is measured; clients may not ask for these by default.</summary>
    public const int PageRows = 50_000;

    private readonly Options options;
    private readonly LocalPostgres postgres;
    private readonly AskedProduct product;
    private readonly HashSet<MeasuredProcess> measured = [];

    private Bench(Options options, LocalPostgres postgres, AskedProduct product, MeasuredProcess floor)
    {
        (this.options, this.postgres, this.product, Floor) = (options, postgres, product, floor);
        Meter = MeterFor(product);
    }

    public static string RepositoryRoot { get; } =
        typeof(Bench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    public MeasuredProcess Product => product.Server;
    public MeasuredProcess Floor { get; }
    public Preparation Preparation => product.Preparation;
    public Meter Meter { get; }

    /// <summary>Starts everything, and loads the large demo into a data folder that has none.</summary>
    public static async Task<Bench> StartAsync(Options options, CancellationToken cancel)
    {
        var postgres = await LocalPostgres.StartAsync(new LocalPostgresOptions(options.Data), line => Console.Error.WriteLine(line), cancel);
        var product = await AskedProduct.StartAsync(Gateway(options), options.Data, postgres.ConnectionString, "large", cancel);
        var floor = await MeasuredProcess.StartAsync(typeof(Bench).Assembly.Location, port => ["floor", $"{port}"], ("ConnectionStrings__PropertyGraph", postgres.ConnectionString));
        var bench = new Bench(options, postgres, product, floor);
        // What an interrupted "explain" may have left behind would slow down every statement.
        await bench.Preparation.RunAsync("ALTER DATABASE propertygraph RESET ALL");
        // So that no measurement pays for what autovacuum would do some time.
        await bench.Preparation.RunAsync("VACUUM (ANALYZE)");
        return bench;
    }

    /// <summary>Whether a process was not measured before.</summary>
    public bool IsFirst(MeasuredProcess process) => measured.Add(process);

    /// <summary>Another gateway on the same database.</summary>
    public Task<AskedProduct> StartProductAsync() => AskedProduct.StartAsync(Gateway(options), options.Data, postgres.ConnectionString, "large", CancellationToken.None);

    /// <summary>A gateway on the small demo, in a database beside the large one that is made at its first use.</summary>
    public async Task<AskedProduct> StartSmallAsync(CancellationToken cancel)
    {
        const string Name = "small";
        var exists = await Preparation.RowsAsync($"SELECT 1 FROM pg_database WHERE datname = '{Name}'", r => r.GetInt32(0));
        if (exists.Count == 0) await postgres.CreateDatabaseAsync(Name, null, cancel);
        var small = await AskedProduct.StartAsync(Gateway(options), options.Data, postgres.ConnectionStringTo(Name), "small", cancel);
        await small.Preparation.RunAsync("VACUUM (ANALYZE)");
        return small;
    }

    public Meter MeterFor(AskedProduct asked) => new(new PostgresCpu(postgres.Folder), asked.Token);

    public async Task<byte[]> FloorAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = Floor.Address };
        using var response = await client.GetAsync(path);
        var body = await response.Content.ReadAsByteArrayAsync();
        return response.IsSuccessStatusCode ? body : throw new InvalidOperationException($"The floor answers {path} with {(int)response.StatusCode}.");
    }

    /// <summary>The machine and how busy it is, for the head of a table.</summary>
    public static async Task<string> MachineAsync()
    {
        var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "unknown";
        var model = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null;
        return $"{Environment.ProcessorCount} cores ({model ?? "unknown"}), load {load}, .NET {Environment.Version}";
    }

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        await Floor.DisposeAsync();
        await postgres.DisposeAsync();
    }

    private static string Gateway(Options options)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return options.Gateway ?? Path.Combine(RepositoryRoot, "src", "PropertyGraph.Gateway", "bin", here.Parent!.Name, here.Name);
    }
}
