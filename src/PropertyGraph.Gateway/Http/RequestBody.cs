using System.Buffers;

namespace PropertyGraph.Gateway.Http;

/// <summary>A request's body in pooled memory. Dispose it when nothing refers to the bytes any more.</summary>
internal sealed class RequestBody : IDisposable
{
    /// <summary>Bytes of a body that are read.</summary>
    public const int Limit = 1 << 20;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int length;

    private RequestBody() { }

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    /// <summary>Reads the whole body; null where it is larger than <see cref="Limit"/>, of which no more than that is read.</summary>
    public static async ValueTask<RequestBody?> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > Limit) return null;
        var body = new RequestBody();
        try
        {
            if (request.ContentLength is { } announced) body.Reserve((int)announced);
            while (true)
            {
                if (body.length == body.buffer.Length) body.Reserve(body.length * 2);
                var read = await request.Body.ReadAsync(body.buffer.AsMemory(body.length), cancel);
                if (read == 0) return body;
                body.length += read;
                if (body.length <= Limit) continue;
                body.Dispose();
                return null;
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var rented = Interlocked.Exchange(ref buffer, []);
        if (rented.Length > 0) ArrayPool<byte>.Shared.Return(rented);
    }

    private void Reserve(int bytes)
    {
        if (bytes <= buffer.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(bytes);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
