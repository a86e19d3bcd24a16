using System.Text.Json;

namespace PropertyGraph.Requests;

/// <summary>A GraphQL request as a transport received it.</summary>
/// <param name="Query">The document.</param>
/// <param name="OperationName">Which operation of it; null where there is one.</param>
/// <param name="Variables">A JSON object, or default/null.</param>
public sealed record GraphRequest(string Query, string? OperationName = null, JsonElement Variables = default)
{
    /// <summary>Adds <c>extensions.trace</c> to the response.</summary>
    public bool Trace { get; init; }

    /// <summary>Refuses anything but a query, as GET must.</summary>
    public bool QueriesOnly { get; init; }
}

/// <summary>How far a request came; a transport turns it into a status code.</summary>
public enum AnswerKind
{
    /// <summary>It was executed; <c>data</c> is present, perhaps with errors.</summary>
    Executed,
    /// <summary>It was refused before execution: syntax, validation, variables, limits. No <c>data</c>.</summary>
    RequestError,
    /// <summary>A mutation or subscription where only queries may run.</summary>
    WrongOperation,
}
