using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>What is told to the company's telemetry, and what is not.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Spans_are_exported_without_documents()
    {
        var received = new ConcurrentQueue<(string Path, string Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (HttpContext context) =>
        {
            using var body = new StreamReader(context.Request.Body, Encoding.Latin1);
            received.Enqueue((context.Request.Path.Value!, await body.ReadToEndAsync(context.RequestAborted)));
        });
        await collector.StartAsync();

        // What is left to send is sent when the gateway stops.
        await using (var host = await GatewayHost.StartAsync(
            "Development", null, ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.Single()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            using var response = await host.Http.GetAsync("/graphql?query=" + Uri.EscapeDataString("{ __typename unspeakable }"));
            response.EnsureSuccessStatusCode();
            await host.StopAsync();
        }

        Assert.Contains(received, r => r.Path == "/v1/traces" && r.Body.Contains("/graphql", StringComparison.Ordinal));
        Assert.Contains(received, r => r.Path == "/v1/metrics");
        Assert.DoesNotContain(received, r => r.Body.Contains("unspeakable", StringComparison.Ordinal));
    }
}
