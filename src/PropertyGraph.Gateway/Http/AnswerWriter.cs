using System.Buffers;
using System.Globalization;
using PropertyGraph.Execution;
using PropertyGraph.Requests;

namespace PropertyGraph.Gateway.Http;

/// <summary>Last stage of a request over HTTP: bytes to the response, with the status code that the draft asks for.</summary>
internal static class AnswerWriter
{
    public static async Task WriteAsync(HttpContext context, GraphAnswer answer, ResponseType type, bool isGet, CancellationToken cancel)
    {
        var response = context.Response;
        response.StatusCode = Status(answer.Kind, type, isGet);
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed) response.Headers.Allow = "POST";
        response.Headers["Server-Timing"] = Timing(answer.Times);
        response.Headers.Append("Vary", "Accept-Encoding");
        if (answer.Json.Length < context.RequestServices.GetRequiredService<HttpLimits>().CompressedFromBytes || Compression.Choose(context.Request) is not { } encoding || Compression.Compress(answer.Json, encoding) is not { } smaller)
        {
            await WriteAsync(response, answer.Json, type, cancel);
            return;
        }
        try
        {
            response.Headers.ContentEncoding = encoding;
            await WriteAsync(response, smaller.Rented.AsMemory(0, smaller.Length), type, cancel);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(smaller.Rented);
        }
    }

    public static Task WriteAsync(HttpContext context, Refusal refusal, ResponseType type, CancellationToken cancel)
    {
        var response = context.Response;
        response.StatusCode = refusal.Status;
        if (refusal.Allow is { } allow) response.Headers.Allow = allow;
        if (refusal.RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (refusal.Challenge is { } challenge) response.Headers.WWWAuthenticate = challenge;
        if (refusal.Status == StatusCodes.Status415UnsupportedMediaType) response.Headers.AcceptEncoding = "identity"; // RFC 9110, 12.5.3
        if (refusal.Closes && !HttpProtocol.IsHttp2(context.Request.Protocol)) response.Headers.Connection = "close";
        return WriteAsync(response, refusal.ToJson(), type, cancel);
    }

    /// <summary>An answer that refuses an operation of which the client waits for no answer here.</summary>
    public static Task RefuseAsync(HttpContext context, GraphAnswer answer, CancellationToken cancel)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return WriteAsync(context.Response, answer.Json, ResponseType.Json, cancel);
    }

    private static async Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> json, ResponseType type, CancellationToken cancel)
    {
        response.ContentType = type == ResponseType.GraphQLResponse ? MediaTypes.GraphQLResponse : MediaTypes.Json;
        response.ContentLength = json.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.Append("Vary", "Accept");
        await response.BodyWriter.WriteAsync(json, cancel);
    }

    /// <summary>Clients of <c>application/json</c> can't tell a gateway's error page from a GraphQL answer by its type: hence 200 for all that was understood.</summary>
    private static int Status(AnswerKind kind, ResponseType type, bool isGet) => kind switch
    {
        AnswerKind.Executed or AnswerKind.Validated => StatusCodes.Status200OK,
        AnswerKind.WrongOperation => isGet ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status400BadRequest,
        AnswerKind.TimedOut => type == ResponseType.GraphQLResponse ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status200OK,
        _ => type == ResponseType.GraphQLResponse ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
    };

    /// <summary>https://www.w3.org/TR/server-timing/: milliseconds of each stage.</summary>
    private static string Timing(StageTimes times) => string.Create(CultureInfo.InvariantCulture,
        $"parse;dur={times.Parse.TotalMilliseconds:0.###}, plan;dur={times.Plan.TotalMilliseconds:0.###}, db;dur={times.Database.TotalMilliseconds:0.###}, write;dur={times.Write.TotalMilliseconds:0.###}");
}
