using System.Runtime.CompilerServices;
using PropertyGraph.Events;
using PropertyGraph.Requests;

namespace PropertyGraph.Execution;

/// <summary>What boards must have in common to be one: the plan, and all values that fill it but the moment.</summary>
/// <param name="Values">The variables and the actor's claims, as text.</param>
internal sealed record BoardGroup(CompiledPlan Plan, CostMode Cost, string Values);

/// <summary>How things stand, as a whole response; where it could not be read, the response says so, and is the last.</summary>
internal sealed record BoardState(byte[] Json, bool Failed);

/// <summary>
/// The boards that are watched now. Those of a group are read once for all who watch them: at once when the first comes, and then when events about their types came, at most once a second. A
/// watcher is told only what differs from what it was told last; one that is slow misses states, never the present one.
/// </summary>
internal sealed class LiveBoards(IEventLog events, TimeProvider time)
{
    /// <summary>Shortest time between two readings.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Longest time between two readings: some conditions are about the time itself.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<BoardGroup, Board> boards = [];
    private long readings;

    /// <summary>Readings since the start.</summary>
    public long Readings => Interlocked.Read(ref readings);

    /// <summary>Boards that are being read, each for all who watch it.</summary>
    public int Count { get { lock (gate) return boards.Count; } }

    /// <param name="entities">Types whose events may change the board.</param>
    /// <param name="read">Reads it, for whoever of the group: it must not depend on one that may leave.</param>
    public async IAsyncEnumerable<BoardState> WatchAsync(
        BoardGroup group, IEnumerable<string> entities, Func<CancellationToken, Task<BoardState>> read, [EnumeratorCancellation] CancellationToken cancel)
    {
        var board = Join(group, entities, read);
        try
        {
            for (BoardState? told = null; told is not { Failed: true };)
            {
                told = await board.OtherThanAsync(told, cancel);
                yield return told;
            }
        }
        finally
        {
            Leave(group, board);
        }
    }

    private Board Join(BoardGroup group, IEnumerable<string> entities, Func<CancellationToken, Task<BoardState>> read)
    {
        lock (gate)
        {
            if (boards.TryGetValue(group, out var known) && !known.HasEnded)
            {
                known.Watchers++;
                return known;
            }
            var board = boards[group] = new Board { Watchers = 1 };
            _ = RunAsync(board, [.. entities], read);
            return board;
        }
    }

    private void Leave(BoardGroup group, Board board)
    {
        lock (gate)
        {
            if (--board.Watchers > 0) return;
            if (boards.TryGetValue(group, out var known) && known == board) boards.Remove(group);
        }
        board.Stop();
    }

    private async Task RunAsync(Board board, string[] entities, Func<CancellationToken, Task<BoardState>> read)
    {
        await Task.Yield();
        try
        {
            // Taken before the first reading: what changes during it is read again.
            var from = await events.EndAsync(board.Stopped);
            var changed = new EventSignal();
            foreach (var entity in entities) _ = FollowAsync(entity, from, changed, board);
            while (true)
            {
                var began = time.GetTimestamp();
                Interlocked.Increment(ref readings);
                board.Tell(await read(board.Stopped));
                if (board.HasEnded) return;
                await changed.WaitAsync(Refresh, board.Stopped);
                if (Pace - time.GetElapsedTime(began) is { Ticks: > 0 } rest) await Task.Delay(rest, time, board.Stopped);
            }
        }
        catch (Exception error)
        {
            board.End(error);
        }
    }

    private async Task FollowAsync(string entity, LogPosition from, EventSignal changed, Board board)
    {
        try
        {
            await foreach (var _ in events.ReadAsync(entity, from, board.Stopped)) changed.Pulse();
        }
        catch (Exception error)
        {
            board.End(error);
        }
    }

    /// <summary>One board, whoever watches it.</summary>
    private sealed class Board
    {
        private readonly CancellationTokenSource stop = new();
        private readonly Lock gate = new();
        private TaskCompletionSource<BoardState> next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private BoardState? present;
        private bool ended;

        /// <summary>Guarded by the registry.</summary>
        public int Watchers { get; set; }

        /// <summary>Whether nothing follows any more.</summary>
        public bool HasEnded { get { lock (gate) return ended; } }

        public CancellationToken Stopped => stop.Token;

        public void Stop() => stop.Cancel();

        /// <summary>The present state where it is another than the given one, else the next.</summary>
        public Task<BoardState> OtherThanAsync(BoardState? told, CancellationToken cancel)
        {
            lock (gate) return present is not null && present != told ? Task.FromResult(present) : next.Task.WaitAsync(cancel);
        }

        public void Tell(BoardState state)
        {
            lock (gate)
            {
                if (ended || (present is not null && !state.Failed && state.Json.AsSpan().SequenceEqual(present.Json))) return;
                (present, ended) = (state, state.Failed);
                next.SetResult(state);
                if (!ended) next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            if (state.Failed) Stop();
        }

        /// <summary>Ends it where it could not even be followed; whoever waits gets the reason.</summary>
        public void End(Exception error)
        {
            lock (gate)
            {
                if (ended) return;
                ended = true;
                if (error is OperationCanceledException) next.TrySetCanceled(stop.Token);
                else next.TrySetException(error);
            }
            Stop();
        }
    }
}
