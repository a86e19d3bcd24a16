using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace PropertyGraph.Gateway.Http;

/// <summary>A request's body in pooled memory. Dispose it when nothing refers to the bytes any more.</summary>
internal sealed class RequestBody : IDisposable
{
    private readonly BodyMemory memory;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int length;
    private long taken;
    private JsonDocument? json;

    private RequestBody(BodyMemory memory) => this.memory = memory;

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    /// <summary>What <see cref="ReadJsonAsync"/> has read; it refers to the bytes.</summary>
    public JsonElement Json => json!.RootElement;

    /// <summary>Reads the whole body, which is to be a GraphQL request in JSON, or says why not.</summary>
    public static async ValueTask<(RequestBody? Body, Refusal? Refusal)> ReadJsonAsync(HttpRequest request, CancellationToken cancel)
    {
        var (body, unread) = await ReadAsync(request, cancel);
        if (body is null) return (null, unread);
        string? why = null;
        if (!body.Bytes.IsEmpty && (body.json = RequestParameters.Parse(body.Bytes, out why)) is not null) return (body, null);
        var refusal = Refusal.Body(body.Bytes.IsEmpty ? "The body is empty; send a JSON object with 'query'." : $"The body is no JSON: {why}");
        body.Dispose();
        return (null, refusal);
    }

    /// <summary>Reads the whole body, or says why not. Memory grows with what has arrived, not with what is announced.</summary>
    public static async ValueTask<(RequestBody? Body, Refusal? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        var services = request.HttpContext.RequestServices;
        var limits = services.GetRequiredService<HttpLimits>();
        if (request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding is not ["identity"]) return (null, Refusal.ContentEncoding());
        // What is larger is not even taken from the socket. The one byte more tells too much from just enough.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limits.BodyBytes + 1;
        if (request.ContentLength > limits.BodyBytes) return (null, Refusal.TooLarge(limits.BodyBytes));
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(TimeSpan.FromSeconds(limits.BodySeconds));
        var body = new RequestBody(services.GetRequiredService<BodyMemory>());
        Refusal? refusal;
        try
        {
            refusal = await body.FillAsync(request.Body, limits.BodyBytes, late.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            refusal = Refusal.TooSlow(limits.BodySeconds);
        }
        catch
        {
            body.Dispose();
            throw;
        }
        if (refusal is null) return (body, null);
        body.Dispose();
        return (null, refusal);
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

    private async ValueTask<Refusal?> FillAsync(Stream from, int limit, CancellationToken cancel)
    {
        while (true)
        {
            if (length == buffer.Length && !TryGrow()) return Refusal.Busy();
            var read = await from.ReadAsync(buffer.AsMemory(length), cancel);
            if (read == 0) return null;
            length += read;
            if (length > limit) return Refusal.TooLarge(limit);
        }
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
