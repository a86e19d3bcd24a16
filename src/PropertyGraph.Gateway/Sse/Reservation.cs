using PropertyGraph.Execution;
using PropertyGraph.Gateway.Auth;
using PropertyGraph.Gateway.Connections;

namespace PropertyGraph.Gateway.Sse;

/// <summary>A stream that several operations share, from its reservation to its end. It belongs to who reserved it.</summary>
internal sealed class Reservation : IAsyncDisposable
{
    private readonly string? subject;
    private readonly OpenConnections.Place place;
    private readonly CancellationTokenSource ended;
    private int opened;

    public Reservation(string token, Identity identity, OpenConnections.Place place, IGraphEngine engine, ConnectionLimits limits, CancellationToken stopping, ILogger log)
    {
        (Token, subject, this.place) = (token, identity.Subject, place);
        Outbox = new(limits, isShared: true);
        ended = CancellationTokenSource.CreateLinkedTokenSource(Outbox.Dead);
        Ended = ended.Token;
        Operations = new(engine, Outbox, limits.Operations, stopping, log);
    }

    /// <summary>Names it; nobody can guess it.</summary>
    public string Token { get; }

    public EventOutbox Outbox { get; }

    public ConnectionOperations Operations { get; }

    /// <summary>Cancelled when it is over.</summary>
    public CancellationToken Ended { get; }

    public bool IsOpened => Volatile.Read(ref opened) != 0;

    public bool BelongsTo(Identity identity) => identity.Subject == subject;

    /// <summary>True once: only one stream fulfils a reservation.</summary>
    public bool TryOpen() => Interlocked.Exchange(ref opened, 1) == 0;

    /// <summary>Ends its operations and gives its place back.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await Operations.DisposeAsync();
        Outbox.Dispose();
        ended.Dispose();
        place.Dispose();
    }
}
