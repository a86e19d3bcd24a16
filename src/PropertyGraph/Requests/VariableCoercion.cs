using GraphQL;
using GraphQL.Instrumentation;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace PropertyGraph.Requests;

/// <summary>
/// Coercion of one operation's variables (GraphQL 6.1.2). GraphQL.NET walks the whole operation at every request, to find which nullable variables stand where null may not;
/// that is looked up once, and from then on coercion sees an operation of variables alone.
/// </summary>
internal sealed class VariableCoercion
{
    private readonly ISchema schema;
    private readonly GraphQLDocument document;
    private readonly GraphQLOperationDefinition? variables;

    /// <param name="document">The document, valid.</param>
    /// <param name="operation">One of its operations.</param>
    public VariableCoercion(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        (this.schema, this.document) = (schema, document);
        if (operation.Variables is not { Count: > 0 } definitions) return;
        var usages = Context(operation, Inputs.Empty, CancellationToken.None).GetRecursiveVariables(operation) ?? [];
        var required = usages.Where(u => u.Type is NonNullGraphType).Select(u => u.Node.Name.StringValue).ToHashSet();
        variables = new(new GraphQLSelectionSet([]))
        {
            Operation = operation.Operation,
            Variables = new([.. definitions.Items.Select(d => required.Contains(d.Variable.Name.StringValue) ? Required(d) : d)]),
        };
    }

    /// <summary>Values by name, and what is wrong with them.</summary>
    public async ValueTask<(Variables Values, IReadOnlyList<ValidationError> Errors)> CoerceAsync(Inputs inputs, CancellationToken cancel)
    {
        if (variables is null) return (Variables.None, []);
        var (values, errors) = await Context(variables, inputs, cancel).GetVariablesValuesAsync();
        return (values, errors ?? []);
    }

    /// <summary>Null must not reach an argument that can't take it; a default of the variable's own makes it optional still.</summary>
    private static GraphQLVariableDefinition Required(GraphQLVariableDefinition definition) => definition.Type is GraphQLNonNullType || definition.DefaultValue is null
        ? definition
        : new(definition.Variable, new GraphQLNonNullType(definition.Type)) { DefaultValue = definition.DefaultValue, Location = definition.Location };

    private ValidationContext Context(GraphQLOperationDefinition operation, Inputs inputs, CancellationToken cancel) => new()
    {
        Schema = schema,
        Document = document,
        Operation = operation,
        TypeInfo = new(schema),
        UserContext = new Dictionary<string, object?>(),
        Variables = inputs,
        Extensions = Inputs.Empty,
        Metrics = Metrics.None,
        CancellationToken = cancel,
    };
}
