using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Commands;

/// <summary>Who may call a mutation, other than its <see cref="AllowAttribute"/> says.</summary>
/// <param name="Mutation">Name in the schema.</param>
/// <param name="Positions">Positions of staff; at least one.</param>
public sealed record ChangedRight(string Mutation, IReadOnlyList<Position> Positions);

/// <summary>
/// Which positions may call which mutation: what <see cref="AllowAttribute"/> says, unless the module that keeps rights says otherwise. Its rows are read once and then remembered, without an end: a
/// transaction tells when it commits which state it went by, and the database refuses it where that is no longer the present one. So a change holds for every call that begins after it, on
/// every gateway, and costs the others no round trip.
/// </summary>
internal sealed class Rights
{
    private const string OutOfDate = "PG001";
    private const string Handler = "rights";

    private readonly WriteTransactions transactions;
    private readonly (string Module, Type Changed, Func<object?, CallScope, Task> Read)? keeper;
    private volatile State? known;

    public Rights(WriteTransactions transactions, IReadOnlyList<LoadedModule> modules)
    {
        this.transactions = transactions;
        foreach (var (module, draft) in modules.SelectMany(m => m.Draft.Rights.Select(r => (m, r))))
        {
            var where = $"Module '{module.Name}', rights";
            if (keeper is { } first) throw new StartupException($"Modules '{first.Module}' and '{module.Name}' both keep rights; remove one.");
            if (draft.Read.Method.ReturnType != typeof(Task<IReadOnlyList<ChangedRight>>)) throw new StartupException($"{where}: the handler that reads them must return Task<IReadOnlyList<ChangedRight>>.");
            keeper = (module.Name, draft.Changed, HandlerCall.Compile(draft.Read, module.Draft.DbType, null, where));
        }
    }

    /// <summary>Whether an exception says that a call went by rights that were changed meanwhile.</summary>
    public static bool IsOutOfDate(Exception error) => WriteTransactions.DatabaseError(error)?.SqlState == OutOfDate;

    /// <summary>The state that is remembered; read where there is none.</summary>
    public async ValueTask<State> RememberedAsync(CancellationToken cancel) => known ?? await ReadAsync(cancel);

    /// <summary>The state as it is in the database.</summary>
    public async Task<State> ReadAsync(CancellationToken cancel)
    {
        if (keeper is not { } keeps) return known = State.OfCode;
        return known = await transactions.RunAsync(Actor.System, Handler, async unit =>
        {
            unit.Abandon();
            await using var version = new NpgsqlCommand("SELECT version FROM propertygraph.rights", unit.Connection);
            var present = (long)(await version.ExecuteScalarAsync(cancel))!;
            var changed = await (Task<IReadOnlyList<ChangedRight>>)keeps.Read(null, unit.Scope(keeps.Module));
            return new State(present, changed.ToDictionary(c => c.Mutation, c => c.Positions));
        }, cancel);
    }

    /// <summary>Has the database refuse the commit where rights are others by now, and says that they are where the call changed them.</summary>
    public void Hold(State state, WriteUnit unit, HandlerOutcome outcome)
    {
        if (keeper is not { } keeps) return;
        if (unit.Actor.Audience == Audience.Staff)
            unit.AtEnd(new("SELECT propertygraph.require_rights($1)") { Parameters = { new() { Value = state.Version } } });
        if (outcome.Events.All(e => e.GetType() != keeps.Changed)) return;
        unit.AtEnd(new("UPDATE propertygraph.rights SET version = version + 1"));
        // Forgotten even where the transaction fails: it is read anew.
        known = null;
    }

    /// <summary>Rights at a moment.</summary>
    internal sealed class State(long version, IReadOnlyDictionary<string, IReadOnlyList<Position>> changed)
    {
        /// <summary>Nothing but what the code says.</summary>
        public static State OfCode { get; } = new(0, new Dictionary<string, IReadOnlyList<Position>>());

        public long Version => version;

        /// <summary>Positions that may call; none for every member of staff.</summary>
        public IReadOnlyList<Position> PositionsOf(CommandDefinition command) =>
            !command.IsFixed && changed.TryGetValue(command.Name, out var positions) ? positions : command.Positions;
    }
}
