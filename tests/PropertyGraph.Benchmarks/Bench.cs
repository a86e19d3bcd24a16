using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using PropertyGraph.Benchmarks.Measuring;
using PropertyGraph.Gateway.Postgres;

namespace PropertyGraph.Benchmarks;

/// <summary>All that a measurement needs, running: PostgreSQL with the large demo, the gateway and the floor, each a process of its own.</summary>
internal sealed class Bench : IAsyncDisposable
{
    /// <summary>Pages as large as the largest that is measured; clients may not ask for these by default.</summary>
    public const int PageRows = 50_000;

    private readonly LocalPostgres postgres;
    private readonly HttpClient http;

    private Bench(LocalPostgres postgres, MeasuredProcess product, MeasuredProcess floor, HttpClient http, string token)
    {
        (this.postgres, Product, Floor, this.http) = (postgres, product, floor, http);
        Preparation = new(postgres.ConnectionString, http);
        Meter = new(new PostgresCpu(postgres.Folder), token);
    }

    public static string RepositoryRoot { get; } =
        typeof(Bench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    public MeasuredProcess Product { get; }
    public MeasuredProcess Floor { get; }
    public Preparation Preparation { get; }
    public Meter Meter { get; }

    /// <summary>Starts everything, and loads the large demo into a data folder that has none.</summary>
    public static async Task<Bench> StartAsync(Options options, CancellationToken cancel)
    {
        var postgres = await LocalPostgres.StartAsync(new LocalPostgresOptions(options.Data), line => Console.Error.WriteLine(line), cancel);
        var gateway = options.Gateway ?? Path.Combine(RepositoryRoot, "src", "PropertyGraph.Gateway", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, new DirectoryInfo(AppContext.BaseDirectory).Name);
        // Development, since only there the gateway hands out tokens.
        var product = await MeasuredProcess.StartAsync(Path.Combine(gateway, "PropertyGraph.Gateway.dll"), port => ["--port", $"{port}", "--data", options.Data, "--demo", "large"],
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("ConnectionStrings__PropertyGraph", postgres.ConnectionString), ("Limits__PageRows", $"{PageRows}"));
        var floor = await MeasuredProcess.StartAsync(typeof(Bench).Assembly.Location, port => ["floor", $"{port}"], ("ConnectionStrings__PropertyGraph", postgres.ConnectionString));
        var http = new HttpClient { BaseAddress = product.Address, Timeout = TimeSpan.FromMinutes(5) };
        using var response = await http.PostAsJsonAsync("/dev/token", new { persona = "agent" }, cancel);
        var token = (await response.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("token").GetString()!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var bench = new Bench(postgres, product, floor, http, token);
        // So that no measurement pays for what autovacuum would do some time.
        await bench.Preparation.RunAsync("VACUUM (ANALYZE)");
        return bench;
    }

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
        http.Dispose();
        await Product.DisposeAsync();
        await Floor.DisposeAsync();
        await postgres.DisposeAsync();
    }
}
