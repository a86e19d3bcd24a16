using System.Threading.Tasks.Sources;
using PropertyGraph.Plans;

namespace PropertyGraph.Execution;

/// <summary>What one execution of a plan reads, and where no connection is free, the wait for it.</summary>
/// <param name="rows">What is filled; the caller disposes it when the read is over.</param>
/// <param name="cancel">Ends it, but not what is sent together with it.</param>
internal sealed class PlanRead(CompiledPlan plan, PlanValues values, LevelRows?[] rows, CancellationToken cancel) : IValueTaskSource
{
    private const int Waiting = 0, UnderWay = 1, GivenUp = 2;

    private ManualResetValueTaskSourceCore<bool> end = new() { RunContinuationsAsynchronously = true };
    private int state;

    public CompiledPlan Plan => plan;

    public PlanValues Values => values;

    public CancellationToken Cancel => cancel;

    /// <summary>Whether its statements are kept prepared.</summary>
    public bool IsPrepared { get; } = !values.LeavesOut && plan.IsWorthPreparing();

    /// <summary>Whether it goes by itself, since a batch that it was in has failed.</summary>
    public bool IsAlone { get; private set; }

    /// <summary>Whether somebody waits for it to be finished.</summary>
    public bool IsAwaited { get; set; }

    /// <summary>Whether all its rows are there.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsGivenUp => Volatile.Read(ref state) == GivenUp;

    /// <summary>Waits until its rows are filled.</summary>
    /// <exception cref="OperationCanceledException">It was given up; nobody fills its rows any more.</exception>
    public async Task WaitAsync()
    {
        await using var hangUp = cancel.UnsafeRegister(static read => ((PlanRead)read!).GiveUp(), this);
        await new ValueTask(this, end.Version);
    }

    private void GiveUp()
    {
        if (Interlocked.CompareExchange(ref state, GivenUp, Waiting) == Waiting) Finish(new OperationCanceledException(cancel));
    }

    /// <summary>Makes its rows the caller's to fill; false where it was given up.</summary>
    public bool TryStart() => Interlocked.CompareExchange(ref state, UnderWay, Waiting) == Waiting;

    /// <summary>Lets who waits go on. Once, and started before.</summary>
    /// <param name="failure">Why its rows are not there, or null.</param>
    public void Finish(Exception? failure)
    {
        if (failure is null) end.SetResult(true);
        else end.SetException(failure);
    }

    /// <summary>Makes it wait again, for a batch of its own.</summary>
    public void StartOver()
    {
        IsAlone = true;
        if (Volatile.Read(ref state) != UnderWay) return;
        foreach (var level in rows) level?.StartOver();
        Interlocked.Exchange(ref state, Waiting);
        // Its client may have hung up while its rows came, and tells that once.
        if (cancel.IsCancellationRequested) GiveUp();
    }

    /// <summary>Fills the rows of its levels, and lets who waits go on. The reader is at its first statement, and stays at its last.</summary>
    public async Task ReadAsync(RowReader source, CancellationToken cancel)
    {
        var isFirst = true;
        for (var i = 0; i < plan.Statements.Count; i++)
        {
            if (values.IsLeftOut(i)) continue;
            if (!isFirst) await source.NextStatementAsync(cancel);
            isFirst = false;
            var (levels, _, columns, areBeside) = plan.Statements[i];
            if (areBeside)
            {
                source.Start(0, null);
                await LevelRows.ReadBesideAsync(rows[levels[0].Index]!, (MergedLevel)levels[0], rows[levels[1].Index]!, (ShapedLevel)levels[1], source, cancel);
                continue;
            }
            for (var at = 0; at < levels.Count; at++)
            {
                source.Start(at, columns?[at]);
                await rows[levels[at].Index]!.ReadAsync(levels[at], source, cancel);
            }
        }
        source.EndStatement();
        IsRead = true;
        if (IsAwaited) Finish(null);
    }

    /// <summary>Passes over its rows.</summary>
    public async Task SkipAsync(RowReader source, CancellationToken cancel)
    {
        for (var i = 1; i < plan.Statements.Count; i++) await source.NextStatementAsync(cancel);
    }

    void IValueTaskSource.GetResult(short token) => end.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => end.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? argument, short token, ValueTaskSourceOnCompletedFlags flags) => end.OnCompleted(continuation, argument, token, flags);
}
