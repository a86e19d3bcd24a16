using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using PropertyGraph.Execution;
using PropertyGraph.Gateway.Connections;

namespace PropertyGraph.Gateway.WebSockets;

/// <summary>The one writer of a socket.</summary>
internal sealed class SocketOutbox(WebSocket socket, ConnectionLimits limits) : Outbox(limits)
{
    private const int LongestReason = 123; // bytes, RFC 6455, 5.5
    private static readonly TimeSpan CloseAnswered = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override bool CanSend => socket.State is WebSocketState.Open or WebSocketState.CloseReceived;

    /// <inheritdoc/>
    public override Task NextAsync(string id, GraphAnswer answer, CancellationToken cancel) => SendAsync("next", id, answer.Json, cancel);

    /// <inheritdoc/>
    public override Task CompleteAsync(string id, CancellationToken cancel) => SendAsync("complete", id, default, cancel);

    /// <summary>The protocol wants the bare list.</summary>
    public override Task ErrorAsync(string id, ReadOnlyMemory<byte> response, CancellationToken cancel)
    {
        using var document = JsonDocument.Parse(response);
        return SendAsync("error", id, JsonMarshal.GetRawUtf8Value(document.RootElement.GetProperty("errors")).ToArray(), cancel);
    }

    /// <summary>Sends a message of this type; the payload is JSON as it stands. Does nothing after the close.</summary>
    public Task SendAsync(string type, string? id, ReadOnlyMemory<byte> payload, CancellationToken cancel) => InTurnAsync(payload.Length, async timeout =>
    {
        var head = Head(type, id, hasPayload: !payload.IsEmpty);
        var length = head.Length + payload.Length + 1;
        var message = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            head.CopyTo(message, 0);
            payload.CopyTo(message.AsMemory(head.Length));
            message[length - 1] = (byte)'}';
            await socket.SendAsync(message.AsMemory(0, length), WebSocketMessageType.Text, true, timeout);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }, cancel);

    /// <summary>Says why the socket ends. The client then has a while to answer with its own close.</summary>
    public Task CloseAsync(int code, string reason) => InTurnAsync(0, timeout =>
    {
        IsClosed = true;
        DieAfter(CloseAnswered);
        return socket.CloseOutputAsync((WebSocketCloseStatus)code, Short(reason), timeout);
    }, CancellationToken.None);

    /// <summary>Everything of a message but its payload and last brace.</summary>
    private static byte[] Head(string type, string? id, bool hasPayload) => Encoding.UTF8.GetBytes(
        (id is null ? $"{{\"type\":\"{type}\"" : $"{{\"id\":{JsonSerializer.Serialize(id)},\"type\":\"{type}\"") + (hasPayload ? ",\"payload\":" : ""));

    private static string Short(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > LongestReason) reason = reason[..^(char.IsLowSurrogate(reason[^1]) ? 2 : 1)];
        return reason;
    }
}
