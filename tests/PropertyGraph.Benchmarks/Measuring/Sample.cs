namespace PropertyGraph.Benchmarks.Measuring;

/// <summary>One measurement, or the medians of several; times are per request.</summary>
internal sealed record Sample(double RequestsPerSecond, double P50Milliseconds, double P95Milliseconds, double P99Milliseconds, double ServerMicroseconds, double PostgresMicroseconds, double AllocatedBytes, double ResponseBytes)
{
    public double TotalMicroseconds => ServerMicroseconds + PostgresMicroseconds;

    public static Sample Median(IReadOnlyList<Sample> samples) => new(
        Of(samples, s => s.RequestsPerSecond), Of(samples, s => s.P50Milliseconds), Of(samples, s => s.P95Milliseconds), Of(samples, s => s.P99Milliseconds), Of(samples, s => s.ServerMicroseconds), Of(samples, s => s.PostgresMicroseconds), Of(samples, s => s.AllocatedBytes), Of(samples, s => s.ResponseBytes));

    private static double Of(IReadOnlyList<Sample> samples, Func<Sample, double> value)
    {
        var sorted = samples.Select(value).Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }
}

/// <summary>Sends requests to a server for a while and accounts for what that took.</summary>
internal sealed class Meter(PostgresCpu postgres, string token)
{
    public async Task<Sample> MeasureAsync(MeasuredProcess server, IReadOnlyList<WrkRequest> requests, int connections, double seconds)
    {
        var (cpu, postgresCpu, allocated) = (server.Cpu, postgres.Total, await server.AllocatedAsync());
        var seen = await Wrk.RunAsync(server.Address, requests, token, connections, seconds);
        var (cpuAfter, postgresAfter, allocatedAfter) = (server.Cpu, postgres.Total, await server.AllocatedAsync());
        return new(seen.Requests / seen.Seconds, seen.P50Milliseconds, seen.P95Milliseconds, seen.P99Milliseconds, (cpuAfter - cpu).TotalMicroseconds / seen.Requests,
            (postgresAfter - postgresCpu).TotalMicroseconds / seen.Requests, (allocatedAfter - allocated) / (double)seen.Requests, seen.Bytes / (double)seen.Requests);
    }
}
