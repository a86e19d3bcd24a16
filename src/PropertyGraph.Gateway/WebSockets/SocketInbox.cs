using System.Buffers;
using System.Net.WebSockets;
using PropertyGraph.Gateway.Connections;

namespace PropertyGraph.Gateway.WebSockets;

/// <summary>What came in: text, the peer's close, or what is not read to its end.</summary>
internal enum Received { Text, Binary, Close, TooBig, TooManyParts }

/// <summary>Reads whole messages into one pooled buffer, which a silent socket does not hold.</summary>
/// <param name="late">Called, perhaps while a message is read, when it has begun and does not end.</param>
internal sealed class SocketInbox(WebSocket socket, ConnectionLimits limits, TimeProvider time, Action late) : IDisposable
{
    /// <summary>Parts without content have no end that their size could set.</summary>
    private const int MostEmptyParts = 100;

    private const int FirstBytes = 4096;

    private byte[] buffer = [];
    private int length;

    /// <summary>The last message; valid until the next is read.</summary>
    public ReadOnlyMemory<byte> Message => buffer.AsMemory(0, length);

    public async Task<Received> ReadAsync(CancellationToken cancel)
    {
        Dispose();
        // Nothing is read by this, but that something has come.
        var first = await socket.ReceiveAsync(Memory<byte>.Empty, cancel);
        if (first.MessageType == WebSocketMessageType.Close) return Received.Close;
        if (first.EndOfMessage) return Kind(first.MessageType);
        buffer = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBytes, limits.MessageBytes + 1));
        using var deadline = time.CreateTimer(_ => late(), null, limits.Receive, Timeout.InfiniteTimeSpan);
        for (var empty = 0; empty < MostEmptyParts;)
        {
            if (length == buffer.Length) Grow();
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancel);
            if (part.MessageType == WebSocketMessageType.Close) return Received.Close;
            length += part.Count;
            if (length > limits.MessageBytes) return Received.TooBig;
            if (part.EndOfMessage) return Kind(part.MessageType);
            if (part.Count == 0) empty++;
        }
        return Received.TooManyParts;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        length = 0;
        var rented = Interlocked.Exchange(ref buffer, []);
        if (rented.Length > 0) ArrayPool<byte>.Shared.Return(rented);
    }

    private static Received Kind(WebSocketMessageType type) => type == WebSocketMessageType.Text ? Received.Text : Received.Binary;

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
