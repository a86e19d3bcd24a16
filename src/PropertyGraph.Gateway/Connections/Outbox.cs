using System.Net.WebSockets;
using PropertyGraph.Execution;

namespace PropertyGraph.Gateway.Connections;

/// <summary>
/// The one writer of a connection. Whoever has something to say waits its turn until it is sent: at most one message of each operation is
/// ever in memory, and a slow client slows down what feeds it. One that lets too much wait, or takes too long to read, is given up.
/// </summary>
internal abstract class Outbox(ConnectionLimits limits) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly CancellationTokenSource dead = new();
    private long waiting;

    /// <summary>True once the end was said: nothing more is written.</summary>
    public bool IsClosed { get; protected set; }

    /// <summary>Cancelled when the client reads no more, or does not answer a close.</summary>
    public CancellationToken Dead => dead.Token;

    /// <summary>Sends an answer of an operation.</summary>
    public abstract Task NextAsync(string id, GraphAnswer answer, CancellationToken cancel);

    /// <summary>Says that an operation ended by errors: a response without data.</summary>
    public abstract Task ErrorAsync(string id, ReadOnlyMemory<byte> response, CancellationToken cancel);

    /// <summary>Says that an operation has ended.</summary>
    public abstract Task CompleteAsync(string id, CancellationToken cancel);

    /// <inheritdoc/>
    public void Dispose()
    {
        dead.Dispose();
        turn.Dispose();
    }

    /// <summary>Whether anything can still be written.</summary>
    protected abstract bool CanSend { get; }

    /// <summary>Waits until there is something to write to. What waits meanwhile is counted as what waits for its turn.</summary>
    protected virtual Task ReadyAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>Gives the client up after a while.</summary>
    protected void DieAfter(TimeSpan patience) => dead.CancelAfter(patience);

    /// <summary>An operation that is cancelled may give up its turn, but not a message that is half sent: that would end the connection for all others.</summary>
    /// <param name="bytes">What is kept in memory until it is sent.</param>
    protected async Task InTurnAsync(int bytes, Func<CancellationToken, Task> send, CancellationToken cancel)
    {
        var before = Interlocked.Add(ref waiting, bytes) - bytes;
        try
        {
            if (before > 0 && before + bytes > limits.WaitingBytes) await GiveUpAsync();
            else await TakeTurnAsync(send, cancel);
        }
        finally
        {
            Interlocked.Add(ref waiting, -bytes);
        }
    }

    private async Task TakeTurnAsync(Func<CancellationToken, Task> send, CancellationToken cancel)
    {
        await ReadyAsync(cancel);
        await turn.WaitAsync(cancel);
        try
        {
            if (IsClosed || !CanSend) return;
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(dead.Token);
            timeout.CancelAfter(limits.Send);
            await send(timeout.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or IOException)
        {
            await GiveUpAsync();
        }
        finally
        {
            turn.Release();
        }
    }

    private Task GiveUpAsync()
    {
        IsClosed = true;
        return dead.CancelAsync();
    }
}
