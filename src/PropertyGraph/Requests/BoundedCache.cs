namespace PropertyGraph.Requests;

/// <summary>Keeps what was used last, up to a weight: what a client can vary without end must not grow without end.</summary>
internal sealed class BoundedCache<TKey, TValue>(long capacity) where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value, long Weight)>> entries = [];
    private readonly LinkedList<(TKey Key, TValue Value, long Weight)> used = [];
    private readonly Lock gate = new();
    private long weight;

    /// <summary>Present weight, in the unit of the capacity: bytes.</summary>
    public long Weight { get { lock (gate) return weight; } }

    public int Count { get { lock (gate) return entries.Count; } }

    public bool TryGet(TKey key, out TValue value)
    {
        lock (gate)
        {
            if (entries.TryGetValue(key, out var node))
            {
                if (node != used.First)
                {
                    used.Remove(node);
                    used.AddFirst(node);
                }
                value = node.Value.Value;
                return true;
            }
        }
        value = default!;
        return false;
    }

    /// <summary>Adds an entry and drops the least recently used ones over the capacity.</summary>
    public void Add(TKey key, TValue value, long bytes)
    {
        lock (gate)
        {
            if (entries.Remove(key, out var old)) Drop(old);
            entries[key] = used.AddFirst((key, value, bytes));
            weight += bytes;
            while (weight > capacity && used.Last is { } last && last != used.First)
            {
                entries.Remove(last.Value.Key);
                Drop(last);
            }
        }
    }

    private void Drop(LinkedListNode<(TKey Key, TValue Value, long Weight)> node)
    {
        used.Remove(node);
        weight -= node.Value.Weight;
    }
}
