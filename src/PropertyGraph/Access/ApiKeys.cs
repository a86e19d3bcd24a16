using Npgsql;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Access;

/// <summary>An API key as the module that keeps them tells it: one that is neither revoked nor of somebody inactive.</summary>
/// <param name="Id">Key of its row.</param>
/// <param name="Hash">What <see cref="ApiKeySecret"/> keeps of its text.</param>
/// <param name="Actor">Who asks with it, within its scopes.</param>
/// <param name="Client">The client whose trusted documents are all that it runs; null where it runs any document.</param>
/// <param name="ExpiresAt">When it stops to be good; null for never.</param>
public sealed record ApiKeyGrant(Guid Id, byte[] Hash, Actor Actor, string? Client, DateTimeOffset? ExpiresAt);

/// <summary>Finds API keys, by the module that keeps them.</summary>
public sealed class ApiKeys
{
    private readonly WriteTransactions transactions;
    private readonly (string Module, Func<object?, CallScope, Task> Find, Func<object?, CallScope, Task> Used)? keeper;

    internal ApiKeys(WriteTransactions transactions, IReadOnlyList<LoadedModule> modules)
    {
        this.transactions = transactions;
        foreach (var (module, draft) in modules.SelectMany(m => m.Draft.ApiKeys.Select(k => (m, k))))
        {
            var where = $"Module '{module.Name}', API keys";
            if (keeper is { } first) throw new StartupException($"Modules '{first.Module}' and '{module.Name}' both keep API keys; remove one.");
            if (draft.Find.Method.ReturnType != typeof(Task<ApiKeyGrant?>)) throw new StartupException($"{where}: the handler that finds one must return Task<ApiKeyGrant?>.");
            keeper = (module.Name, HandlerCall.Compile(draft.Find, module.Draft.DbType, typeof(string), where), HandlerCall.Compile(draft.Used, module.Draft.DbType, typeof(ApiKeyUse), where));
        }
    }

    /// <summary>The key with this public part; null where there is none that is good, or no module keeps any.</summary>
    public async Task<ApiKeyGrant?> FindAsync(string lookup, CancellationToken cancel)
    {
        if (keeper is not { } known) return null;
        return await transactions.RunAsync(Actor.System, "api keys", async unit =>
        {
            unit.Abandon();
            return await (Task<ApiKeyGrant?>)known.Find(lookup, unit.Scope(known.Module));
        }, cancel);
    }

    /// <summary>Writes down when keys were last used.</summary>
    public async Task UsedAsync(ApiKeyUse use, CancellationToken cancel)
    {
        if (keeper is not { } known) return;
        await transactions.RunAsync(Actor.System, "api keys", async unit =>
        {
            await known.Used(use, unit.Scope(known.Module));
            return true;
        }, cancel);
    }
}

/// <summary>Keys that were used, and when the last of them was.</summary>
public sealed record ApiKeyUse(IReadOnlyList<Guid> Keys, DateTimeOffset At);
