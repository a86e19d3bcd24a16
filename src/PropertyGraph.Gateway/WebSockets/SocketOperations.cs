using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Execution;
using PropertyGraph.Gateway.Http;
using PropertyGraph.Requests;

namespace PropertyGraph.Gateway.WebSockets;

/// <summary>The operations of one socket. Each runs by itself and waits for its turn to write.</summary>
internal sealed partial class SocketOperations(IGraphEngine engine, SocketOutbox outbox, int most, ILogger log) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Operation> named = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Operation, Task> running = [];

    /// <summary>Starts an operation; false where one of this id is still running.</summary>
    public bool TryStart(string id, GraphRequest request, Actor actor, CancellationToken socketEnded)
    {
        // An operation that the client has completed counts until it has really stopped.
        var isOne = running.Count < most;
        var operation = new Operation(id, CancellationTokenSource.CreateLinkedTokenSource(socketEnded));
        if (!named.TryAdd(id, operation))
        {
            operation.Cancel.Dispose();
            return false;
        }
        var start = new TaskCompletionSource();
        running[operation] = RunAsync(operation, isOne ? request : null, actor, start.Task);
        start.SetResult();
        return true;
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
        await Task.WhenAll(running.Values);
    }

    private async Task RunAsync(Operation operation, GraphRequest? request, Actor actor, Task start)
    {
        await start.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var cancel = operation.Cancel.Token;
        try
        {
            if (request is null) await FailAsync(operation, TooMany().ToJsonList(), cancel);
            else await AnswerAsync(operation, request, actor, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Completed by the client, or the socket is gone.
        }
        catch (Exception error)
        {
            var traceId = Activity.Current?.TraceId.ToString() ?? operation.Id;
            Failed(error, traceId);
            await FailAsync(operation, Refusal.Internal(traceId).ToJsonList(), CancellationToken.None);
        }
        finally
        {
            named.TryRemove(new(operation.Id, operation));
            running.TryRemove(operation, out _);
            operation.Finish();
        }
    }

    private async Task AnswerAsync(Operation operation, GraphRequest request, Actor actor, CancellationToken cancel)
    {
        await foreach (var answer in engine.SubscribeAsync(request, actor, cancel))
        {
            using (answer)
            {
                if (answer.Kind is not (AnswerKind.Executed or AnswerKind.Validated))
                {
                    await FailAsync(operation, Errors(answer.Json), cancel);
                    return;
                }
                await outbox.SendAsync("next", operation.Id, answer.Json, cancel);
            }
        }
        if (named.TryRemove(new(operation.Id, operation))) await outbox.SendAsync("complete", operation.Id, default, cancel);
    }

    /// <summary>An error ends the operation: no <c>complete</c> follows. The id is free before the client can know.</summary>
    private async Task FailAsync(Operation operation, ReadOnlyMemory<byte> errors, CancellationToken cancel)
    {
        if (named.TryRemove(new(operation.Id, operation))) await outbox.SendAsync("error", operation.Id, errors, cancel);
    }

    private static byte[] Errors(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonMarshal.GetRawUtf8Value(document.RootElement.GetProperty("errors")).ToArray();
    }

    private Refusal TooMany() => new(StatusCodes.Status429TooManyRequests, new("PG-REQ-OPERATIONS", $"This socket has {most} operations; complete one first, or open another socket."));

    [LoggerMessage(LogLevel.Error, "An operation failed; its trace id is {TraceId}.")]
    private partial void Failed(Exception error, string traceId);

    private sealed record Operation(string Id, CancellationTokenSource Cancel)
    {
        private readonly Lock gate = new();
        private bool isFinished;

        public void Stop()
        {
            lock (gate)
                if (!isFinished) Cancel.Cancel();
        }

        public void Finish()
        {
            lock (gate) isFinished = true;
            Cancel.Dispose();
        }

        public bool Equals(Operation? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
