using Npgsql;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Modules;

namespace PropertyGraph.Access;

/// <summary>Finds the actor that a person's key stands for, by the module that keeps such people.</summary>
public sealed class People
{
    private readonly WriteTransactions transactions;
    private readonly Dictionary<Audience, (string Module, Func<object?, CallScope, Task> Call)> resolvers = [];
    private long changes;

    internal People(WriteTransactions transactions, EventFanOut events, IReadOnlyList<LoadedModule> modules)
    {
        this.transactions = transactions;
        foreach (var (module, draft) in modules.SelectMany(m => m.Draft.People.Select(p => (m, p))))
        {
            if (draft.Resolve.Method.ReturnType != typeof(Task<Actor?>))
                throw new StartupException($"Module '{module.Name}', people of {draft.Audience}: the handler must return Task<Actor?>.");
            var call = HandlerCall.Compile(draft.Resolve, module.Draft.DbType, typeof(Guid), $"Module '{module.Name}', people of {draft.Audience}");
            if (!resolvers.TryAdd(draft.Audience, (module.Name, call)))
                throw new StartupException($"Modules '{resolvers[draft.Audience].Module}' and '{module.Name}' both keep the people of {draft.Audience}; remove one.");
            foreach (var changed in draft.ChangedBy) events.Watch(changed.FullName!, () => Interlocked.Increment(ref changes));
        }
    }

    /// <summary>Grows when an event came after which somebody may stand for another actor, or for nobody: what was resolved before is to be resolved anew.</summary>
    public long Changes => Interlocked.Read(ref changes);

    /// <summary>The actor, or null where no module keeps such people, there is none of this key, or it is not active.</summary>
    public async Task<Actor?> ResolveAsync(Audience audience, Guid person, CancellationToken cancel)
    {
        if (!resolvers.TryGetValue(audience, out var resolver)) return null;
        return await transactions.RunAsync(Actor.System, "people", async unit =>
        {
            unit.Abandon();
            return await (Task<Actor?>)resolver.Call(person, unit.Scope(resolver.Module));
        }, cancel);
    }

    /// <summary>The actor that a token's subject stands for in table <c>propertygraph.principals</c>, or null.</summary>
    public async Task<Actor?> OfSubjectAsync(string subject, CancellationToken cancel)
    {
        await using var command = transactions.Source.CreateCommand("SELECT audience, person_id FROM propertygraph.principals WHERE subject = $1");
        command.Parameters.Add(new() { Value = subject });
        Guid person;
        Audience audience;
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            if (!await reader.ReadAsync(cancel)) return null;
            (audience, person) = (Schema.EnumText<Audience>.From(reader.GetString(0)), reader.GetGuid(1));
        }
        return await ResolveAsync(audience, person, cancel);
    }

    /// <summary>Lets a token's subject stand for a person from now on.</summary>
    public async Task GrantAsync(string subject, Audience audience, Guid person, CancellationToken cancel)
    {
        await using var command = transactions.Source.CreateCommand(
            """
            INSERT INTO propertygraph.principals (subject, audience, person_id) VALUES ($1, $2, $3)
            ON CONFLICT (subject) DO UPDATE SET audience = excluded.audience, person_id = excluded.person_id
            """);
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = subject }, new() { Value = Schema.EnumText<Audience>.Of(audience) }, new() { Value = person } });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
