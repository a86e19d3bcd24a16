using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using PropertyGraph.Gateway.Sse;

namespace PropertyGraph.Gateway.Http;

/// <summary>Which other sites' pages may use the endpoint: those of this machine in Development, the configured ones elsewhere.</summary>
internal sealed class Origins(IConfiguration configuration, IHostEnvironment environment) : IConfigureOptions<CorsOptions>
{
    private readonly HashSet<string> listed = new(configuration.GetSection("Cors:Origins").Get<string[]>() ?? [], StringComparer.OrdinalIgnoreCase);

    public bool Allows(string origin) => environment.IsDevelopment() ? LocalOrigins.IsLocal(origin) : listed.Contains(origin);

    /// <summary>Browsers apply CORS to requests but not to WebSockets, so a socket's origin is asked about here.</summary>
    /// <returns>The origin that may not connect, or null.</returns>
    public string? Refused(HttpRequest request) =>
        request.Headers.Origin is [{ Length: > 0 } origin] && !Allows(origin) && !IsOwn(origin, request) ? origin : null;

    public void Configure(CorsOptions options) => options.AddDefaultPolicy(policy => policy
        .SetIsOriginAllowed(Allows)
        .WithMethods("GET", "POST", "PUT", "DELETE")
        .WithHeaders("authorization", "content-type", "accept", "graphql-cost", "x-propertygraph-trace", "last-event-id", EventStreamEndpoint.TokenHeader)
        .WithExposedHeaders("Server-Timing", "WWW-Authenticate", "Retry-After")
        .SetPreflightMaxAge(TimeSpan.FromHours(1)));

    /// <summary>The scheme is not compared: a proxy in front may have taken TLS off.</summary>
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
