using PropertyGraph.Access;
using PropertyGraph.Execution;
using PropertyGraph.Files;
using PropertyGraph.Gateway.Auth;
using PropertyGraph.Gateway.Sse;
using PropertyGraph.Gateway.WebSockets;
using PropertyGraph.Requests;

namespace PropertyGraph.Gateway.Http;

/// <summary>
/// <c>/graphql</c>: POST and GET as the GraphQL-over-HTTP draft says (https://graphql.github.io/graphql-over-http/draft/), the IDE for browsers, and
/// WebSockets, all on one path.
/// </summary>
internal sealed class GraphQLEndpoint(
    IGraphEngine engine, SignedIn signedIn, RequestBodies bodies, SocketEndpoint sockets, EventStreamEndpoint streams, Pages pages, Origins origins, HttpLimits limits, IHostEnvironment environment,
    Failures failures)
{
    public const string Path = "/graphql";

    public async Task HandleAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        try
        {
            if (context.WebSockets.IsWebSocketRequest) await sockets.HandleAsync(context);
            else if (MediaTypes.PrefersEvents(context.Request.Headers.Accept)) await streams.HandleAsync(context);
            else if (await AnswerAsync(context, out var type, cancel) is { } refusal) await AnswerWriter.WriteAsync(context, refusal, type, cancel);
        }
        catch (Exception error)
        {
            if (!await failures.TryAnswerAsync(context, error)) throw;
        }
    }

    /// <summary>Answers, or says why not.</summary>
    /// <param name="type">What the client wants to read.</param>
    private ValueTask<Refusal?> AnswerAsync(HttpContext context, out ResponseType type, CancellationToken cancel)
    {
        type = ResponseType.Json;
        var request = context.Request;
        var isGet = HttpMethods.IsGet(request.Method);
        if (isGet && request.Headers.Upgrade is [{ } upgrade] && upgrade.Equals("websocket", StringComparison.OrdinalIgnoreCase)) return new(Refusal.Handshake());
        if (!isGet && !HttpMethods.IsPost(request.Method)) return new(Refusal.Method(request.Method));
        type = MediaTypes.Choose(request.Headers.Accept, html: isGet);
        return type switch
        {
            ResponseType.Html => SendIdeAsync(context),
            ResponseType.None => new(Refusal.NotAcceptable()),
            _ when isGet => GetAsync(context, type, cancel),
            _ when MediaTypes.IsJson(request.ContentType) => PostAsync(context, type, cancel),
            _ when MultipartRequest.IsMultipart(request.ContentType) => UploadAsync(context, type, cancel),
            _ => new(Refusal.ContentType()),
        };
    }

    private async ValueTask<Refusal?> SendIdeAsync(HttpContext context)
    {
        await pages.SendIdeAsync(context);
        return null;
    }

    private async ValueTask<Refusal?> GetAsync(HttpContext context, ResponseType type, CancellationToken cancel)
    {
        if (!Preflight.IsShownByGet(context.Request, origins)) return Refusal.NoPreflight();
        var (request, refusal) = RequestParameters.Read(context.Request.Query);
        if (refusal is not null) return refusal;
        return await ExecuteAsync(context, request!, await signedIn.AuthenticateAsync(context.Request.Headers.Authorization, cancel), type, cancel);
    }

    private async ValueTask<Refusal?> PostAsync(HttpContext context, ResponseType type, CancellationToken cancel)
    {
        var (read, unread) = await bodies.ReadJsonAsync(context.Request, cancel);
        if (read is null) return unread;
        using var body = read;
        var (request, refusal) = RequestParameters.Read(body.Json);
        if (refusal is not null) return refusal;
        return await ExecuteAsync(context, request!, await signedIn.AuthenticateAsync(context.Request.Headers.Authorization, cancel), type, cancel);
    }

    /// <summary>A form of another site can send parts, too; and nobody without a token has us write to the disk.</summary>
    private async ValueTask<Refusal?> UploadAsync(HttpContext context, ResponseType type, CancellationToken cancel)
    {
        if (context.RequestServices.GetService<FileStore>() is not { } store) return Refusal.ContentType();
        if (!Preflight.IsShown(context.Request)) return Refusal.NoPreflight();
        var identity = await signedIn.AuthenticateAsync(context.Request.Headers.Authorization, cancel);
        if (identity.Refusal is { } unknown) return unknown;
        if (identity.Actor.Audience == Audience.Anonymous) return Refusal.UploadNeedsToken();
        await using var body = new MultipartRequest(store, context.RequestServices.GetRequiredService<KeptFiles>());
        var (request, refusal) = await body.ReadAsync(context.Request, cancel);
        return refusal ?? await ExecuteAsync(context, request!, identity, type, cancel);
    }

    private async ValueTask<Refusal?> ExecuteAsync(HttpContext context, GraphRequest request, Identity identity, ResponseType type, CancellationToken cancel)
    {
        if (identity.Refusal is { } unknown) return unknown;
        if (context.Request.Headers[CostModes.Header] is [var word])
        {
            if (!CostModes.TryRead(word, out var cost)) return Refusal.Parameter(CostModes.Header, CostModes.Expected);
            request = request with { Cost = cost };
        }
        if (environment.IsDevelopment() && context.Request.Headers["X-PropertyGraph-Trace"] is ["1"]) request = request with { Trace = true };
        using var answer = await engine.ExecuteAsync(request, identity.Actor, cancel);
        await AnswerWriter.WriteAsync(context, answer, type, request.QueriesOnly, limits.CompressedFromBytes, cancel);
        return null;
    }
}
