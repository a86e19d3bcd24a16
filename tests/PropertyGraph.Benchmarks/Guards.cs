using System.Diagnostics;
using System.Text;
using PropertyGraph.DatabaseTests.Security;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Benchmarks;

/// <summary>What a client pays the gateway in bytes and the gateway pays in CPU: each hostile document, read until it is refused. No database is needed.</summary>
internal static class Guards
{
    private const int Warmup = 30, Times = 100, MostMilliseconds = 20;

    /// <returns>1 where a document is not refused before validation, or takes too much.</returns>
    public static async Task<int> RunAsync(CancellationToken cancel)
    {
        var reader = new RequestReader(new GraphSchema(GraphModel.Compose([])), new RequestLimits());
        var failed = false;
        Console.WriteLine("| hostile document | bytes | CPU ms to refuse it | refused with |\n| --- | --- | --- | --- |");
        foreach (var (name, text) in HostileDocuments.Texts)
        {
            var request = new GraphRequest(text);
            for (var i = 0; i < Warmup; i++) await reader.ReadAsync(request, cancel);
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            for (var i = 0; i < Times; i++) await reader.ReadAsync(request, cancel);
            process.Refresh();
            var milliseconds = (process.TotalProcessorTime - before).TotalMilliseconds / Times;
            var refusal = (await reader.ReadAsync(request, cancel)).Errors.Single();
            failed |= milliseconds >= MostMilliseconds || reader.Validations > 0;
            Console.WriteLine($"| {name} | {Encoding.UTF8.GetByteCount(text)} | {milliseconds:0.00} | {refusal.Message} |");
        }
        return failed ? 1 : 0;
    }
}
