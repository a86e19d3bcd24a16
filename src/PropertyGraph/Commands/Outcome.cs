using PropertyGraph.Events;
using PropertyGraph.Faults;

namespace PropertyGraph.Commands;

/// <summary>
/// What a command came to: the row it is about and the events it raised, or the faults that kept it from changing anything.
/// The payload has one field for the row, named after <typeparamref name="TEntity"/>.
/// </summary>
public sealed class Outcome<TEntity> where TEntity : class
{
    private Outcome(Guid? id, IReadOnlyList<IEvent> events, IReadOnlyList<Fault> faults, IReadOnlyDictionary<string, object?> values)
    {
        Id = id;
        Events = events;
        Faults = faults;
        Values = values;
    }

    /// <summary>Key of the row, or null when there are faults.</summary>
    public Guid? Id { get; }
    public IReadOnlyList<IEvent> Events { get; }
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>Values of the payload's further fields; see <see cref="Modules.ReturnsAttribute"/>.</summary>
    public IReadOnlyDictionary<string, object?> Values { get; }

    /// <summary>Success: the row's key and what happened.</summary>
    public static Outcome<TEntity> Of(Guid id, params IReadOnlyList<IEvent> events) =>
        new(id, events, [], new Dictionary<string, object?>());

    /// <summary>Failure for several reasons at once, such as several invalid inputs.</summary>
    public static Outcome<TEntity> Failed(IReadOnlyList<Fault> faults) =>
        new(null, [], faults, new Dictionary<string, object?>());

    /// <summary>Adds a value of a further payload field, such as a token that is shown once.</summary>
    public Outcome<TEntity> With(string field, object? value) =>
        new(Id, Events, Faults, new Dictionary<string, object?>(Values) { [field] = value });

    public static implicit operator Outcome<TEntity>(Fault fault) => Failed([fault]);
}
