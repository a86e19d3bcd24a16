using Microsoft.Extensions.Caching.Memory;
using PropertyGraph.Access;

namespace PropertyGraph.Gateway.Auth;

/// <summary>
/// From a token's subject to the actor. Remembered for some seconds, so that a busy client costs no query each time, but no longer than until the log tells that people have changed: a dismissal takes
/// effect at once.
/// </summary>
internal sealed class Actors(Subjects subjects) : IDisposable
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private const int MostRemembered = 20_000;

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    /// <summary>The actor of a subject; null where it is unknown or stands for nobody active.</summary>
    public async ValueTask<Actor?> FindAsync(string subject, CancellationToken cancel)
    {
        var changes = subjects.Changes?.Invoke() ?? 0;
        if (cache.TryGetValue(subject, out Known known) && known.Changes == changes) return known.Actor;
        var actor = await subjects.FindAsync(subject, cancel);
        cache.Set(subject, new Known(actor, changes), new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Remembered, Size = 1 });
        return actor;
    }

    /// <summary>Forgets a subject that stands for somebody else now.</summary>
    public void Forget(string subject) => cache.Remove(subject);

    /// <summary>Who a subject was, after so many changes.</summary>
    private readonly record struct Known(Actor? Actor, long Changes);

    /// <inheritdoc/>
    public void Dispose() => cache.Dispose();
}
