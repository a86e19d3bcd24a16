using Microsoft.Extensions.Primitives;
using PropertyGraph.Execution;
using PropertyGraph.Gateway.Auth;
using PropertyGraph.Gateway.Connections;
using PropertyGraph.Gateway.Http;
using PropertyGraph.Requests;

namespace PropertyGraph.Gateway.Sse;

/// <summary>
/// Server-sent events, as https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md says: a stream for each operation, or one that operations share.
/// Tokens are taken from headers alone, since addresses end up in logs.
/// </summary>
internal sealed class EventStreamEndpoint(
    IGraphEngine engine, SignedIn signedIn, Standing standing, Origins origins, OpenConnections connections, Reservations reservations, ConnectionLimits limits, TimeProvider time,
    IHostApplicationLifetime lifetime, Failures failures, ILogger<EventStreamEndpoint> log)
{
    /// <summary>Names a reserved stream.</summary>
    public const string TokenHeader = "X-GraphQL-Event-Stream-Token";

    public async Task HandleAsync(HttpContext context)
    {
        var cancel = context.RequestAborted;
        try
        {
            if (await AnswerAsync(context, cancel) is { } refusal) await AnswerWriter.WriteAsync(context, refusal, ResponseType.Json, cancel);
        }
        catch (Exception error)
        {
            if (!await failures.TryAnswerAsync(context, error)) throw;
        }
    }

    private async Task<Refusal?> AnswerAsync(HttpContext context, CancellationToken cancel)
    {
        var request = context.Request;
        if (origins.Refused(request) is { } origin) return Refusal.Origin(origin);
        if (request.Method is not ("GET" or "POST" or "PUT" or "DELETE")) return Refusal.Method(request.Method) with { Allow = "GET, POST, PUT, DELETE" };
        var identity = await signedIn.AuthenticateAsync(request.Headers.Authorization, cancel);
        if (identity.Refusal is { } refusal) return refusal;
        if (request.Method == "PUT") return await ReserveAsync(context, identity, cancel);
        var token = request.Headers[TokenHeader];
        if (StringValues.IsNullOrEmpty(token) && request.Method != "DELETE")
            return MediaTypes.AcceptsEvents(request.Headers.Accept) ? await StreamAsync(context, identity, cancel) : Refusal.NotEvents();
        if (request.Method == "GET" && !MediaTypes.AcceptsEvents(request.Headers.Accept)) return Refusal.NotEvents();
        if (reservations.Find(token.ToString(), identity) is not { } reservation) return Refusal.NoStream();
        try
        {
            return request.Method switch
            {
                "DELETE" => Stop(context, reservation),
                "POST" => await OperateAsync(context, identity, reservation, cancel),
                _ => await OpenAsync(context, identity, reservation),
            };
        }
        catch (OperationCanceledException) when (reservation.Ended.IsCancellationRequested && !cancel.IsCancellationRequested && !context.Response.HasStarted)
        {
            return Refusal.NoStream();
        }
    }

    /// <summary>One operation, one stream.</summary>
    private async Task<Refusal?> StreamAsync(HttpContext context, Identity identity, CancellationToken cancel)
    {
        var (place, crowded) = Enter(context, identity);
        if (place is null) return crowded;
        using var kept = place;
        var (request, _, refusal) = await StreamedRequest.ReadAsync(context.Request, cancel);
        if (refusal is not null) return refusal;
        if (context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last]) request = request! with { After = last };
        using var outbox = new EventOutbox(limits, isShared: false);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, outbox.Dead);
        await using var operations = new ConnectionOperations(engine, outbox, 1, lifetime.ApplicationStopping, log);
        var start = await operations.StartAsync("", request!, identity.Actor, ended.Token);
        using var answer = start.Answer;
        if (start.Refusal is not null) return start.Refusal;
        if (answer is { Kind: AnswerKind.WrongOperation })
        {
            await AnswerWriter.WriteAsync(context, answer, ResponseType.Json, request!.QueriesOnly, int.MaxValue, cancel);
            return null;
        }
        // The protocol has mistakes told in the stream: a browser shows its page nothing of a response that is none.
        var done = answer is null ? operations.EndedAsync() : outbox.ErrorAsync("", answer.Json, ended.Token);
        await new EventStream(outbox, operations, identity, standing, limits, time).RunAsync(context, done, ended.Token);
        return null;
    }

    private async Task<Refusal?> ReserveAsync(HttpContext context, Identity identity, CancellationToken cancel)
    {
        var (place, crowded) = Enter(context, identity);
        if (place is null) return crowded;
        var reservation = reservations.Make(identity, place);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(reservation.Token, cancel);
        return null;
    }

    /// <summary>The stream that operations share.</summary>
    private async Task<Refusal?> OpenAsync(HttpContext context, Identity identity, Reservation reservation)
    {
        if (!reservation.TryOpen()) return Refusal.StreamTaken();
        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, reservation.Ended);
            await new EventStream(reservation.Outbox, reservation.Operations, identity, standing, limits, time).RunAsync(context, reservation.Operations.StoppedAsync(reservation.Ended), ended.Token);
        }
        finally
        {
            await reservations.EndAsync(reservation);
        }
        return null;
    }

    /// <summary>An operation whose answers go to the shared stream. A mistake is told here: it has not begun.</summary>
    private static async Task<Refusal?> OperateAsync(HttpContext context, Identity identity, Reservation reservation, CancellationToken cancel)
    {
        var (request, id, refusal) = await StreamedRequest.ReadAsync(context.Request, cancel);
        if (refusal is not null) return refusal;
        if (id is null) return Refusal.Parameter("extensions.operationId", "a text of at most 200 characters, which the operation's answers will carry");
        var start = await reservation.Operations.StartAsync(id, request!, identity.Actor, reservation.Ended);
        using var answer = start.Answer;
        if (answer is not null) await AnswerWriter.RefuseAsync(context, answer, cancel);
        else if (start.Refusal is null) context.Response.StatusCode = StatusCodes.Status202Accepted;
        return start.Refusal;
    }

    private static Refusal? Stop(HttpContext context, Reservation reservation)
    {
        if (context.Request.Query["operationId"] is not [{ Length: > 0 } id]) return Refusal.Parameter("operationId", "given: the id of the operation to stop");
        reservation.Operations.Complete(id);
        context.Response.StatusCode = StatusCodes.Status200OK;
        return null;
    }

    private (OpenConnections.Place? Place, Refusal? Refusal) Enter(HttpContext context, Identity identity)
    {
        var (place, refusal) = connections.Open(context.Connection.RemoteIpAddress);
        if (place?.SignIn(identity) is not { } tooMany) return (place, refusal);
        place.Dispose();
        return (null, tooMany);
    }
}
