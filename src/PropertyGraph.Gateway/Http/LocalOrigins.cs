using System.Net;

namespace PropertyGraph.Gateway.Http;

/// <summary>Names of this machine, as seen from itself.</summary>
internal static class LocalOrigins
{
    /// <summary>Whether a page of this origin is served by this machine to itself.</summary>
    public static bool IsLocal(string origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLocalHost(uri.Host);

    /// <summary>Whether a host name or address is loopback. Names under <c>localhost</c> are, by RFC 6761.</summary>
    public static bool IsLocalHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
