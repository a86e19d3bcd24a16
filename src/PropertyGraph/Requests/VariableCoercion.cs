using System.Collections.Concurrent;
using GraphQL;
using GraphQL.Instrumentation;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace PropertyGraph.Requests;

/// <summary>
/// Coercion of one operation's variables (GraphQL 6.1.2). What a client sends rightly is coerced here, straight by the types. Everything else, a wrong value first of all, goes
/// to GraphQL.NET, which finds the words for it, but walks the operation and takes ten times as long.
/// </summary>
internal sealed class VariableCoercion
{
    private readonly ISchema schema;
    private readonly GraphQLDocument document;
    private readonly GraphQLOperationDefinition? variables;
    private readonly Typed[] typed = [];
    private readonly ConcurrentDictionary<string, object?> defaults = [];

    /// <param name="document">The document, valid.</param>
    /// <param name="operation">One of its operations.</param>
    public VariableCoercion(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        (this.schema, this.document) = (schema, document);
        if (operation.Variables is not { Count: > 0 } definitions) return;
        // A nullable variable with a default of its own may stand where null may not; looked up once, so that coercion need not see the rest of the operation.
        var usages = Context(operation, Inputs.Empty, CancellationToken.None).GetRecursiveVariables(operation) ?? [];
        var required = usages.Where(u => u.Type is NonNullGraphType).Select(u => u.Node.Name.StringValue).ToHashSet();
        variables = new(new GraphQLSelectionSet([]))
        {
            Operation = operation.Operation,
            Variables = new([.. definitions.Items.Select(d => required.Contains(d.Variable.Name.StringValue) ? Required(d) : d)]),
        };
        typed = [.. variables.Variables.Items.Select(d => new Typed(d.Variable.Name.StringValue, d, TypeOf(d.Type)!))];
    }

    /// <summary>Values by name, and what is wrong with them.</summary>
    public async ValueTask<(Variables Values, IReadOnlyList<ValidationError> Errors)> CoerceAsync(Inputs inputs, CancellationToken cancel)
    {
        if (variables is null) return (Variables.None, []);
        if (TryCoerce(inputs) is { } coerced) return (coerced, []);
        var (values, errors) = await Context(variables, inputs, cancel).GetVariablesValuesAsync();
        if (errors is { Count: > 0 }) return (values, errors);
        foreach (var value in values)
            if (value.IsDefault) defaults.TryAdd(value.Name, value.Value);
        return (values, []);
    }

    private Variables? TryCoerce(Inputs inputs)
    {
        var values = new Variables();
        foreach (var (name, definition, type) in typed)
        {
            var variable = new Variable(name, definition);
            if (inputs.TryGetValue(name, out var given))
            {
                if (!InputCoercion.Try(type, given, out var value)) return null;
                variable.Value = value;
            }
            else if (definition.DefaultValue is not null)
            {
                if (!defaults.TryGetValue(name, out var known)) return null;
                (variable.Value, variable.IsDefault) = (known, true);
            }
            else if (type is NonNullGraphType) return null;
            values.Add(variable);
        }
        return values;
    }

    /// <summary>Null must not reach an argument that can't take it; a default of the variable's own makes it optional still.</summary>
    private static GraphQLVariableDefinition Required(GraphQLVariableDefinition definition) => definition.Type is GraphQLNonNullType || definition.DefaultValue is null
        ? definition
        : new(definition.Variable, new GraphQLNonNullType(definition.Type)) { DefaultValue = definition.DefaultValue, Location = definition.Location };

    private IGraphType? TypeOf(GraphQLType type) => type switch
    {
        GraphQLNonNullType nonNull => new NonNullGraphType(TypeOf(nonNull.Type)!),
        GraphQLListType list => new ListGraphType(TypeOf(list.Type)!),
        GraphQLNamedType named => schema.AllTypes[named.Name],
        _ => null,
    };

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

    private sealed record Typed(string Name, GraphQLVariableDefinition Definition, IGraphType Type);
}
