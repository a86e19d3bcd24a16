using Microsoft.AspNetCore.Http.Features;

namespace PropertyGraph.Gateway.Http;

/// <summary>Reads bodies of requests, within the limits of size, time and memory.</summary>
internal sealed class RequestBodies(HttpLimits limits, BodyMemory memory)
{
    /// <summary>Reads the whole body, which is to be a GraphQL request in JSON, or says why not.</summary>
    public async ValueTask<(RequestBody? Body, Refusal? Refusal)> ReadJsonAsync(HttpRequest request, CancellationToken cancel)
    {
        var (body, unread) = await ReadAsync(request, cancel);
        if (body?.Parse() is not { } refusal) return (body, unread);
        body.Dispose();
        return (null, refusal);
    }

    /// <summary>Reads the whole body, or says why not. Memory grows with what has arrived, not with what is announced.</summary>
    public async ValueTask<(RequestBody? Body, Refusal? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (IsEncoded(request)) return (null, Refusal.ContentEncoding());
        // What is larger is not even taken from the socket. The one byte more tells too much from just enough.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limits.BodyBytes + 1;
        if (request.ContentLength > limits.BodyBytes) return (null, Refusal.TooLarge(limits.BodyBytes));
        var body = new RequestBody(memory);
        try
        {
            if (await FillAsync(body, request, cancel) is not { } refusal) return (body, null);
            body.Dispose();
            return (null, refusal);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Whether the body is compressed: none is unpacked, for a small one may be any size.</summary>
    public static bool IsEncoded(HttpRequest request) => request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding is not ["identity"];

    /// <summary>Most bodies have arrived with their headers: only who waits needs a clock.</summary>
    private async ValueTask<Refusal?> FillAsync(RequestBody body, HttpRequest request, CancellationToken cancel)
    {
        var reader = request.BodyReader;
        CancellationTokenSource? late = null;
        try
        {
            while (true)
            {
                var arriving = reader.ReadAsync(cancel);
                if (late is null && !arriving.IsCompleted)
                {
                    late = new(TimeSpan.FromSeconds(limits.BodySeconds));
                    late.Token.UnsafeRegister(waiting => ((System.IO.Pipelines.PipeReader)waiting!).CancelPendingRead(), reader);
                }
                var arrived = await arriving;
                if (arrived.IsCanceled) return Refusal.TooSlow(limits.BodySeconds);
                var refusal = body.Add(arrived.Buffer, limits.BodyBytes);
                reader.AdvanceTo(arrived.Buffer.End);
                if (refusal is not null || arrived.IsCompleted) return refusal;
            }
        }
        finally
        {
            late?.Dispose();
        }
    }
}
