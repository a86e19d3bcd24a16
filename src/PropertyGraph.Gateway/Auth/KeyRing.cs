using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using PropertyGraph.Access;
using PropertyGraph.Gateway.Http;

namespace PropertyGraph.Gateway.Auth;

/// <summary>
/// Turns API keys into actors. What the database says of a key is remembered for less than half a second: a busy key costs a few questions a second, however many requests and open
/// connections there are of it, and a revoked one lets nobody in any more within a second, on every gateway of a fleet.
/// </summary>
internal sealed partial class KeyRing(KeyHolders holders, TimeProvider time, ILogger<KeyRing> log) : BackgroundService
{
    /// <summary>How long an answer of the database is good.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMilliseconds(400);

    private const int MostRemembered = 10_000;
    private static readonly TimeSpan WriteDown = TimeSpan.FromSeconds(20);

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = MostRemembered });
    private ConcurrentDictionary<Guid, bool> used = [];

    /// <summary>Who asks with a key; or a refusal that says the same of one that is unknown, wrong or revoked.</summary>
    public async ValueTask<Identity> AuthenticateAsync(string token, CancellationToken cancel)
    {
        if (!ApiKeySecret.TryParse(token, out var secret) || await FindAsync(secret, cancel) is not { } grant) return new(Actor.Anonymous, Refusal.Key());
        if (grant.ExpiresAt <= time.GetUtcNow()) return new(Actor.Anonymous, Refusal.KeyExpired());
        used[grant.Id] = true;
        // Whoever made the key has named the client: nothing that the program says of itself counts.
        var client = grant.Client is { } name ? new Client(name, TrustedOnly: true) : null;
        return new(grant.Actor.Through(client), null, grant.Actor.Subject, grant.ExpiresAt) { Key = secret };
    }

    /// <summary>Whether a key that has opened a connection is still good, its time aside.</summary>
    public async ValueTask<bool> IsGoodAsync(ApiKeySecret secret, CancellationToken cancel) => await FindAsync(secret, cancel) is not null;

    private async ValueTask<ApiKeyGrant?> FindAsync(ApiKeySecret secret, CancellationToken cancel)
    {
        if (!cache.TryGetValue(secret.Lookup, out Task<ApiKeyGrant?>? asked) || asked is null)
        {
            // One question for all who ask meanwhile: it is nobody's to cancel.
            asked = holders.FindAsync(secret.Lookup, CancellationToken.None);
            _ = cache.Set(secret.Lookup, asked, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Remembered, Size = 1 });
        }
        try
        {
            return await asked.WaitAsync(cancel) is { } grant && secret.Fits(grant.Hash) ? grant : null;
        }
        catch when (asked.IsFaulted)
        {
            cache.Remove(secret.Lookup);
            throw;
        }
    }

    /// <summary>Writes down now and then which keys were used: what a key is used for must not wait for it.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(WriteDown, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteDownAsync();
        }
    }

    /// <summary>Writes down which keys were used since the last time.</summary>
    internal async Task WriteDownAsync()
    {
        var keys = Interlocked.Exchange(ref used, []).Keys;
        if (keys.Count == 0) return;
        try
        {
            await holders.UsedAsync(new([.. keys], time.GetUtcNow()), CancellationToken.None);
        }
        catch (Exception error)
        {
            NotWrittenDown(error);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        cache.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "When API keys were last used could not be written down.")]
    private partial void NotWrittenDown(Exception error);
}
