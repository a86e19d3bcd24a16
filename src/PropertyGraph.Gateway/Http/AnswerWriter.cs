using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Microsoft.Extensions.Primitives;
using PropertyGraph.Execution;
using PropertyGraph.Requests;

namespace PropertyGraph.Gateway.Http;

/// <summary>Last stage of a request over HTTP: bytes to the response, with the status code that the draft asks for.</summary>
internal static class AnswerWriter
{
    /// <param name="compressedFrom">Bytes from which an answer is compressed for a client that takes that.</param>
    public static ValueTask<FlushResult> WriteAsync(HttpContext context, GraphAnswer answer, ResponseType type, bool isGet, int compressedFrom, CancellationToken cancel)
    {
        var response = context.Response;
        response.StatusCode = Status(answer.Kind, type, isGet);
        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed) response.Headers.Allow = "POST";
        response.Headers["Server-Timing"] = Timing(answer.Times);
        Vary(response.Headers, "Accept, Accept-Encoding");
        return answer.Json.Length < compressedFrom || Compression.Choose(context.Request) is not { } encoding || Compression.Compress(answer.Json, encoding) is not { } smaller
            ? WriteAsync(response, answer.Json, type, cancel)
            : WriteAsync(response, smaller, encoding, type, cancel);
    }

    private static async ValueTask<FlushResult> WriteAsync(HttpResponse response, (byte[] Rented, int Length) smaller, string encoding, ResponseType type, CancellationToken cancel)
    {
        try
        {
            response.Headers.ContentEncoding = encoding;
            return await WriteAsync(response, smaller.Rented.AsMemory(0, smaller.Length), type, cancel);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(smaller.Rented);
        }
    }

    public static async Task WriteAsync(HttpContext context, Refusal refusal, ResponseType type, CancellationToken cancel)
    {
        var response = context.Response;
        response.StatusCode = refusal.Status;
        if (refusal.Allow is { } allow) response.Headers.Allow = allow;
        if (refusal.RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (refusal.Challenge is { } challenge) response.Headers.WWWAuthenticate = challenge;
        if (refusal.Status == StatusCodes.Status415UnsupportedMediaType) response.Headers.AcceptEncoding = "identity"; // RFC 9110, 12.5.3
        if (refusal.Upgrades)
        {
            response.Headers.Upgrade = "websocket";
            response.Headers.Connection = "Upgrade";
            response.Headers.SecWebSocketVersion = "13";
        }
        if (refusal.Closes && !HttpProtocol.IsHttp2(context.Request.Protocol)) response.Headers.Connection = "close";
        Vary(response.Headers, "Accept");
        await WriteAsync(response, refusal.ToJson(), type, cancel);
    }

    /// <summary>An answer that refuses an operation of which the client waits for no answer here.</summary>
    public static async Task RefuseAsync(HttpContext context, GraphAnswer answer, CancellationToken cancel)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        Vary(context.Response.Headers, "Accept");
        await WriteAsync(context.Response, answer.Json, ResponseType.Json, cancel);
    }

    private static ValueTask<FlushResult> WriteAsync(HttpResponse response, ReadOnlyMemory<byte> json, ResponseType type, CancellationToken cancel)
    {
        response.ContentType = type == ResponseType.GraphQLResponse ? MediaTypes.GraphQLResponse : MediaTypes.Json;
        response.ContentLength = json.Length;
        response.Headers.CacheControl = "no-store";
        return response.BodyWriter.WriteAsync(json, cancel);
    }

    /// <summary>CORS may have said before that the origin counts.</summary>
    private static void Vary(IHeaderDictionary headers, string names) => headers.Vary = headers.Vary.Count == 0 ? names : StringValues.Concat(headers.Vary, names);

    /// <summary>Clients of <c>application/json</c> can't tell a gateway's error page from a GraphQL answer by its type: hence 200 for all that was understood.</summary>
    private static int Status(AnswerKind kind, ResponseType type, bool isGet) => kind switch
    {
        AnswerKind.Executed or AnswerKind.Validated => StatusCodes.Status200OK,
        AnswerKind.WrongOperation => isGet ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status400BadRequest,
        AnswerKind.TimedOut => type == ResponseType.GraphQLResponse ? StatusCodes.Status504GatewayTimeout : StatusCodes.Status200OK,
        _ => type == ResponseType.GraphQLResponse ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
    };

    /// <summary>https://www.w3.org/TR/server-timing/: milliseconds of each stage, to the microsecond.</summary>
    private static string Timing(StageTimes times)
    {
        Span<char> text = stackalloc char[160];
        var length = 0;
        Add(text, ref length, "parse;dur=", times.Parse);
        Add(text, ref length, ", plan;dur=", times.Plan);
        Add(text, ref length, ", db;dur=", times.Database);
        Add(text, ref length, ", write;dur=", times.Write);
        return new(text[..length]);
    }

    /// <summary>General formats for numbers took a hundredth of a small query's time.</summary>
    private static void Add(Span<char> to, ref int length, ReadOnlySpan<char> name, TimeSpan time)
    {
        name.CopyTo(to[length..]);
        length += name.Length;
        var (whole, rest) = Math.DivRem((time.Ticks + 5) / 10, 1000);
        whole.TryFormat(to[length..], out var digits, default, CultureInfo.InvariantCulture);
        length += digits;
        if (rest == 0) return;
        to[length++] = '.';
        for (var unit = 100; rest > 0; unit /= 10)
        {
            to[length++] = (char)('0' + (rest / unit));
            rest %= unit;
        }
    }
}
