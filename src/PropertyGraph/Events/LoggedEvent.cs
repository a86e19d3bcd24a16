using PropertyGraph.Access;

namespace PropertyGraph.Events;

/// <summary>Place in the log: (epoch, transaction, sequence). Ordered; opaque to clients.</summary>
public readonly record struct LogPosition(int Epoch, ulong Transaction, long Sequence) : IComparable<LogPosition>
{
    /// <inheritdoc/>
    public int CompareTo(LogPosition other) => (Epoch, Transaction, Sequence).CompareTo((other.Epoch, other.Transaction, other.Sequence));
}

/// <summary>An event as the log keeps it.</summary>
/// <param name="Position">Its place.</param>
/// <param name="Entity">Name of the type it is about.</param>
/// <param name="Kind">What happened, SCREAMING_SNAKE.</param>
/// <param name="Subject">Key of the row.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Audience">Who did it: kind of actor.</param>
/// <param name="ActorId">Who did it: key of the person, or null.</param>
/// <param name="StaffOnly">Whether only staff may learn of it.</param>
/// <param name="Before">The row's routing keys before the change, by property name: those that row policies read; null for a new row.</param>
/// <param name="After">The same after the change.</param>
/// <param name="Data">The event record as JSON.</param>
public sealed record LoggedEvent(
    LogPosition Position, string Entity, string Kind, Guid Subject, DateTimeOffset At, Audience Audience, Guid? ActorId, bool StaffOnly,
    IReadOnlyDictionary<string, object?>? Before, IReadOnlyDictionary<string, object?>? After, string Data);

/// <summary>The log of events, for live clients.</summary>
public interface IEventLog
{
    /// <summary>
    /// Events about one type, in order and without gaps: from after <paramref name="after"/>, or from now. A slow reader is fed from the log.
    /// </summary>
    IAsyncEnumerable<LoggedEvent> ReadAsync(string entity, LogPosition? after, CancellationToken cancel);

    /// <summary>Where the log ends now, as far as this process has followed it: what is committed later comes after.</summary>
    ValueTask<LogPosition> EndAsync(CancellationToken cancel);
}
