using System.Net.WebSockets;
using System.Text.Json;
using PropertyGraph.Execution;
using PropertyGraph.Gateway.Auth;
using PropertyGraph.Gateway.Connections;
using PropertyGraph.Gateway.Http;

namespace PropertyGraph.Gateway.WebSockets;

/// <summary>One socket that speaks graphql-transport-ws: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.</summary>
internal sealed partial class SocketSession(
    HttpContext context, WebSocket socket, SocketOutbox outbox, OpenConnections.Place place, IGraphEngine engine, SignedIn signedIn, Standing standing,
    ConnectionLimits limits, TimeProvider time, CancellationToken stopping, ILogger<SocketSession> log) : IAsyncDisposable
{
    private readonly CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(outbox.Dead, context.RequestAborted);
    private readonly ConnectionOperations operations = new(engine, outbox, limits.Operations, stopping, log);
    private readonly Pace pace = new(limits.MessagesPerSecond, time);
    private readonly TaskCompletionSource hasSignedIn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool initReceived;
    private Identity? identity;
    private long lastActive = time.GetTimestamp();

    /// <summary>Serves the socket until either side ends it.</summary>
    /// <returns>Whether it ended since the client broke RFC 6455, of which the socket has told it.</returns>
    public async Task<bool> RunAsync()
    {
        var isBroken = false;
        var watch = WatchAsync();
        await using var stop = stopping.Register(() => _ = LeaveAsync());
        using var inbox = new SocketInbox(socket, limits, time, () => _ = outbox.CloseAsync(CloseCode.PolicyViolation, "A message must arrive in time"));
        try
        {
            while (await ReadAsync(inbox)) { }
        }
        catch (WebSocketException error) when (error.WebSocketErrorCode == WebSocketError.Faulted)
        {
            isBroken = true;
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or IOException)
        {
            // The client is gone without a word.
        }
        catch (Exception error)
        {
            Failed(error);
            await outbox.CloseAsync(CloseCode.InternalError, "Something failed here; connect again");
        }
        await ended.CancelAsync();
        await watch;
        return isBroken;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await operations.DisposeAsync();
        ended.Dispose();
    }

    /// <summary>Reads and handles one message; false after the client's close.</summary>
    private async Task<bool> ReadAsync(SocketInbox inbox)
    {
        switch (await inbox.ReadAsync(ended.Token))
        {
            case Received.Close:
                await outbox.CloseAsync(CloseCode.Normal, "");
                return false;
            case var _ when outbox.IsClosed:
                return true; // until the client answers our close
            case Received.TooBig:
                await outbox.CloseAsync(CloseCode.MessageTooBig, $"A message may have {limits.MessageBytes} bytes");
                return true;
            case Received.TooManyParts:
                await BadMessageAsync("it has too many parts without content");
                return true;
            case Received.Binary:
                await BadMessageAsync("it must be text");
                return true;
            default:
                await pace.PassAsync(ended.Token);
                lastActive = time.GetTimestamp();
                await HandleAsync(inbox.Message);
                return true;
        }
    }

    private async Task HandleAsync(ReadOnlyMemory<byte> message)
    {
        using var document = RequestParameters.Parse(message, out var why);
        var type = document?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("type", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        switch (type)
        {
            case null: await BadMessageAsync(why ?? "it must be an object with 'type'"); break;
            case "connection_init": await InitAsync(document!.RootElement); break;
            case "ping": await PongAsync(document!.RootElement); break;
            case "pong": break;
            case "subscribe": await SubscribeAsync(document!.RootElement); break;
            case "complete": await CompleteAsync(document!.RootElement); break;
            default: await BadMessageAsync("its type is unknown"); break;
        }
    }

    private async Task InitAsync(JsonElement message)
    {
        if (initReceived)
        {
            await outbox.CloseAsync(CloseCode.TooManyInits, "Too many initialisation requests");
            return;
        }
        initReceived = true;
        if (!TryReadAuthorization(message, out var authorization))
        {
            await BadMessageAsync("the payload of connection_init must be an object, and its authorization a text");
            return;
        }
        // A browser can't set headers on a WebSocket; other clients can.
        var found = await signedIn.AuthenticateAsync(authorization ?? context.Request.Headers.Authorization, ended.Token);
        if (found.Refusal is { } refusal)
        {
            await outbox.CloseAsync(refusal.Status == StatusCodes.Status503ServiceUnavailable ? CloseCode.TryAgainLater : CloseCode.Forbidden, refusal.Error.Message);
            return;
        }
        if (place.SignIn(found) is { } tooMany)
        {
            await outbox.CloseAsync(CloseCode.TryAgainLater, tooMany.Error.Message);
            return;
        }
        identity = found;
        hasSignedIn.TrySetResult();
        await outbox.SendAsync("connection_ack", null, default, ended.Token);
    }

    private async Task PongAsync(JsonElement message)
    {
        var payload = message.TryGetProperty("payload", out var value) ? value : default;
        if (payload.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null) await outbox.SendAsync("pong", null, default, ended.Token);
        else if (payload.ValueKind == JsonValueKind.Object) await outbox.SendAsync("pong", null, JsonSerializer.SerializeToUtf8Bytes(payload), ended.Token);
        else await BadMessageAsync("the payload of ping must be an object");
    }

    private async Task SubscribeAsync(JsonElement message)
    {
        if (identity is not { } known)
        {
            await outbox.CloseAsync(CloseCode.Unauthorized, "Unauthorized: send connection_init first, and wait for connection_ack");
            return;
        }
        if (Id(message) is not { } id || !message.TryGetProperty("payload", out var payload) || payload.ValueKind != JsonValueKind.Object)
        {
            await BadMessageAsync("subscribe needs 'id' and 'payload'");
            return;
        }
        var (request, refusal) = RequestParameters.Read(payload);
        if (refusal is not null)
        {
            await BadMessageAsync(refusal.Error.Message);
            return;
        }
        if (!await IsStillAsync(known)) return;
        // The message's buffer is used again for the next one.
        var start = await operations.StartAsync(id, request!.Outliving(), known.Actor, ended.Token);
        using var answer = start.Answer;
        if (answer is not null) await outbox.ErrorAsync(id, answer.Json, ended.Token);
        else if (start.Refusal is { Status: StatusCodes.Status409Conflict }) await outbox.CloseAsync(CloseCode.SubscriberExists, $"Subscriber for {id} already exists");
        else if (start.Refusal is { } refused && !stopping.IsCancellationRequested) await outbox.ErrorAsync(id, refused.ToJson(), ended.Token);
    }

    /// <summary>The server stops: what ends by itself is told first. What the client asks for from now on it will ask for again, of whoever answers next.</summary>
    private async Task LeaveAsync()
    {
        await operations.EndedAsync();
        await outbox.CloseAsync(CloseCode.GoingAway, "The server stops; connect again shortly");
    }

    private async Task CompleteAsync(JsonElement message)
    {
        if (Id(message) is { } id) operations.Complete(id);
        else await BadMessageAsync("complete needs 'id'");
    }

    /// <summary>Closes a socket that was never initialised, on which nothing happens, or whose token ran out or lost its person.</summary>
    private async Task WatchAsync()
    {
        try
        {
            if (!await IsSignedInAsync() && !initReceived)
            {
                await outbox.CloseAsync(CloseCode.InitTimeout, "Connection initialisation timeout");
                return;
            }
            while (!outbox.IsClosed)
            {
                await Task.Delay(standing.Until(identity), time, ended.Token);
                if (identity is { } known && !await IsStillAsync(known)) return;
                if (!operations.IsIdle) lastActive = time.GetTimestamp();
                else if (time.GetElapsedTime(lastActive) >= limits.Idle) await outbox.CloseAsync(CloseCode.Normal, "Nothing runs here; connect again when needed");
            }
        }
        catch (OperationCanceledException)
        {
            // The socket ended first.
        }
    }

    /// <summary>Whether somebody has signed in, in the time that there is for it.</summary>
    private async Task<bool> IsSignedInAsync()
    {
        try
        {
            await hasSignedIn.Task.WaitAsync(limits.Init, time, ended.Token);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async ValueTask<bool> IsStillAsync(Identity known)
    {
        if (await standing.LostAsync(known, ended.Token) is not { } why) return true;
        await outbox.CloseAsync(CloseCode.Forbidden, why);
        return false;
    }

    private static bool TryReadAuthorization(JsonElement message, out string? authorization)
    {
        authorization = null;
        if (!message.TryGetProperty("payload", out var payload) || payload.ValueKind == JsonValueKind.Null) return true;
        if (payload.ValueKind != JsonValueKind.Object) return false;
        foreach (var property in payload.EnumerateObject())
        {
            if (!property.Name.Equals("authorization", StringComparison.OrdinalIgnoreCase) || property.Value.ValueKind == JsonValueKind.Null) continue;
            if (property.Value.ValueKind != JsonValueKind.String) return false;
            authorization = property.Value.GetString();
        }
        return true;
    }

    private static string? Id(JsonElement message) =>
        message.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text ? text : null;

    private Task BadMessageAsync(string why) => outbox.CloseAsync(CloseCode.BadMessage, $"Invalid message: {why}");

    [LoggerMessage(LogLevel.Error, "A socket failed.")]
    private partial void Failed(Exception error);
}
