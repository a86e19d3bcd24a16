using System.Text.Json;
using PropertyGraph.Faults;

namespace PropertyGraph.Commands;

/// <summary>The graph, as a command's actor sees it: how a module asks about another module's rows. Reads run on their own connection and snapshot.</summary>
public interface IGraph
{
    /// <summary>A fault where the actor sees no row in use of this type and key; null where it does.</summary>
    /// <param name="input">Path into the mutation's input, for the fault.</param>
    Task<Fault?> RequireAsync(string type, Guid id, string input, CancellationToken cancel);

    /// <summary>Answers a query, compiled like any other: the <c>data</c> of the response.</summary>
    /// <exception cref="InvalidOperationException">The query has errors: a bug of the caller.</exception>
    Task<JsonElement> QueryAsync(string query, object? variables, CancellationToken cancel);

    /// <summary>The graph as the platform sees it: every row.</summary>
    IGraph AsSystem { get; }

    /// <summary>The global id of a row.</summary>
    string GlobalId(string type, Guid id);

    /// <summary>The key in a global id of this type.</summary>
    /// <exception cref="FormatException">The text is no global id of this type.</exception>
    Guid Key(string type, string globalId);
}
