using System.Text;
using PropertyGraph.Benchmarks.Measuring;

namespace PropertyGraph.Benchmarks;

/// <summary>Writes tables in Markdown, to the console as they come and to a file at the end.</summary>
internal sealed class Report(string? file) : IDisposable
{
    private readonly StringBuilder text = new();
    private readonly List<Compared> all = [];

    public async Task BeginAsync(Options options)
    {
        Line($"Measured on {await Bench.MachineAsync()}. {options.Rounds} rounds of {options.Seconds:0.#} s each, in turn; medians. CPU is user and system time per request.");
        Line("");
        Line("| operation | connections | server | requests/s | p50 ms | p99 ms | server CPU µs | PostgreSQL CPU µs | allocated bytes |");
        Line("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    }

    public void Add(Compared c)
    {
        all.Add(c);
        Row(c, "gateway", c.Product);
        Row(c, "floor (a), JSON", c.Json);
        Row(c, "floor (b), rows", c.Rows);
    }

    /// <summary>The ratios to the goals: against the better floor of each figure, and the sum of both CPU times against floor (a).</summary>
    public async Task EndAsync()
    {
        Line("");
        Line("| operation | connections | statements | round trips | rows | response bytes | requests/s to the better floor | gateway CPU | PostgreSQL CPU | all CPU to floor (a) |");
        Line("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var c in all)
        {
            var better = c.Json.RequestsPerSecond > c.Rows.RequestsPerSecond ? c.Json : c.Rows;
            Line($"| {c.Operation.Title} | {c.Connections} | {c.Traced.Statements} | {c.Traced.RoundTrips} | {c.Traced.Rows} | {c.Traced.Bytes} | {c.Product.RequestsPerSecond / better.RequestsPerSecond:0.00} | {c.Product.ServerMicroseconds / better.ServerMicroseconds:0.00} | {c.Product.PostgresMicroseconds / better.PostgresMicroseconds:0.00} | {c.Product.TotalMicroseconds / c.Json.TotalMicroseconds:0.00} |");
        }
        Line("");
        Line($"At the end: {await Bench.MachineAsync()}.");
        if (file is not null) await File.WriteAllTextAsync(file, text.ToString());
    }

    public void Line(string line)
    {
        text.Append(line).Append('\n');
        Console.WriteLine(line);
    }

    public void Dispose()
    {
        if (file is not null) File.WriteAllText(file, text.ToString());
    }

    private void Row(Compared c, string server, Sample s) =>
        Line($"| {c.Operation.Title} | {c.Connections} | {server} | {s.RequestsPerSecond:0} | {s.P50Milliseconds:0.00} | {s.P99Milliseconds:0.00} | {s.ServerMicroseconds:0} | {s.PostgresMicroseconds:0} | {s.AllocatedBytes:0} |");
}
