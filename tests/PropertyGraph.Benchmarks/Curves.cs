using System.Text.Json;
using PropertyGraph.Benchmarks.Measuring;

namespace PropertyGraph.Benchmarks;

/// <summary>How cost grows with the work: with rows, depth and root fields in proportion, and with the size of the tables not at all.</summary>
internal static class Curves
{
    private const string Columns = "reference title channel severity status filedAt acknowledgedAt resolvedAt dueAt reopenCount";

    /// <summary>Six lists inside each other, each of two rows where there are two.</summary>
    private static readonly string[] Levels = ["properties(first: 2)", "buildings(first: 2)", "units(first: 2)", "complaints(first: 2)", "events(first: 2)", "accountableComplaints(first: 2)"];

    public static async Task<int> RunAsync(Options options, CancellationToken cancel)
    {
        await using var bench = await Bench.StartAsync(options, cancel);
        using var report = new Report(options.Output);
        report.Line($"Measured on {await Bench.MachineAsync()}. One connection, {options.Rounds} rounds of {options.Seconds:0.#} s; medians.");
        var large = new Measured(bench.Product, bench.Preparation, bench.Meter, options, report);
        // Before the first table, until the code that all of them run is compiled for good.
        await bench.Meter.MeasureAsync(bench.Product, [Request($"{{ complaints(first: 50) {{ nodes {{ {Columns} }} }} }}")], 16, 2 * options.Seconds);
        Head(report, "rows");
        foreach (var rows in (int[])[50, 500, 5_000, 50_000]) await large.AddAsync($"{rows}", $"{{ complaints(first: {rows}) {{ nodes {{ {Columns} }} }} }}");
        Head(report, "depth");
        for (var depth = 1; depth <= Levels.Length; depth++) await large.AddAsync($"{depth}", $"{{ {Nested(0, depth)} }}");
        Head(report, "root fields");
        foreach (var fields in (int[])[1, 2, 5, 10, 20])
            await large.AddAsync($"{fields}", $"{{ {string.Join(' ', Enumerable.Range(0, fields).Select(i => $"f{i}: complaints(first: 10) {{ nodes {{ {Columns} }} }}"))} }}");
        await using var small = await bench.StartSmallAsync(cancel);
        Head(report, "complaints in the table, and query");
        foreach (var (name, query) in Indexed)
        {
            await new Measured(small.Server, small.Preparation, bench.MeterFor(small), options, report).AddAsync($"5,000: {name}", query);
            await large.AddAsync($"200,000: {name}", query);
        }
        return 0;
    }

    /// <summary>Queries that an index answers.</summary>
    private static readonly (string Name, string Query)[] Indexed =
    [
        ("the latest 50", $"{{ complaints(first: 50) {{ nodes {{ {Columns} }} }} }}"),
        ("the latest 50 closed", $"{{ complaints(first: 50, where: {{ status: {{ eq: CLOSED }} }}) {{ nodes {{ {Columns} }} }} }}"),
        ("20 customers, 5 complaints of each, 3 events of each", "{ customers(first: 20) { nodes { number name complaints(first: 5) { nodes { reference events(first: 3) { nodes { kind at } } } } } } }"),
    ];

    private static string Nested(int level, int depth)
    {
        if (level == depth) return "id";
        var inner = $"{Levels[level]} {{ nodes {{ id {Nested(level + 1, depth)} }} }}";
        return level == Levels.Length - 1 ? $"actor {{ {inner} }}" : inner;
    }

    private static WrkRequest Request(string query) => new("POST", "/graphql", JsonSerializer.Serialize(new { query }));

    private static void Head(Report report, string what)
    {
        report.Line("");
        report.Line($"| {what} | statements | rows | response bytes | ms | gateway CPU µs | PostgreSQL CPU µs | CPU µs per row | allocated bytes |");
        report.Line("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    }

    private sealed record Measured(MeasuredProcess Server, Preparation Preparation, Meter Meter, Options Options, Report Report)
    {
        public async Task AddAsync(string what, string query)
        {
            var (_, trace, bytes) = await Preparation.AskAsync(query, new { });
            var samples = new List<Sample>();
            for (var round = 0; round <= Options.Rounds; round++) samples.Add(await Meter.MeasureAsync(Server, [Request(query)], 1, Options.Seconds));
            // The first was for warming up.
            var s = Sample.Median(samples[1..]);
            var rows = trace.GetProperty("rows").GetInt64();
            Report.Line($"| {what} | {trace.GetProperty("statements").GetInt32()} | {rows} | {bytes} | {s.P50Milliseconds:0.00} | {s.ServerMicroseconds:0} | {s.PostgresMicroseconds:0} | {s.TotalMicroseconds / Math.Max(1, rows):0.0} | {s.AllocatedBytes:0} |");
        }
    }
}
