using PropertyGraph.Execution;
using PropertyGraph.Gateway.Auth;
using PropertyGraph.Gateway.Connections;
using PropertyGraph.Gateway.Http;

namespace PropertyGraph.Gateway.WebSockets;

/// <summary>Takes WebSockets on <c>/graphql</c> and gives each a session.</summary>
internal sealed class SocketEndpoint(
    IGraphEngine engine, SignedIn signedIn, Standing standing, Origins origins, OpenConnections connections, ConnectionLimits limits, TimeProvider time,
    IHostApplicationLifetime lifetime, ILogger<SocketSession> log)
{
    private const string Protocol = "graphql-transport-ws";

    public async Task HandleAsync(HttpContext context)
    {
        if (origins.Refused(context.Request) is { } origin)
        {
            await AnswerWriter.WriteAsync(context, Refusal.Origin(origin), ResponseType.Json, context.RequestAborted);
            return;
        }
        var (place, crowded) = connections.Open(context.Connection.RemoteIpAddress);
        if (place is null)
        {
            await AnswerWriter.WriteAsync(context, crowded!, ResponseType.Json, context.RequestAborted);
            return;
        }
        using var kept = place;
        using var lastWord = new LastWord(context, time);
        var speaks = context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(speaks ? Protocol : null);
        using var outbox = new SocketOutbox(socket, limits);
        await using var session = new SocketSession(context, socket, outbox, place, engine, signedIn, standing, limits, time, lifetime.ApplicationStopping, log);
        if (!speaks) await outbox.CloseAsync(CloseCode.SubprotocolNotAcceptable, $"Subprotocol not acceptable: {Protocol} is spoken here");
        lastWord.IsHeard = await session.RunAsync();
    }
}
