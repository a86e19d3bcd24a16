using Microsoft.Extensions.Caching.Memory;
using PropertyGraph.Access;

namespace PropertyGraph.Gateway.Auth;

/// <summary>From a token's subject to the actor. Remembered for some seconds, so that a dismissal takes effect soon and a busy client costs no query each time.</summary>
internal sealed class Actors(Subjects subjects) : IDisposable
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private const int MostRemembered = 20_000;

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    /// <summary>The actor of a subject; null where it is unknown or stands for nobody active.</summary>
    public async ValueTask<Actor?> FindAsync(string subject, CancellationToken cancel)
    {
        if (cache.TryGetValue(subject, out Actor? actor)) return actor;
        actor = await subjects.FindAsync(subject, cancel);
        cache.Set(subject, actor, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Remembered, Size = 1 });
        return actor;
    }

    /// <summary>Forgets a subject that stands for somebody else now.</summary>
    public void Forget(string subject) => cache.Remove(subject);

    /// <inheritdoc/>
    public void Dispose() => cache.Dispose();
}
