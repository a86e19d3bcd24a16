namespace PropertyGraph.Gateway.Http;

/// <summary>Memory of all bodies that are being read: many slow clients together must not have more of it than is there.</summary>
internal sealed class BodyMemory(HttpLimits limits)
{
    /// <summary>What every body may have without counting.</summary>
    public const int Free = 16 << 10;

    private long taken;

    /// <summary>Bytes that bodies have now, beyond the free ones.</summary>
    public long Taken => Interlocked.Read(ref taken);

    /// <summary>Takes bytes, to be given back with <see cref="Return"/>; false where there are not as many left.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref taken, bytes) <= limits.AllBodiesBytes) return true;
        Interlocked.Add(ref taken, -bytes);
        return false;
    }

    public void Return(long bytes) => Interlocked.Add(ref taken, -bytes);
}
