using System.Text.Json;
using PropertyGraph.Gateway.Http;
using PropertyGraph.Requests;

namespace PropertyGraph.Gateway.Sse;

/// <summary>A request whose answers are streamed, so that it outlives the body it came in; or why it can't be read.</summary>
/// <param name="OperationId">What <c>extensions.operationId</c> calls it, for a shared stream; null where it is not given.</param>
internal readonly record struct StreamedRequest(GraphRequest? Request, string? OperationId, Refusal? Refusal)
{
    private const int LongestOperationId = 200;

    public static async ValueTask<StreamedRequest> ReadAsync(HttpRequest http, CancellationToken cancel)
    {
        if (HttpMethods.IsGet(http.Method))
        {
            if (!Preflight.IsShownByGet(http, http.HttpContext.RequestServices.GetRequiredService<Origins>())) return Refused(Refusal.NoPreflight());
            var (asked, wrong) = RequestParameters.Read(http.Query);
            return new(asked, null, wrong);
        }
        if (!MediaTypes.IsJson(http.ContentType)) return Refused(Refusal.ContentType());
        var (read, unread) = await http.HttpContext.RequestServices.GetRequiredService<RequestBodies>().ReadJsonAsync(http, cancel);
        if (read is null) return Refused(unread!);
        using var body = read;
        var (request, refusal) = RequestParameters.Read(body.Json);
        return new(request?.Outliving(), refusal is null ? Id(body.Json) : null, refusal);
    }

    private static string? Id(JsonElement json) =>
        json.TryGetProperty("extensions", out var extensions) && extensions.ValueKind == JsonValueKind.Object
        && extensions.TryGetProperty("operationId", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 and <= LongestOperationId } text ? text : null;

    private static StreamedRequest Refused(Refusal refusal) => new(null, null, refusal);
}
