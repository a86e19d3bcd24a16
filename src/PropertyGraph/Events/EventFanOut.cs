using System.Threading.Channels;

namespace PropertyGraph.Events;

/// <summary>Hands the tail's events to the process's readers. A reader that falls behind is dropped, and goes on from the log.</summary>
internal sealed class EventFanOut
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, HashSet<Channel<LoggedEvent>>> readers = [];
    private readonly Dictionary<string, List<Action>> watchers = [];

    /// <summary>Everything up to here was handed out.</summary>
    public LogPosition Position { get; private set; }

    /// <summary>The same for readers, who are on other threads.</summary>
    public LogPosition Now { get { lock (gate) return Position; } }

    public bool HasStarted => started.Task.IsCompleted;

    /// <summary>Readers that are joined to the tail now.</summary>
    internal int Readers { get { lock (gate) return readers.Values.Sum(r => r.Count); } }

    public void Start(LogPosition position)
    {
        Position = position;
        started.TrySetResult();
    }

    public Task StartedAsync(CancellationToken cancel) => started.Task.WaitAsync(cancel);

    /// <summary>Calls back, on the tail's thread, when an event with this record came.</summary>
    public void Watch(string record, Action came)
    {
        lock (gate)
        {
            if (!watchers.TryGetValue(record, out var known)) watchers.Add(record, known = []);
            known.Add(came);
        }
    }

    public void Publish(IReadOnlyList<RecordedEvent> events)
    {
        lock (gate)
        {
            foreach (var (e, record) in events)
            {
                if (readers.TryGetValue(e.Entity, out var interested))
                    // TryWrite fails when the channel is full: the end of the channel tells the reader.
                    interested.RemoveWhere(channel => !channel.Writer.TryWrite(e) && channel.Writer.TryComplete());
                if (watchers.TryGetValue(record, out var watching)) foreach (var came in watching) came();
                Position = e.Position;
            }
        }
    }

    /// <summary>Joins the tail: the channel gets every event about the type after the position, until it ends because it was full.</summary>
    public (LogPosition From, Channel<LoggedEvent> Events) Join(string entity, int capacity)
    {
        var channel = Channel.CreateBounded<LoggedEvent>(new BoundedChannelOptions(capacity) { SingleReader = true, SingleWriter = true });
        lock (gate)
        {
            if (!readers.TryGetValue(entity, out var interested)) readers.Add(entity, interested = []);
            interested.Add(channel);
            return (Position, channel);
        }
    }

    public void Leave(string entity, Channel<LoggedEvent> channel)
    {
        lock (gate) readers[entity].Remove(channel);
    }
}
