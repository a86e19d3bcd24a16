using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using PropertyGraph.Execution;
using PropertyGraph.Gateway.Auth;
using PropertyGraph.Gateway.Connections;

namespace PropertyGraph.Gateway.Sse;

/// <summary>The shared streams of this gateway, reserved or open. A reservation takes a connection's place from the beginning, so they are as many as connections may be.</summary>
internal sealed class Reservations(IGraphEngine engine, ConnectionLimits limits, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<Reservations> log)
{
    private const int TokenBytes = 32;
    private readonly ConcurrentDictionary<string, Reservation> known = new(StringComparer.Ordinal);

    /// <summary>Reserves a stream, which takes over the place; its client must open it before long.</summary>
    public Reservation Make(Identity identity, OpenConnections.Place place)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var reservation = new Reservation(token, identity, place, engine, limits, lifetime.ApplicationStopping, log);
        known[token] = reservation;
        _ = ExpireAsync(reservation);
        return reservation;
    }

    /// <summary>The reservation of a token, if it belongs to who asks: that another's exists is nobody's business.</summary>
    public Reservation? Find(string token, Identity identity) =>
        known.TryGetValue(token, out var reservation) && reservation.BelongsTo(identity) && !reservation.Ended.IsCancellationRequested ? reservation : null;

    /// <summary>It is over.</summary>
    public async Task EndAsync(Reservation reservation)
    {
        if (known.TryRemove(new(reservation.Token, reservation))) await reservation.DisposeAsync();
    }

    private async Task ExpireAsync(Reservation reservation)
    {
        await Task.Delay(limits.Reservation, time, reservation.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (reservation.TryOpen()) await EndAsync(reservation);
    }
}
