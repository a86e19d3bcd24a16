using System.Collections.Concurrent;
using System.Diagnostics;
using PropertyGraph.Access;
using PropertyGraph.Execution;
using PropertyGraph.Gateway.Http;
using PropertyGraph.Requests;

namespace PropertyGraph.Gateway.Connections;

/// <summary>How an operation began: it runs, or one of these tells why not. The caller disposes the answer.</summary>
internal readonly record struct OperationStart(GraphAnswer? Answer, Refusal? Refusal);

/// <summary>
/// The operations of one connection. Each runs by itself and waits for its turn to write. When the server stops, none begins any more, live ones are ended without a word, and the others
/// come to their end: a mutation that was cut off would be sent again by its client.
/// </summary>
internal sealed partial class ConnectionOperations(IGraphEngine engine, Outbox outbox, int most, CancellationToken stopping, ILogger log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Operation> named = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Operation, Task> running = [];

    /// <summary>Whether nothing runs.</summary>
    public bool IsIdle => running.IsEmpty;

    /// <summary>When everything that runs now has ended.</summary>
    public Task EndedAsync() => Task.WhenAll(running.Values);

    /// <summary>When everything that ran as the server was told to stop has ended; or when the connection has.</summary>
    public async Task StoppedAsync(CancellationToken connectionEnded)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, connectionEnded);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await EndedAsync();
    }

    /// <summary>Starts an operation, which has begun when this returns: a subscription misses nothing from then on.</summary>
    public async Task<OperationStart> StartAsync(string id, GraphRequest request, Actor actor, CancellationToken connectionEnded)
    {
        // An operation that the client has completed counts until it has really stopped.
        if (running.Count >= most) return new(null, Refusal.TooManyOperations(most));
        var operation = new Operation(id, CancellationTokenSource.CreateLinkedTokenSource(connectionEnded));
        if (!named.TryAdd(id, operation))
        {
            operation.Finish();
            return new(null, Refusal.OperationIdInUse(id));
        }
        var begun = new TaskCompletionSource<IAsyncEnumerable<GraphAnswer>?>(TaskCreationOptions.RunContinuationsAsynchronously);
        running[operation] = RunAsync(operation, begun.Task);
        IAsyncEnumerable<GraphAnswer>? answers = null;
        try
        {
            // Asked only now that whoever waits for all to end waits for this one too.
            if (stopping.IsCancellationRequested)
            {
                named.TryRemove(new(id, operation));
                return new(null, Refusal.Stopping());
            }
            var opened = await engine.OpenAsync(request, actor, operation.Cancel.Token);
            if (opened.IsLive) operation.StopBy(stopping);
            if (opened.Refusal is null) answers = opened.Answers;
            else named.TryRemove(new(id, operation)); // The id is free before the client can know.
            return new(opened.Refusal, null);
        }
        catch (OperationCanceledException) when (operation.Cancel.IsCancellationRequested)
        {
            connectionEnded.ThrowIfCancellationRequested();
            return default; // Completed by the client before it had begun.
        }
        catch (Exception error)
        {
            named.TryRemove(new(id, operation));
            return new(null, Masked(error));
        }
        finally
        {
            begun.SetResult(answers);
        }
    }

    /// <summary>The client wants no more of it: whatever runs is cancelled, and the id is free.</summary>
    public void Complete(string id)
    {
        if (named.TryRemove(id, out var operation)) operation.Stop();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var operation in running.Keys) operation.Stop();
        await EndedAsync();
    }

    private async Task RunAsync(Operation operation, Task<IAsyncEnumerable<GraphAnswer>?> begun)
    {
        var cancel = operation.Cancel.Token;
        try
        {
            if (await begun is { } answers) await AnswerAsync(operation, answers, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Completed by the client, or the connection is gone.
        }
        catch (Exception error)
        {
            await FailAsync(operation, Masked(error).ToJson(), CancellationToken.None);
        }
        finally
        {
            named.TryRemove(new(operation.Id, operation));
            running.TryRemove(operation, out _);
            operation.Finish();
        }
    }

    private async Task AnswerAsync(Operation operation, IAsyncEnumerable<GraphAnswer> answers, CancellationToken cancel)
    {
        await foreach (var answer in answers.WithCancellation(cancel))
        {
            using (answer)
            {
                if (answer.Kind is not (AnswerKind.Executed or AnswerKind.Validated))
                {
                    await FailAsync(operation, answer.Json, cancel);
                    return;
                }
                await outbox.NextAsync(operation.Id, answer, cancel);
            }
        }
        if (named.TryRemove(new(operation.Id, operation))) await outbox.CompleteAsync(operation.Id, cancel);
    }

    /// <summary>An error ends the operation. The id is free before the client can know.</summary>
    private async Task FailAsync(Operation operation, ReadOnlyMemory<byte> response, CancellationToken cancel)
    {
        if (named.TryRemove(new(operation.Id, operation))) await outbox.ErrorAsync(operation.Id, response, cancel);
    }

    private Refusal Masked(Exception error)
    {
        var traceId = Activity.Current?.TraceId.ToString() ?? Guid.CreateVersion7().ToString("N");
        Failed(error, traceId);
        return Refusal.Internal(traceId);
    }

    [LoggerMessage(LogLevel.Error, "An operation failed; its trace id is {TraceId}.")]
    private partial void Failed(Exception error, string traceId);

    private sealed record Operation(string Id, CancellationTokenSource Cancel)
    {
        private readonly Lock gate = new();
        private CancellationTokenRegistration stop;
        private bool isFinished;

        /// <summary>Stops it with the server.</summary>
        public void StopBy(CancellationToken stopping) => stop = stopping.UnsafeRegister(operation => ((Operation)operation!).Stop(), this);

        public void Stop()
        {
            lock (gate)
                if (!isFinished) Cancel.Cancel();
        }

        public void Finish()
        {
            lock (gate) isFinished = true;
            stop.Unregister();
            Cancel.Dispose();
        }

        public bool Equals(Operation? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
