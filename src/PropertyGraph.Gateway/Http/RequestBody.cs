using System.Buffers;
using System.Text.Json;

namespace PropertyGraph.Gateway.Http;

/// <summary>A request's body in pooled memory. Dispose it when nothing refers to the bytes any more.</summary>
internal sealed class RequestBody : IDisposable
{
    private readonly BodyMemory memory;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int length;
    private long taken;
    private JsonDocument? json;

    public RequestBody(BodyMemory memory) => this.memory = memory;

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    /// <summary>What <see cref="Parse"/> has read; it refers to the bytes.</summary>
    public JsonElement Json => json!.RootElement;

    /// <summary>Parses the bytes, which are to be a GraphQL request in JSON; or says why they are none.</summary>
    public Refusal? Parse()
    {
        string? why = null;
        if (length > 0 && (json = RequestParameters.Parse(Bytes, out why)) is not null) return null;
        return Refusal.Body(length == 0 ? "The body is empty; send a JSON object with 'query'." : $"The body is no JSON: {why}");
    }

    /// <summary>Takes what has arrived; or says why there is no room for it.</summary>
    public Refusal? Add(ReadOnlySequence<byte> arrived, int limit)
    {
        if (length + arrived.Length > limit) return Refusal.TooLarge(limit);
        foreach (var part in arrived)
        {
            while (buffer.Length - length < part.Length)
                if (!TryGrow()) return Refusal.Busy();
            part.Span.CopyTo(buffer.AsSpan(length));
            length += part.Length;
        }
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        json?.Dispose();
        var rented = Interlocked.Exchange(ref buffer, []);
        if (rented.Length == 0) return;
        ArrayPool<byte>.Shared.Return(rented);
        memory.Return(taken);
    }

    private bool TryGrow()
    {
        var bytes = buffer.Length * 2;
        if (bytes > BodyMemory.Free)
        {
            var more = bytes - taken;
            if (!memory.TryTake(more)) return false;
            taken += more;
        }
        var larger = ArrayPool<byte>.Shared.Rent(bytes);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
        return true;
    }
}
