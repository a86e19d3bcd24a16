using System.Text.Json;

namespace PropertyGraph.Requests;

/// <summary>A GraphQL request as a transport received it.</summary>
/// <param name="Query">The document; empty where it is named by its hash.</param>
/// <param name="OperationName">Which operation of it; null where there is one.</param>
/// <param name="Variables">A JSON object, or default/null.</param>
public sealed record GraphRequest(string Query, string? OperationName = null, JsonElement Variables = default)
{
    /// <summary>
    /// SHA-256 of the document, 64 lower-case hexadecimal digits, that stands in its place (<c>documentId</c>) or beside it (<c>extensions.persistedQuery</c>);
    /// null where the document is all there is.
    /// </summary>
    public string? DocumentHash { get; init; }

    /// <summary>Whether the hash came by Apollo's protocol, whose words its clients know, and which lets them add documents.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>The platform's own question on behalf of an actor: the actor's client has no say in it.</summary>
    internal bool IsPlatforms { get; init; }

    /// <summary>Adds <c>extensions.trace</c> to the response.</summary>
    public bool Trace { get; init; }

    /// <summary>Whether <c>extensions.cost</c> is added to the response, or is all of it.</summary>
    public CostMode Cost { get; init; }

    /// <summary>Files that came with it, and where in the variables they belong.</summary>
    public IReadOnlyList<Upload> Uploads { get; init; } = [];

    /// <summary>Refuses mutations, as GET must; a subscription changes nothing and may be opened.</summary>
    public bool QueriesOnly { get; init; }

    /// <summary>The same request, for when the document that <see cref="Variables"/> refers to ends before it does.</summary>
    public GraphRequest Outliving() => Variables.ValueKind == JsonValueKind.Object ? this with { Variables = Variables.Clone() } : this;

    /// <summary>Cursor of the last change that a subscriber received, where its transport carries it; it goes before the argument <c>after</c>.</summary>
    public string? After { get; init; }
}

/// <summary>A file's place in the variables, where the client sent null.</summary>
/// <param name="Path">Such as <c>variables.input.file</c> or <c>variables.files.0</c>.</param>
public sealed record Upload(string Path, Files.UploadedFile File);

/// <summary>What a client wants to know of an operation's cost.</summary>
public enum CostMode
{
    None,
    /// <summary>The cost beside the answer.</summary>
    Report,
    /// <summary>The cost instead of the answer: nothing is executed.</summary>
    Validate,
}

/// <summary>How far a request came; a transport turns it into a status code.</summary>
public enum AnswerKind
{
    /// <summary>It was executed; <c>data</c> is present, perhaps with errors.</summary>
    Executed,
    /// <summary>It was refused before execution: syntax, validation, variables, limits. No <c>data</c>.</summary>
    RequestError,
    /// <summary>It was planned only, for its cost. No <c>data</c>.</summary>
    Validated,
    /// <summary>A mutation or subscription where only queries may run.</summary>
    WrongOperation,
    /// <summary>It was begun and took too long: what ran was cancelled. No <c>data</c>; a mutation may have been done all the same.</summary>
    TimedOut,
}
