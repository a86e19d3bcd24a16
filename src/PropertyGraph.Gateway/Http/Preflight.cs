using Microsoft.Net.Http.Headers;

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
    /// Whether a GET was meant for GraphQL by whoever sent it. Links, images, scripts and forms of other sites never ask for JSON; <c>fetch</c> can, and then browsers say where it came from.
    /// </summary>
    public static bool IsShownByGet(HttpRequest request, Origins origins)
    {
        if (IsShown(request)) return true;
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none"))
            return request.Headers.Origin is [{ } origin] && origins.Allows(origin);
        // Every browser sends Accept.
        return request.Headers.Accept.Count == 0 || NamesJson(request.Headers.Accept!);
    }

    private static bool NamesJson(IList<string> accept) =>
        MediaTypeHeaderValue.TryParseList(accept, out var ranges)
        && ranges.Any(r => r.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || r.MediaType.Equals("application/graphql-response+json", StringComparison.OrdinalIgnoreCase));
}
