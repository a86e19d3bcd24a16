using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PropertyGraph.Benchmarks.Measuring;

/// <summary>A request as wrk sends it.</summary>
internal sealed record WrkRequest(string Method, string Path, string? Body);

/// <summary>What wrk saw.</summary>
/// <param name="Seconds">How long it really took.</param>
internal sealed record WrkResult(long Requests, double Seconds, double P50Milliseconds, double P95Milliseconds, double P99Milliseconds, long Bytes);

/// <summary>Runs wrk (https://github.com/wg/wrk), which sends a list of requests in turn over so many connections.</summary>
internal static class Wrk
{
    private const string Script = """
        local requests, turn = {}, 0
        function init(args)
          for line in io.lines(args[1]) do
            local method, path, body = line:match("^(%S+)\t([^\t]+)\t?(.*)$")
            if body == "" then body = nil end
            requests[#requests + 1] = wrk.format(method, path, headers, body)
          end
        end
        function request()
          turn = turn % #requests + 1
          return requests[turn]
        end
        function done(summary, latency, requests)
          local e = summary.errors
          io.write(string.format('RESULT {"requests":%d,"microseconds":%d,"p50":%.1f,"p95":%.1f,"p99":%.1f,"bytes":%d,"errors":%d}\n',
            summary.requests, summary.duration, latency:percentile(50), latency:percentile(95), latency:percentile(99), summary.bytes, e.connect + e.read + e.write + e.status + e.timeout))
        end
        """;

    /// <exception cref="InvalidOperationException">A request failed, or wrk is not installed.</exception>
    public static async Task<WrkResult> RunAsync(Uri server, IReadOnlyList<WrkRequest> requests, string token, int connections, double seconds)
    {
        var folder = Directory.CreateTempSubdirectory("propertygraph-wrk-").FullName;
        try
        {
            var (script, list) = (Path.Combine(folder, "script.lua"), Path.Combine(folder, "requests"));
            await File.WriteAllTextAsync(script, $"local headers = {{ [\"Content-Type\"] = \"application/json\", [\"Authorization\"] = \"Bearer {token}\" }}\n{Script}");
            await File.WriteAllLinesAsync(list, requests.Select(r => $"{r.Method}\t{r.Path}\t{r.Body}"), new UTF8Encoding(false));
            // One thread: it sends far more than any server here answers, and two would share two cores with that server.
            var text = await RunAsync(["-t1", "--timeout", "60s", $"-c{connections}", string.Create(CultureInfo.InvariantCulture, $"-d{Math.Max(1, (int)Math.Round(seconds))}s"), "-s", script, server.ToString().TrimEnd('/'), "--", list]);
            var result = JsonDocument.Parse(text.Split('\n').First(line => line.StartsWith("RESULT ", StringComparison.Ordinal))[7..]).RootElement;
            if (result.GetProperty("errors").GetInt64() is > 0 and var errors) throw new InvalidOperationException($"{errors} of the requests to {server} failed:\n{text}");
            return new(result.GetProperty("requests").GetInt64(), result.GetProperty("microseconds").GetDouble() / 1e6,
                result.GetProperty("p50").GetDouble() / 1000, result.GetProperty("p95").GetDouble() / 1000, result.GetProperty("p99").GetDouble() / 1000, result.GetProperty("bytes").GetInt64());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(IEnumerable<string> arguments)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (wrk.StandardOutput.ReadToEndAsync(), wrk.StandardError.ReadToEndAsync());
        await wrk.WaitForExitAsync();
        return wrk.ExitCode == 0 ? await output : throw new InvalidOperationException($"wrk ended with {wrk.ExitCode}: {await error}{await output}");
    }
}
