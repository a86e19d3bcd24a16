namespace PropertyGraph.Execution;

/// <summary>A response, and whether it tells that the change could not be told.</summary>
internal readonly record struct ChangeResponse(byte[] Json, bool Failed);

/// <summary>What a change's row is to the views of a group: read once, written once for each way to tell of it.</summary>
/// <param name="visible">Whether the group sees the row now.</param>
/// <param name="matching">Whether the row fulfils the group's <c>where</c>.</param>
/// <param name="readAt">When it had been read, as a timestamp.</param>
/// <param name="failed">Whether it could not be read: every response tells so.</param>
/// <param name="write">Writes the response for a kind, with or without who did it.</param>
internal sealed class ChangeRead(bool visible, bool matching, long readAt, bool failed, Func<string, bool, ChangeResponse> write, LevelRows?[] rows)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Kind, bool KnowsActor), ChangeResponse> written = [];
    private int users = 1;

    public bool Visible => visible;
    public bool Matching => matching;
    public long ReadAt => readAt;
    public bool Failed => failed;

    /// <summary>The whole response for who is told of this kind of change.</summary>
    /// <param name="knowsActor">Whether it names who did it.</param>
    public ChangeResponse Response(string kind, bool knowsActor)
    {
        lock (gate)
        {
            if (!written.TryGetValue((kind, knowsActor), out var response)) written.Add((kind, knowsActor), response = write(kind, knowsActor));
            return response;
        }
    }

    /// <summary>Whether one more may use it, and then <see cref="Release"/> it.</summary>
    public bool TryUse()
    {
        for (var present = Volatile.Read(ref users); present > 0;)
        {
            var before = Interlocked.CompareExchange(ref users, present + 1, present);
            if (before == present) return true;
            present = before;
        }
        return false;
    }

    /// <summary>Gives the rows back to their pool after the last use.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref users) > 0) return;
        foreach (var level in rows) level?.Dispose();
    }
}
