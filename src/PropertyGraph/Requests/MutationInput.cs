using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;
using PropertyGraph.Faults;

namespace PropertyGraph.Requests;

/// <summary>The argument <c>input</c> of a mutation: its literal, with the variables in it, as the values of its type.</summary>
internal static class MutationInput
{
    /// <exception cref="GraphErrorException">The variables' values do not fit together, such as none in an input that takes exactly one.</exception>
    public static IReadOnlyDictionary<string, object?> Of(Operation operation, GraphQLField field, ISchema schema)
    {
        var definition = schema.Mutation!.GetField(field.Name)!;
        try
        {
            var arguments = ExecutionHelper.GetArguments(definition.Arguments, field.Arguments, operation.Variables, operation.Document.Ast, field, null)!;
            return (IReadOnlyDictionary<string, object?>)arguments["input"].Value!;
        }
        catch (Exception error) when (error is ExecutionError or FormatException or InvalidOperationException)
        {
            throw new GraphErrorException("PG-REQ-VALIDATION", error.Message);
        }
    }
}
