using System.Buffers;
using System.Net.WebSockets;

namespace PropertyGraph.Gateway.WebSockets;

/// <summary>What came in: text, the peer's close, or more than is read.</summary>
internal enum Received { Text, Binary, Close, TooBig }

/// <summary>Reads whole messages into one pooled buffer.</summary>
internal sealed class SocketInbox(WebSocket socket, int limit) : IDisposable
{
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int length;

    /// <summary>The last message; valid until the next is read.</summary>
    public ReadOnlyMemory<byte> Message => buffer.AsMemory(0, length);

    public async Task<Received> ReadAsync(CancellationToken cancel)
    {
        length = 0;
        while (true)
        {
            if (length == buffer.Length) Grow();
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancel);
            if (part.MessageType == WebSocketMessageType.Close) return Received.Close;
            length += part.Count;
            if (length > limit) return Received.TooBig;
            if (part.EndOfMessage) return part.MessageType == WebSocketMessageType.Text ? Received.Text : Received.Binary;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var rented = Interlocked.Exchange(ref buffer, []);
        if (rented.Length > 0) ArrayPool<byte>.Shared.Return(rented);
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
