using PropertyGraph.Access;
using PropertyGraph.Gateway.Auth;

namespace PropertyGraph.Gateway.Connections;

/// <summary>Whether who opened a connection is still who it was: a token runs out, and its person is dismissed or moved, while the connection stays open.</summary>
internal sealed partial class Standing(Actors actors, KeyRing keys, ConnectionLimits limits, TimeProvider time, ILogger<Standing> log)
{
    /// <summary>Why the connection must end, in a sentence for its client; null where it may go on.</summary>
    public async ValueTask<string?> LostAsync(Identity known, CancellationToken cancel)
    {
        if (known.Subject is not { } subject) return null;
        if (known.Until <= time.GetUtcNow()) return "The token expired; connect again with a new one";
        try
        {
            if (known.Key is { } key) return await keys.IsGoodAsync(key, cancel) ? null : "The API key was revoked";
            if (Same(known.Actor, await actors.FindAsync(subject, cancel))) return null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            NotRechecked(error);
            return null; // the rows themselves are guarded by the same database that can't be asked now
        }
        return "What this token stands for has changed; connect again";
    }

    /// <summary>How long until it is to be asked again: when the token runs out, if that is sooner than usual.</summary>
    public TimeSpan Until(Identity? known)
    {
        var usual = known?.Key is null || limits.Recheck < KeyRing.Remembered ? limits.Recheck : KeyRing.Remembered;
        var left = known?.Until - time.GetUtcNow();
        return left is { } soon && soon < usual ? TimeSpan.FromTicks(Math.Max(soon.Ticks, TimeSpan.TicksPerMillisecond)) : usual;
    }

    private static bool Same(Actor before, Actor? now) =>
        now is not null && now.Audience == before.Audience && now.Id == before.Id
        && (now.Audience != Audience.Staff || (now.DepartmentId == before.DepartmentId && now.Position == before.Position));

    [LoggerMessage(LogLevel.Warning, "A connection's actor could not be asked for again.")]
    private partial void NotRechecked(Exception error);
}
