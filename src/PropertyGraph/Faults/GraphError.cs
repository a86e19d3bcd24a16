namespace PropertyGraph.Faults;

/// <summary>An entry of a response's <c>errors</c>: a client's mistake, or a masked fault of the platform.</summary>
/// <param name="Code">Stable code, such as <c>PG-REQ-SYNTAX</c>; all are listed in <c>docs/errors.md</c>.</param>
/// <param name="Message">What was wrong and what to do.</param>
public sealed record GraphError(string Code, string Message)
{
    /// <summary>Places in the document: line and column, from 1.</summary>
    public IReadOnlyList<(int Line, int Column)> Locations { get; init; } = [];

    /// <summary>Response keys that lead to the field, or null for the whole request.</summary>
    public IReadOnlyList<object>? Path { get; init; }
}

/// <summary>Carries a client's mistake out of the planner or the binder to the field that it nulls.</summary>
internal sealed class GraphErrorException(GraphError error) : Exception(error.Message)
{
    public GraphErrorException(string code, string message) : this(new GraphError(code, message)) { }

    public GraphError Error { get; } = error;
}
