using System.Text;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Instrumentation;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using GraphQLParser;
using GraphQLParser.AST;
using PropertyGraph.Faults;
using PropertyGraph.Schema;

namespace PropertyGraph.Requests;

/// <summary>What came of reading a request: an operation, or the client's mistakes.</summary>
internal readonly record struct ReadResult(Operation? Operation, IReadOnlyList<GraphError> Errors, bool DocumentWasCached);

/// <summary>First stage: text to checked operation. Parsing and validation happen once per document text; coercion of variables at every request.</summary>
internal sealed class RequestReader(GraphSchema schema, RequestLimits limits)
{
    /// <summary>A wrong document can have thousands of errors, each as long as itself; an answer tells the first ones.</summary>
    private const int MostErrors = 20, LongestMessage = 500;

    private readonly DocumentGuard documentGuard = new(limits);
    private readonly VariableGuard variableGuard = new(limits);
    private readonly DocumentValidator validator = new();
    private readonly BoundedCache<string, CheckedDocument> documents = new(limits.DocumentCacheBytes);
    private long lastId;
    private long validations;

    public int CachedDocuments => documents.Count;

    /// <summary>Weight of the kept documents, in bytes.</summary>
    public long CachedBytes => documents.Weight;

    /// <summary>Documents that were validated since the start.</summary>
    public long Validations => Interlocked.Read(ref validations);

    public async ValueTask<ReadResult> ReadAsync(GraphRequest request, CancellationToken cancel)
    {
        if (variableGuard.Refuse(request.Variables) is { } tooMuch) return Failed(tooMuch);
        var cached = documents.TryGet(request.Query, out var document);
        if (!cached)
        {
            if (documentGuard.Refuse(request.Query) is { } tooLarge) return Failed(tooLarge);
            GraphQLDocument ast;
            try
            {
                ast = Parser.Parse(request.Query, new ParserOptions { Ignore = IgnoreOptions.Comments, MaxDepth = limits.ParserDepth });
            }
            catch (GraphQLParser.Exceptions.GraphQLMaxDepthExceededException)
            {
                return Failed(new GraphError("PG-REQ-LIMIT", $"The document nests more than {limits.ParserDepth} selections, lists and objects; ask in two requests."));
            }
            catch (GraphQLParser.Exceptions.GraphQLParserException error)
            {
                return Failed(new GraphError("PG-REQ-SYNTAX", $"The document is no GraphQL: {error.Description}.") { Locations = [(error.Location.Line, error.Location.Column)] });
            }
            if (documentGuard.Refuse(ast) is { } tooComplex) return Failed(tooComplex);
            document = new(Interlocked.Increment(ref lastId), ast);
        }
        if (Choose(document, request.OperationName) is not { } definition)
            return Failed(new GraphError("PG-REQ-OPERATION", document.Operations.Count == 0 ? "The document has no operation."
                : request.OperationName is { } name ? $"The document has no operation '{name}'; it has: {string.Join(", ", document.Operations.Select(o => o.Name?.StringValue ?? "an unnamed one"))}."
                : "The document has several operations; say which one with operationName."));
        var (inputs, misplaced) = JsonInputs.Read(request.Variables, request.Uploads);
        if (misplaced is not null) return Failed(misplaced);
        return cached
            ? await CoerceAsync(document, definition, inputs, cancel)
            : await ValidateAsync(document, definition, inputs, request.Query, cancel);
    }

    /// <summary>A document that was valid once is valid always, for the schema does not change; its variables are new each time.</summary>
    private async ValueTask<ReadResult> CoerceAsync(CheckedDocument document, GraphQLOperationDefinition definition, Inputs inputs, CancellationToken cancel)
    {
        var (values, errors) = await document.Coercion(definition, schema.Schema).CoerceAsync(inputs, cancel);
        return errors.Count > 0 ? new(null, [.. errors.Take(MostErrors).Select(Error)], true) : new(new(document, definition, values), [], true);
    }

    /// <summary>Validates a document that is new, and coerces variables.</summary>
    private async ValueTask<ReadResult> ValidateAsync(CheckedDocument document, GraphQLOperationDefinition definition, Inputs inputs, string query, CancellationToken cancel)
    {
        Interlocked.Increment(ref validations);
        var result = await validator.ValidateAsync(new ValidationOptions
        {
            Schema = schema.Schema,
            Document = document.Ast,
            Rules = DocumentValidator.CoreRules,
            Operation = definition,
            Variables = inputs,
            Extensions = Inputs.Empty,
            UserContext = new Dictionary<string, object?>(),
            Metrics = Metrics.None,
            CancellationToken = cancel,
        });
        if (!result.IsValid) return new(null, [.. result.Errors.Take(MostErrors).Select(Error)], false);
        documents.Add(query, document, Weight(query));
        return new(new(document, definition, result.Variables ?? Variables.None), [], false);
    }

    /// <summary>A document's tree takes about 20 bytes for each of its characters (measured on this schema's queries).</summary>
    private static long Weight(string query) => 500 + (20L * query.Length);

    private static ReadResult Failed(GraphError error) => new(null, [error], false);

    private static GraphQLOperationDefinition? Choose(CheckedDocument document, string? name) =>
        string.IsNullOrEmpty(name)
            ? document.Operations.Count == 1 ? document.Operations[0] : null
            : document.Operations.FirstOrDefault(o => o.Name is { } n && n.Value == name);

    private static GraphError Error(ExecutionError error) =>
        new(error is InvalidVariableError ? "PG-REQ-VARIABLES" : "PG-REQ-VALIDATION", Message(error))
        {
            Locations = error.Locations is { } places ? [.. places.Select(l => (l.Line, l.Column))] : [],
        };

    /// <summary>The scalar's own words where a value was no such scalar. Messages quote the document, which may be long.</summary>
    private static string Message(ExecutionError error)
    {
        var message = error.InnerException is FormatException inner ? $"{error.Message} {inner.Message}" : error.Message;
        return message.Length <= LongestMessage ? message : message[..LongestMessage] + "...";
    }
}
