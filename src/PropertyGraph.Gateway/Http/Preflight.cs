using Microsoft.Extensions.Primitives;

namespace PropertyGraph.Gateway.Http;

/// <summary>
/// The guard against requests that a page of another site lets a browser send without asking first (https://fetch.spec.whatwg.org/#simple-header): none of them is executed.
/// </summary>
internal static class Preflight
{
    /// <summary>Headers that no browser sends to another site before a preflight has allowed them; any value will do.</summary>
    public static IReadOnlyList<string> Headers { get; } = ["GraphQL-Preflight", "Apollo-Require-Preflight", "X-Apollo-Operation-Name"];

    /// <summary>Whether a request carries such a header: what is asked of a body that a form could send too.</summary>
    public static bool IsShown(HttpRequest request)
    {
        foreach (var name in Headers)
            if (request.Headers[name] is [{ Length: > 0 }, ..]) return true;
        return false;
    }

    /// <summary>
    /// Whether a GET was meant by whoever sent it. Browsers say where a request comes from, old ones and those on a plain address that they are browsers, and no page can make them send anything else without a preflight.
    /// </summary>
    public static bool IsShownByGet(HttpRequest request, Origins origins)
    {
        if (IsShown(request)) return true;
        var headers = request.Headers;
        if (headers.Origin is [{ Length: > 0 }]) return origins.Refused(request) is null;
        return headers["Sec-Fetch-Site"] is [{ } site] ? site is "same-origin" or "none" : !IsBrowser(headers.UserAgent);
    }

    /// <summary>What every browser has called itself since 1998.</summary>
    private static bool IsBrowser(StringValues agent) => agent.Any(a => a is not null && a.StartsWith("Mozilla/", StringComparison.OrdinalIgnoreCase));
}
