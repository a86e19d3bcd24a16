using System.Collections.Concurrent;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace PropertyGraph.Requests;

/// <summary>A request that parsed, validated and coerced: what the planner starts from.</summary>
/// <param name="Document">The checked document, shared by all requests with the same text.</param>
/// <param name="Definition">The operation that runs.</param>
/// <param name="Variables">Its variables, coerced.</param>
internal sealed record Operation(CheckedDocument Document, GraphQLOperationDefinition Definition, Variables Variables)
{
    /// <summary>A variable's value and whether it has one, given or by default.</summary>
    public (bool Given, object? Value) Variable(string name)
    {
        var variable = Variables.Find(name);
        return variable is { ValueSpecified: true } or { IsDefault: true } ? (true, variable.Value) : (false, null);
    }
}

/// <summary>A document that is valid against the schema. Immutable.</summary>
internal sealed class CheckedDocument(long id, GraphQLDocument ast)
{
    /// <summary>Stands for the text in cache keys.</summary>
    public long Id { get; } = id;
    public GraphQLDocument Ast { get; } = ast;
    public IReadOnlyDictionary<string, GraphQLFragmentDefinition> Fragments { get; } =
        ast.Definitions.OfType<GraphQLFragmentDefinition>().ToDictionary(f => f.FragmentName.Name.StringValue);
    public IReadOnlyList<GraphQLOperationDefinition> Operations { get; } = [.. ast.Definitions.OfType<GraphQLOperationDefinition>()];

    /// <summary>Variables that stand for the size of a page.</summary>
    public IReadOnlySet<string> PageSizes { get; } = PageSizeVariables.Of(ast);

    private readonly ConcurrentDictionary<GraphQLOperationDefinition, VariableCoercion> coercions = new(ReferenceEqualityComparer.Instance);

    /// <summary>How an operation's variables are coerced; looked up once.</summary>
    public VariableCoercion Coercion(GraphQLOperationDefinition operation, ISchema schema) =>
        coercions.TryGetValue(operation, out var known) ? known : coercions.GetOrAdd(operation, new VariableCoercion(schema, Ast, operation));
}
