using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PropertyGraph.Gateway.Telemetry;

/// <summary>Traces and metrics over OTLP, where an address for them is given. Spans carry SQL with slots and no values, never documents, variables or tokens.</summary>
internal static class Telemetry
{
    /// <summary>Name of the kernel's activity source and meter.</summary>
    private const string Kernel = "PropertyGraph";

    /// <summary>Does nothing without <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; the exporter reads that and its other variables itself.</summary>
    public static void AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(configuration["OTEL_SERVICE_NAME"] ?? "propertygraph"))
            .WithTracing(traces => traces
                .AddSource(Kernel)
                .AddAspNetCoreInstrumentation(options =>
                {
                    // A GET has its document in the address, and an exception's text may quote a row.
                    options.RecordException = false;
                    options.EnrichWithHttpRequest = (span, _) => span.SetTag("url.query", null);
                    options.Filter = context => !context.Request.Path.StartsWithSegments("/health");
                })
                .AddNpgsql()
                .AddOtlpExporter())
            .WithMetrics(metrics => metrics
                .AddMeter(Kernel)
                .AddMeter("Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddOtlpExporter());
    }
}
