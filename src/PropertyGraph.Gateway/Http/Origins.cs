using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using PropertyGraph.Gateway.Sse;
using PropertyGraph.Modules;

namespace PropertyGraph.Gateway.Http;

/// <summary>Which other sites' pages may use the endpoint: those of this machine in Development, the configured ones elsewhere.</summary>
internal sealed class Origins : IConfigureOptions<CorsOptions>
{
    private readonly HashSet<string> listed = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool isDevelopment;

    /// <exception cref="StartupException">A configured origin can be none, so that it would never match.</exception>
    public Origins(IConfiguration configuration, IHostEnvironment environment)
    {
        isDevelopment = environment.IsDevelopment();
        foreach (var origin in Settings.List(configuration.GetSection("Cors:Origins")))
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || !uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase))
                throw new StartupException($"Cors:Origins has '{origin}', which is no origin: give scheme, host and, where it is not the usual one, port, such as https://portal.example.com.");
            listed.Add(origin);
        }
    }

    public bool Allows(string origin) => listed.Contains(origin) || (isDevelopment && LocalOrigins.IsLocal(origin));

    /// <summary>Browsers apply CORS to requests but not to WebSockets, so a socket's origin is asked about here.</summary>
    /// <returns>The origin that may not connect, or null.</returns>
    public string? Refused(HttpRequest request) =>
        request.Headers.Origin is [{ Length: > 0 } origin] && !Allows(origin) && !IsOwn(origin, request) ? origin : null;

    public void Configure(CorsOptions options) => options.AddDefaultPolicy(policy => policy
        .SetIsOriginAllowed(Allows)
        .WithMethods("GET", "POST", "PUT", "DELETE")
        .WithHeaders(["Authorization", "Content-Type", "Accept", "Last-Event-ID", EventStreamEndpoint.TokenHeader, CostModes.Header, "X-PropertyGraph-Trace", .. Preflight.Headers])
        .WithExposedHeaders("Server-Timing", "WWW-Authenticate", "Retry-After")
        .SetPreflightMaxAge(TimeSpan.FromHours(1)));

    /// <summary>The scheme is not compared: a proxy in front may have taken TLS off.</summary>
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
