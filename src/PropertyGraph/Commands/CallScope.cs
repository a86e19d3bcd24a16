using Npgsql;
using PropertyGraph.Access;

namespace PropertyGraph.Commands;

/// <summary>What a module's handler may ask for by the type of a parameter.</summary>
internal sealed class CallScope(ModuleDb? db, Actor actor, Func<Actor, IGraph> graphs, TimeProvider time, NpgsqlConnection connection, CancellationToken cancel)
{
    public ModuleDb? Db { get; } = db;
    public Actor Actor { get; } = actor;
    public IGraph Graph => graphs(Actor);
    public TimeProvider Time { get; } = time;
    public NpgsqlConnection Connection { get; } = connection;
    public CancellationToken Cancel { get; } = cancel;
}
