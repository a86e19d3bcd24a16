using Microsoft.AspNetCore.Http.Features;

namespace PropertyGraph.Gateway.WebSockets;

/// <summary>
/// Lets a socket's last word out. When a client breaks RFC 6455, .NET writes a close frame with 1002 or 1007 and aborts the request at once, which nearly always overtakes the frame. Here the abort waits
/// for a moment; a request that ends meanwhile ends as usual, with all that was written.
/// </summary>
internal sealed class LastWord : IHttpRequestLifetimeFeature, IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private readonly IFeatureCollection features;
    private readonly IHttpRequestLifetimeFeature request;
    private readonly Lock gate = new();
    private readonly ITimer timer;
    private readonly bool isHttp1;
    private bool isAborted, isOver;

    /// <summary>Takes the place of what aborts the request, until it is disposed.</summary>
    public LastWord(HttpContext context, TimeProvider time)
    {
        (features, request) = (context.Features, context.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>());
        isHttp1 = HttpProtocol.IsHttp11(context.Request.Protocol);
        timer = time.CreateTimer(_ => AbortNow(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        features.Set<IHttpRequestLifetimeFeature>(this);
    }

    /// <summary>Whether the request, once aborted, may end with what was written. Else it is aborted when it ends: a client that reads nothing would be waited for.</summary>
    public bool IsHeard { get; set; }

    /// <inheritdoc/>
    public CancellationToken RequestAborted { get => request.RequestAborted; set => request.RequestAborted = value; }

    /// <inheritdoc/>
    public void Abort()
    {
        lock (gate)
        {
            if (isAborted || isOver) return;
            isAborted = true;
            timer.Change(Moment, Timeout.InfiniteTimeSpan);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            if (isAborted && !IsHeard) AbortNow();
            // Of HTTP/2, the server uses its objects again for other requests; of HTTP/1.1, a connection that was a socket has no other.
            isOver |= !isAborted || !isHttp1;
        }
        if (isOver) timer.Dispose();
        features.Set(request);
    }

    private void AbortNow()
    {
        lock (gate)
        {
            if (!isOver) request.Abort();
            isOver = true;
        }
        timer.Dispose();
    }
}
