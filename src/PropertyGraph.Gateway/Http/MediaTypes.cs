using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace PropertyGraph.Gateway.Http;

/// <summary>What a client wants to read.</summary>
internal enum ResponseType
{
    /// <summary><c>application/json</c>: a well-formed request is always 200.</summary>
    Json,
    /// <summary><c>application/graphql-response+json</c>: a refused request is 4xx.</summary>
    GraphQLResponse,
    /// <summary>A browser's address bar: the IDE.</summary>
    Html,
    /// <summary>None of these.</summary>
    None,
}

/// <summary>Content negotiation of the GraphQL-over-HTTP draft: https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json; charset=utf-8";
    public const string Events = "text/event-stream; charset=utf-8";
    public const string GraphQLResponse = "application/graphql-response+json; charset=utf-8";

    /// <summary>The best of what Accept lists; JSON where it is missing or leaves the choice to the server, as the draft asks until clients have moved on.</summary>
    /// <param name="html">Whether the IDE may be the answer.</param>
    public static ResponseType Choose(StringValues accept, bool html)
    {
        if (StringValues.IsNullOrEmpty(accept) || accept is ["*/*"] or ["application/json"]) return ResponseType.Json;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges)) return ResponseType.None;
        var graphQL = Match(ranges, "application", "graphql-response+json");
        var json = Match(ranges, "application", "json");
        var page = html ? Match(ranges, "text", "html") : default;
        if (page is { Quality: > 0, IsExact: true } && page.Quality >= Math.Max(Exact(graphQL), Exact(json))) return ResponseType.Html;
        if (graphQL.Quality <= 0 && json.Quality <= 0) return ResponseType.None;
        if (graphQL.Quality != json.Quality) return graphQL.Quality > json.Quality ? ResponseType.GraphQLResponse : ResponseType.Json;
        return graphQL.IsExact ? ResponseType.GraphQLResponse : ResponseType.Json;
    }

    /// <summary>Whether server-sent events may be the answer.</summary>
    public static bool AcceptsEvents(StringValues accept) =>
        StringValues.IsNullOrEmpty(accept) || (MediaTypeHeaderValue.TryParseList(accept, out var ranges) && Match(ranges, "text", "event-stream").Quality > 0);

    /// <summary>Whether server-sent events are asked for by name and before JSON: clients that list all they can read want an answer at once.</summary>
    public static bool PrefersEvents(StringValues accept)
    {
        if (StringValues.IsNullOrEmpty(accept) || !accept.ToString().Contains("event-stream", StringComparison.OrdinalIgnoreCase) || !MediaTypeHeaderValue.TryParseList(accept, out var ranges)) return false;
        var events = Match(ranges, "text", "event-stream");
        return events.IsExact && events.Quality > Math.Max(Match(ranges, "application", "json").Quality, Match(ranges, "application", "graphql-response+json").Quality);
    }

    /// <summary>Whether a body of this Content-Type is JSON in UTF-8. Anything that a form of another site could send is not: this is the guard against CSRF.</summary>
    public static bool IsJson(string? contentType) =>
        contentType is "application/json" || MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && IsUtf8(type);

    private static double Exact((double Quality, bool IsExact) match) => match.IsExact ? match.Quality : 0;

    /// <summary>RFC 9110, 12.5.1: the most specific range that matches decides.</summary>
    private static (double Quality, bool IsExact) Match(IList<MediaTypeHeaderValue> ranges, string type, string subType)
    {
        MediaTypeHeaderValue? best = null;
        foreach (var range in ranges)
        {
            var matches = range.MatchesAllTypes || (range.Type.Equals(type, StringComparison.OrdinalIgnoreCase)
                && (range.MatchesAllSubTypes || range.SubType.Equals(subType, StringComparison.OrdinalIgnoreCase)));
            if (matches && IsUtf8(range) && (best is null || Specificity(range) > Specificity(best))) best = range;
        }
        return best is null ? default : (best.Quality ?? 1, Specificity(best) == 2);
    }

    private static int Specificity(MediaTypeHeaderValue range) => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;

    private static bool IsUtf8(MediaTypeHeaderValue type)
    {
        var charset = HeaderUtilities.RemoveQuotes(type.Charset);
        return !charset.HasValue || charset.Length == 0 || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);
    }
}
