using PropertyGraph.Events;

namespace PropertyGraph.Execution;

/// <summary>
/// Reads changes for live views. Views of one group, such as a hundred boards of one department, share what is read of a change: the first that comes reads, and
/// those that come within a moment are told the same.
/// </summary>
/// <param name="fewest">Views of a group from which on they share.</param>
internal sealed class ChangeReads(TimeProvider time, int fewest = 2)
{
    /// <summary>How old what is shared may be: access is checked at every delivery, and this is how late it may notice.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private const int MostShared = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<ViewGroup, int> members = [];
    private readonly Dictionary<(ViewGroup Group, LogPosition Position), Shared> shared = [];

    /// <summary>Changes that were read, and that were told without being read again.</summary>
    public (long Read, long Shared) Counts => (Interlocked.Read(ref reads), Interlocked.Read(ref shares));

    private long reads, shares;

    public void Join(LiveView view)
    {
        lock (gate) members[view.Group] = members.GetValueOrDefault(view.Group) + 1;
    }

    public void Leave(LiveView view)
    {
        lock (gate)
            if (--members[view.Group] == 0) members.Remove(view.Group);
    }

    /// <summary>What a change's row is to a view, no older than what it was shown before. The caller releases it.</summary>
    /// <param name="readOnce">Reads it for one view.</param>
    public async Task<ChangeRead> ReadAsync(LiveView view, LoggedEvent happened, Func<LiveView, LoggedEvent, CancellationToken, Task<ChangeRead>> readOnce, CancellationToken cancel)
    {
        var (common, isFirst) = Find(view, happened);
        if (isFirst) _ = ShareAsync(common!, readOnce(view, happened, CancellationToken.None), (view.Group, happened.Position));
        var read = common is null ? null : await common.Read.Task.WaitAsync(cancel);
        if (read is null || !read.TryUse())
        {
            Interlocked.Increment(ref reads);
            read = await readOnce(view, happened, cancel);
        }
        else if (!isFirst)
        {
            Interlocked.Increment(ref shares);
        }
        view.ReadAt = read.ReadAt;
        return read;
    }

    private (Shared? Common, bool IsFirst) Find(LiveView view, LoggedEvent happened)
    {
        var place = (view.Group, happened.Position);
        lock (gate)
        {
            if (members.GetValueOrDefault(view.Group) < fewest) return default;
            if (shared.TryGetValue(place, out var known) && known.Began >= view.ReadAt) return (known, false);
            if (shared.Count >= MostShared) return default;
            return (shared[place] = new(time.GetTimestamp()), true);
        }
    }

    /// <summary>Reads for all, whoever of them may leave meanwhile, and forgets it after a moment.</summary>
    private async Task ShareAsync(Shared common, Task<ChangeRead> reading, (ViewGroup, LogPosition) place)
    {
        Interlocked.Increment(ref reads);
        ChangeRead? read = null;
        try
        {
            read = await reading;
            common.Read.SetResult(read);
            await Task.Delay(Fresh, time);
        }
        catch (Exception error)
        {
            common.Read.TrySetException(error);
        }
        lock (gate)
        {
            if (shared.TryGetValue(place, out var known) && known == common) shared.Remove(place);
        }
        read?.Release();
    }

    private sealed class Shared(long began)
    {
        /// <summary>Timestamp from before anything was read.</summary>
        public long Began => began;

        public TaskCompletionSource<ChangeRead> Read { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
