namespace PropertyGraph.Execution;

/// <summary>
/// Cancels a request when its time is over or its client hangs up. It is used again by the next request, since a linked source and its timer are dear beside a small query. Dispose it
/// when nothing waits on the token any more.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private static readonly Kept<Deadline> Unused = new(256);

    private readonly CancellationTokenSource source = new();
    private CancellationTokenRegistration hangUp;

    private Deadline()
    {
    }

    public CancellationToken Token => source.Token;

    /// <param name="after">How long it takes; null for as long as it likes.</param>
    /// <param name="hangUp">Cancels it before.</param>
    public static Deadline Start(TimeSpan? after, CancellationToken hangUp)
    {
        var deadline = Unused.Take() ?? new();
        if (after is { } time) deadline.source.CancelAfter(time);
        deadline.hangUp = hangUp.UnsafeRegister(source => ((CancellationTokenSource)source!).Cancel(), deadline.source);
        return deadline;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        hangUp.Dispose(); // Waits for a cancellation that is under way.
        if (!source.TryReset() || !Unused.TryKeep(this)) source.Dispose();
    }
}
