using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using PropertyGraph.Gateway.Auth;
using PropertyGraph.Gateway.Connections;
using PropertyGraph.Gateway.Http;

namespace PropertyGraph.Gateway.Sse;

/// <summary>
/// An open stream, from its headers to its end. Where it ends without the operation's <c>complete</c> (the token ran out, the server stops), the client is to connect again,
/// with the last event's id.
/// </summary>
internal sealed class EventStream(EventOutbox outbox, ConnectionOperations operations, Identity identity, Standing standing, ConnectionLimits limits, TimeProvider time)
{
    /// <summary>Keeps the stream open.</summary>
    /// <param name="done">When it has served its purpose: its operation has ended or, where operations come and go, the server stops.</param>
    /// <param name="ended">Ends it at once.</param>
    public async Task RunAsync(HttpContext context, Task done, CancellationToken ended)
    {
        Begin(context);
        await context.Response.StartAsync(ended);
        outbox.Open(context.Response);
        try
        {
            await outbox.CommentAsync("", ended); // Some browsers wait for a first byte.
            await KeepAsync(done, ended);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Either side ended it.
        }
        // What the client has not read is not waited for.
        if (outbox.IsClosed) context.Abort();
    }

    private async Task KeepAsync(Task done, CancellationToken ended)
    {
        var lastActive = time.GetTimestamp();
        var lastBeat = lastActive;
        while (true)
        {
            var beatIn = limits.KeepAlive - time.GetElapsedTime(lastBeat);
            var wait = TimeSpan.FromTicks(Math.Max(Math.Min(standing.Until(identity).Ticks, beatIn.Ticks), TimeSpan.TicksPerMillisecond));
            if (!await WaitAsync(done, wait, ended)) return;
            if (await standing.LostAsync(identity, ended) is { } why)
            {
                await outbox.CommentAsync($" {why}", ended);
                return;
            }
            if (!operations.IsIdle) lastActive = time.GetTimestamp();
            else if (time.GetElapsedTime(lastActive) >= limits.Idle) return;
            if (time.GetElapsedTime(lastBeat) < limits.KeepAlive) continue;
            lastBeat = time.GetTimestamp();
            await outbox.CommentAsync("", ended);
        }
    }

    /// <summary>False when all is done.</summary>
    private async Task<bool> WaitAsync(Task done, TimeSpan wait, CancellationToken ended)
    {
        try
        {
            await done.WaitAsync(wait, time, ended);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    private static void Begin(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = MediaTypes.Events;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // nginx would gather it
        response.Headers.Append("Vary", "Accept");
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // Who reads too slowly is given up by the outbox, which knows how long one may take.
        if (HttpProtocol.IsHttp11(context.Request.Protocol) && context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate) rate.MinDataRate = null;
    }
}
