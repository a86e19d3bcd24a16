using System.Text.Json;
using PropertyGraph.Benchmarks.Measuring;
using PropertyGraph.Benchmarks.Operations;

namespace PropertyGraph.Benchmarks;

/// <summary>What the product's trace says about one operation.</summary>
internal sealed record Traced(int Statements, int RoundTrips, long Rows, int Bytes);

/// <summary>Measurements of one operation at one number of connections.</summary>
internal sealed record Compared(Operation Operation, int Connections, Traced Traced, Sample Product, Sample Json, Sample Rows);

/// <summary>Measures the product against both floors, in turn.</summary>
internal static class Comparison
{
    private const double WarmUpSeconds = 3;

    /// <summary>How long a process is warmed up by its first operation: that is how long the JIT takes for the code that all of them go through, on two busy cores.</summary>
    private const double FirstWarmUpSeconds = 20;

    public static async Task<int> RunAsync(Options options, CancellationToken cancel)
    {
        var operations = AllOperations.Chosen(options.Operations);
        await using var bench = await Bench.StartAsync(options, cancel);
        var variants = new Dictionary<Operation, (IReadOnlyList<Variant> All, Traced Traced)>();
        foreach (var operation in operations)
        {
            var all = await operation.VariantsAsync(bench.Preparation);
            if (all.Count > 0 && !await bench.Preparation.KnowsAsync(operation.Query, all[0].Variables))
            {
                Console.Error.WriteLine($"{operation.Name}: left out, this gateway's schema does not have it");
                continue;
            }
            variants.Add(operation, (all, await CheckAsync(bench, operation, all)));
            Console.Error.WriteLine($"{operation.Name}: the floors answer as the gateway does");
        }
        if (options.Verb == "check") return 0;
        using var report = new Report(options.Output);
        await report.BeginAsync(options);
        foreach (var connections in options.Connections)
            foreach (var operation in operations.Where(variants.ContainsKey))
            {
                cancel.ThrowIfCancellationRequested();
                var (all, traced) = variants[operation];
                report.Add(await MeasureAsync(bench, operation, all, traced, connections, options));
            }
        await report.EndAsync();
        return 0;
    }

    /// <exception cref="InvalidOperationException">A floor answers otherwise than the product.</exception>
    private static async Task<Traced> CheckAsync(Bench bench, Operation operation, IReadOnlyList<Variant> variants)
    {
        if (variants.Count == 0) throw new InvalidOperationException($"The data has no row to ask {operation.Name} for.");
        var traced = new Traced(0, 0, 0, 0);
        foreach (var variant in variants.Take(5))
        {
            var (data, trace, bytes) = await bench.Preparation.AskAsync(operation.Query, variant.Variables);
            traced = new(trace.GetProperty("statements").GetInt32(), trace.GetProperty("roundTrips").GetInt32(), trace.GetProperty("rows").GetInt64(), bytes);
            foreach (var form in (string[])["json", "rows"])
            {
                var floor = JsonDocument.Parse(await bench.FloorAsync($"/{form}/{operation.Name}?{variant.FloorQuery}")).RootElement.GetProperty("data");
                if (AnswerEquality.Difference(data, floor, operation.Changes) is { } difference)
                    throw new InvalidOperationException($"{operation.Name}: the floor ({form}) answers otherwise than the gateway, {difference}\ngateway: {data}\nfloor:   {floor}");
            }
        }
        return traced;
    }

    private static async Task<Compared> MeasureAsync(Bench bench, Operation operation, IReadOnlyList<Variant> variants, Traced traced, int connections, Options options)
    {
        var servers = new (MeasuredProcess Server, IReadOnlyList<WrkRequest> Requests, List<Sample> Samples)[]
        {
            (bench.Product, [.. variants.Select(v => new WrkRequest("POST", "/graphql", JsonSerializer.Serialize(new { query = operation.Query.ReplaceLineEndings(" "), variables = v.Variables })))], []),
            (bench.Floor, [.. variants.Select(v => new WrkRequest("GET", $"/json/{operation.Name}?{v.FloorQuery}", null))], []),
            (bench.Floor, [.. variants.Select(v => new WrkRequest("GET", $"/rows/{operation.Name}?{v.FloorQuery}", null))], []),
        };
        foreach (var (server, requests, _) in servers) await bench.Meter.MeasureAsync(server, requests, connections, bench.IsFirst(server) ? FirstWarmUpSeconds : WarmUpSeconds);
        for (var round = 0; round < options.Rounds; round++)
            foreach (var (server, requests, samples) in servers) samples.Add(await bench.Meter.MeasureAsync(server, requests, connections, options.Seconds));
        return new(operation, connections, traced, Sample.Median(servers[0].Samples), Sample.Median(servers[1].Samples), Sample.Median(servers[2].Samples));
    }
}
