using Microsoft.EntityFrameworkCore;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Events;
using PropertyGraph.Files;

namespace PropertyGraph.Commands;

/// <summary>One write transaction while it runs: its contexts, what it raised, and what the kernel writes with it.</summary>
internal sealed class WriteUnit(
    WriteModel model, IRowPolicies policies, FileStore files, Func<Actor, IGraph> graphs, TimeProvider time, Actor actor, string name,
    WriteConnection connection, Dictionary<string, object?> seen, CancellationToken cancel) : IAsyncDisposable
{
    private readonly Dictionary<string, (ModuleDb Db, RowChanges Changes)> databases = [];
    private readonly List<(string Module, IEvent Event)> raised = [];
    private readonly LastRows rows = new(connection);
    private readonly List<NpgsqlBatchCommand> last = [];
    private readonly List<Action> after = [];
    private readonly Dictionary<Type, IReadOnlyList<object>?> provided = [];

    /// <summary>For statements in the transaction.</summary>
    public NpgsqlConnection Connection => connection.Begun;

    /// <summary>Keys of personal values.</summary>
    public SubjectKeys Keys { get; } = new(connection);
    public Actor Actor => actor;
    public string Name => name;

    /// <summary>When it happens (UTC): one value for its policies, audit rows and events.</summary>
    public DateTimeOffset Now { get; } = time.GetUtcNow();
    public CancellationToken Cancel => cancel;

    /// <summary>Whether all is to be rolled back.</summary>
    public bool IsAbandoned { get; private set; }

    public bool HasRaised => raised.Count > 0;

    public void Abandon() => IsAbandoned = true;

    /// <summary>What handlers of a module may ask for, in this transaction.</summary>
    public CallScope Scope(string module)
    {
        if (!databases.TryGetValue(module, out var known) && model.Database(module) is { } type)
        {
            var db = model.Create(type);
            db.Begin(connection, new Visibility(model, policies, Keys, actor, Now), seen);
            databases.Add(module, known = (db, new RowChanges(db)));
        }
        return new(known.Db, actor, graphs, time, model.Mutations, connection, new Raised(this, module), new PersonalRecords(this, model, policies, files), Provided, cancel);
    }

    /// <summary>What the modules provide for a contract, in the order of their dependencies, in this transaction: each once.</summary>
    private IReadOnlyList<object> Provided(Type contract)
    {
        if (provided.TryGetValue(contract, out var known)) return known ?? throw new InvalidOperationException($"What provides {contract.Name} asks for it, perhaps by way of others.");
        provided.Add(contract, null);
        return provided[contract] = [.. model.Providers(contract).Select(p => p.Make(Scope(p.Module)))];
    }

    /// <summary>Events that a module's handler returned, in order.</summary>
    public void Raise(string module, IEnumerable<IEvent> events) => raised.AddRange(events.Select(e => (module, e)));

    /// <summary>A statement to run with the last ones.</summary>
    public void AtEnd(NpgsqlBatchCommand command) => last.Add(command);

    /// <summary>Something to do once the transaction is committed; if it is not done, nobody is harmed.</summary>
    public void AfterCommit(Action action) => after.Add(action);

    public void Committed()
    {
        foreach (var action in after) action();
    }

    /// <summary>Saves the contexts: rows that others refer to come first, since foreign keys between modules point to dependencies.</summary>
    public async Task SaveAsync()
    {
        foreach (var (_, (db, _)) in databases.OrderBy(d => model.PlaceOf(d.Key))) await db.SaveChangesAsync(cancel);
    }

    /// <summary>Has changed rows that wait for the last statements be in the database now.</summary>
    public Task SendRowsAsync() => rows.SendAsync(cancel);

    /// <summary>Saves the contexts, writes audit rows, events, timers and last statements and commits, in one batch.</summary>
    public async Task CommitAsync()
    {
        foreach (var (db, _) in databases.Values)
        {
            // Looked for once: no handler's code runs any more.
            db.ChangeTracker.DetectChanges();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            db.Last = rows;
        }
        await SaveAsync();
        var changes = databases.Values.SelectMany(d => d.Changes.All).ToList();
        var (first, about) = (new List<NpgsqlBatchCommand>(), new List<NpgsqlBatchCommand>());
        await AuditRows.AddAsync(first, about, this, model, changes);
        foreach (var (module, e) in raised) about.Add(await EventRow(module, e));
        foreach (var (module, (db, _)) in databases) TimerRows.Add(about, module, db.Timers);
        if (!connection.HasBegun && first.Count + rows.Count + about.Count + last.Count == 0) return;
        // After an error in the batch nothing of it is executed any more, so that it is never half that is committed.
        await using var batch = connection.Batch([.. first, .. rows.Take(), .. about, .. last, new("COMMIT")]);
        // Once asked to commit, a client's hang-up must not leave us not knowing.
        cancel.ThrowIfCancellationRequested();
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
        connection.Committed();
    }

    private async Task<NpgsqlBatchCommand> EventRow(string module, IEvent e)
    {
        var about = model.EventOf(e.GetType());
        var entity = model.Entity(about.Entity);
        if (entity is null || entity.Type.Module != module || !databases.TryGetValue(module, out var here))
            throw new InvalidOperationException($"Module '{module}' raised {e.GetType().Name} about {about.Entity}, which is no type of its own with rows.");
        var row = await here.Db.FindAsync(entity.Type.ClrType, [e.Subject], cancel);
        var change = row is null ? here.Changes.All.LastOrDefault(c => c.Row.GetType() == entity.Type.ClrType && Equals(c.After[entity.Type.Key], e.Subject)) : here.Changes.Of(row);
        var after = change?.After ?? (row is null ? null : here.Db.Entry(row).CurrentValues);
        return LogRows.Insert(e, about, this,
            change?.State == EntityState.Added ? null : LogRows.RoutingKeys(entity, change?.Before ?? after),
            change?.State == EntityState.Deleted ? null : LogRows.RoutingKeys(entity, after));
    }

    private sealed class Raised(WriteUnit unit, string module) : IRaisedEvents
    {
        public void Add(IEvent e) => unit.Raise(module, [e]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (db, _) in databases.Values)
        {
            db.End();
            await db.DisposeAsync();
        }
    }
}
