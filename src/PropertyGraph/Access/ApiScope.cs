using PropertyGraph.Modules;

namespace PropertyGraph.Access;

/// <summary>What an API key may be used for. A closed set that narrows, never widens, what the key's holder may do.</summary>
[Describes("What an API key may be used for. It narrows what the key's holder may do, and never widens it.")]
public enum ApiScope
{
    /// <summary>Queries, and what a mutation's payload reads after the change.</summary>
    [Describes("Queries, and what a mutation's payload reads after the change.")]
    Read,
    /// <summary>Live views.</summary>
    [Describes("Subscriptions.")]
    Subscribe,
    /// <summary>Commands.</summary>
    [Describes("Mutations. Without READ their payloads answer only errors and values, no rows.")]
    Write,
}
