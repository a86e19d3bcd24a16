using Npgsql;
using PropertyGraph.Access;

namespace PropertyGraph.Commands;

/// <summary>What a module's handler may ask for by the type of a parameter.</summary>
internal sealed class CallScope(
    ModuleDb? db, Actor actor, Func<Actor, IGraph> graphs, TimeProvider time, StaffMutations mutations, WriteConnection connection, IRaisedEvents events, IPersonalRecords records,
    Func<Type, IReadOnlyList<object>> provided, CancellationToken cancel)
{
    public ModuleDb? Db { get; } = db;
    public Actor Actor { get; } = actor;
    public IGraph Graph => graphs(Actor);
    public TimeProvider Time { get; } = time;
    public StaffMutations Mutations { get; } = mutations;
    public NpgsqlConnection Connection => connection.Begun;
    public IRaisedEvents Events { get; } = events;
    public IPersonalRecords Records { get; } = records;
    public CancellationToken Cancel { get; } = cancel;

    /// <summary>What the one module that provides a contract does for it.</summary>
    public T Provided<T>() => (T)provided(typeof(T))[0];

    /// <summary>What all modules that provide a contract do for it.</summary>
    public IReadOnlyList<T> AllProvided<T>() => [.. provided(typeof(T)).Cast<T>()];
}
