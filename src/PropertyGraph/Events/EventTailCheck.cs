using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PropertyGraph.Events;

/// <summary>Whether this process follows the log: until then its subscriptions wait.</summary>
internal sealed class EventTailCheck(EventFanOut fanOut) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(fanOut.HasStarted ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The log of events is not followed yet."));
}
