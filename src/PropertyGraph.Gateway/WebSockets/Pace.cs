namespace PropertyGraph.Gateway.WebSockets;

/// <summary>Lets so many pass in a second and has the others wait: who floods slows down but itself.</summary>
internal sealed class Pace(int perSecond, TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private long began = time.GetTimestamp();
    private int passed;

    public ValueTask PassAsync(CancellationToken cancel)
    {
        if (++passed <= perSecond) return ValueTask.CompletedTask;
        var left = Second - time.GetElapsedTime(began);
        if (left > TimeSpan.Zero) return new(WaitAsync(left, cancel));
        Begin();
        return ValueTask.CompletedTask;
    }

    private async Task WaitAsync(TimeSpan left, CancellationToken cancel)
    {
        await Task.Delay(left, time, cancel);
        Begin();
    }

    private void Begin() => (began, passed) = (time.GetTimestamp(), 1);
}
