using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace PropertyGraph.Gateway.WebSockets;

/// <summary>
/// The one writer of a socket. Whoever has something to say waits its turn until it is sent: at most one message of each operation is
/// ever in memory, and a slow client slows down what feeds it.
/// </summary>
internal sealed class SocketOutbox(WebSocket socket, TimeSpan patience) : IDisposable
{
    private const int LongestReason = 123; // bytes, RFC 6455, 5.5
    private static readonly TimeSpan CloseAnswered = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1);
    private readonly CancellationTokenSource dead = new();

    /// <summary>True once a close frame was sent: nothing more is written.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Cancelled when the client reads no more, or does not answer a close.</summary>
    public CancellationToken Dead => dead.Token;

    /// <summary>Sends a message of this type; the payload is JSON as it stands. Does nothing after the close.</summary>
    public async Task SendAsync(string type, string? id, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var head = Head(type, id, hasPayload: !payload.IsEmpty);
        var length = head.Length + payload.Length + 1;
        var message = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            head.CopyTo(message, 0);
            payload.CopyTo(message.AsMemory(head.Length));
            message[length - 1] = (byte)'}';
            await InTurnAsync(timeout => socket.SendAsync(message.AsMemory(0, length), WebSocketMessageType.Text, true, timeout).AsTask(), cancel);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    /// <summary>Says why the socket ends. The client then has a while to answer with its own close.</summary>
    public Task CloseAsync(int code, string reason) => InTurnAsync(timeout =>
    {
        IsClosed = true;
        dead.CancelAfter(CloseAnswered);
        return socket.CloseOutputAsync((WebSocketCloseStatus)code, Short(reason), timeout);
    }, CancellationToken.None);

    /// <inheritdoc/>
    public void Dispose()
    {
        dead.Dispose();
        turn.Dispose();
    }

    /// <summary>An operation that is cancelled may give up its turn, but not a message that is half sent: that would end the socket for all others.</summary>
    private async Task InTurnAsync(Func<CancellationToken, Task> send, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (IsClosed || socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(dead.Token);
            timeout.CancelAfter(patience);
            await send(timeout.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or IOException)
        {
            IsClosed = true;
            await dead.CancelAsync();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Everything of a message but its payload and last brace.</summary>
    private static byte[] Head(string type, string? id, bool hasPayload) => Encoding.UTF8.GetBytes(
        (id is null ? $"{{\"type\":\"{type}\"" : $"{{\"id\":{JsonSerializer.Serialize(id)},\"type\":\"{type}\"") + (hasPayload ? ",\"payload\":" : ""));

    private static string Short(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > LongestReason) reason = reason[..^(char.IsLowSurrogate(reason[^1]) ? 2 : 1)];
        return reason;
    }
}
