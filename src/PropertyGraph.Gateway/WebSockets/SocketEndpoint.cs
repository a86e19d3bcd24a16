using PropertyGraph.Execution;
using PropertyGraph.Gateway.Auth;
using PropertyGraph.Gateway.Http;

namespace PropertyGraph.Gateway.WebSockets;

/// <summary>Takes WebSockets on <c>/graphql</c> and gives each a session.</summary>
internal sealed class SocketEndpoint(
    IGraphEngine engine, SignedIn signedIn, Actors actors, Origins origins, SocketLimits limits, TimeProvider time,
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
        var speaks = context.WebSockets.WebSocketRequestedProtocols.Contains(Protocol);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(speaks ? Protocol : null);
        using var outbox = new SocketOutbox(socket, limits.Send);
        await using var session = new SocketSession(context, socket, outbox, engine, signedIn, actors, limits, time, log);
        if (!speaks) await outbox.CloseAsync(CloseCode.SubprotocolNotAcceptable, $"Subprotocol not acceptable: {Protocol} is spoken here");
        await session.RunAsync(lifetime.ApplicationStopping);
    }
}
