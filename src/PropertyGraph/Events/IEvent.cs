namespace PropertyGraph.Events;

/// <summary>
/// A fact that a command or handler wrote to the log: ids, enums and amounts, never personal text. Records that another module handles live in
/// <c>modules/Contracts</c>.
/// </summary>
public interface IEvent
{
    /// <summary>Key of the row that the event is about.</summary>
    Guid Subject { get; }
}

/// <summary>What an event is about and what it is called.</summary>
/// <param name="entity">Name of the type in the schema, such as <c>Complaint</c>.</param>
/// <param name="kind">What happened, SCREAMING_SNAKE: a value of the enum <c>ComplaintChangeKind</c>.</param>
/// <param name="description">What that enum value means.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventOfAttribute(string entity, string kind, string description) : Attribute
{
    public string Entity { get; } = entity;
    public string Kind { get; } = kind;
    public string Description { get; } = description;

    /// <summary>True for what only staff may learn of, such as an internal note.</summary>
    public bool StaffOnly { get; init; }
}

/// <summary>What an event handler or timer did: the events it raised, written in the same transaction.</summary>
public sealed class Reaction
{
    private Reaction(IReadOnlyList<IEvent> events) => Events = events;

    public IReadOnlyList<IEvent> Events { get; }

    /// <summary>Nothing to tell.</summary>
    public static Reaction None { get; } = new([]);

    /// <summary>These events, in this order.</summary>
    public static Reaction Of(params IReadOnlyList<IEvent> events) => new(events);
}

/// <summary>A timer that came due. See <see cref="Commands.ModuleDb.Schedule"/>.</summary>
/// <param name="Kind">Name of the timer, unique in the module.</param>
/// <param name="Key">What it is about.</param>
/// <param name="Due">When it was to fire; the present may be later after downtime.</param>
public sealed record TimerFired(string Kind, Guid Key, DateTimeOffset Due);
