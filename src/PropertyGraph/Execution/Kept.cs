using System.Collections.Concurrent;

namespace PropertyGraph.Execution;

/// <summary>Objects that are used again, up to a number: a queue that knows how many it has without counting them.</summary>
internal sealed class Kept<T>(int most) where T : class
{
    private readonly ConcurrentQueue<T> queue = [];
    private int count;

    public T? Take()
    {
        if (!queue.TryDequeue(out var kept)) return null;
        Interlocked.Decrement(ref count);
        return kept;
    }

    /// <summary>False where there are enough: the caller lets go of it.</summary>
    public bool TryKeep(T item)
    {
        if (Interlocked.Increment(ref count) <= most)
        {
            queue.Enqueue(item);
            return true;
        }
        Interlocked.Decrement(ref count);
        return false;
    }
}
