namespace PropertyGraph.Events;

/// <summary>Wakes whoever waits. A pulse that comes while nobody waits is kept for the next.</summary>
internal sealed class EventSignal
{
    private readonly SemaphoreSlim pulses = new(0, 1);

    public void Pulse()
    {
        try
        {
            if (pulses.CurrentCount == 0) pulses.Release();
        }
        catch (SemaphoreFullException)
        {
            // Another thread pulsed at the same moment: one is enough.
        }
    }

    /// <summary>Whether a pulse came before the time was over.</summary>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel) => pulses.WaitAsync(atMost, cancel);
}
