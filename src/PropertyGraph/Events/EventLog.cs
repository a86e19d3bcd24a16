using System.Runtime.CompilerServices;

namespace PropertyGraph.Events;

/// <summary>The log for live clients: from the log until the tail is reached, then from the tail, and back to the log whenever a reader is too slow.</summary>
internal sealed class EventLog(LogReader log, EventFanOut fanOut) : IEventLog
{
    private const int Batch = 500;

    /// <summary>Events that wait in memory for one reader.</summary>
    internal int Capacity { get; init; } = 256;

    /// <inheritdoc/>
    public async ValueTask<LogPosition> EndAsync(CancellationToken cancel)
    {
        await fanOut.StartedAsync(cancel);
        return fanOut.Now;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LoggedEvent> ReadAsync(string entity, LogPosition? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await fanOut.StartedAsync(cancel);
        var position = after;
        while (true)
        {
            var (joined, channel) = fanOut.Join(entity, Capacity);
            var here = position ?? joined;
            try
            {
                while (here.CompareTo(joined) < 0)
                {
                    var missed = await log.ReadAsync(entity, here, joined, Batch, cancel);
                    foreach (var (e, _) in missed) yield return e;
                    here = missed.Count < Batch ? joined : missed[^1].Event.Position;
                }
                await foreach (var e in channel.Reader.ReadAllAsync(cancel))
                {
                    // Another gateway may be ahead of this one: a client that comes from there has seen the event.
                    if (e.Position.CompareTo(here) <= 0) continue;
                    here = e.Position;
                    yield return e;
                }
            }
            finally
            {
                fanOut.Leave(entity, channel);
            }
            position = here;
        }
    }
}
