using System.Text;
using System.Text.Json;
using GraphQL;
using GraphQL.Execution;
using GraphQLParser.AST;
using PropertyGraph.Faults;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Execution;

/// <summary>Answers <c>__schema</c> and <c>__type</c> through GraphQL.NET's own execution.</summary>
internal sealed class Introspection(GraphSchema schema)
{
    /// <summary>The value of one root field, as JSON.</summary>
    /// <param name="budget">Shared by the root fields of one operation.</param>
    /// <exception cref="GraphErrorException">It would be more values than one answer may have.</exception>
    public async Task<string> AnswerAsync(Operation operation, Selection selection, IntrospectionBudget budget, CancellationToken cancel)
    {
        var definition = new GraphQLOperationDefinition(new GraphQLSelectionSet([.. selection.Fields]))
        {
            Operation = OperationType.Query,
            Variables = operation.Definition.Variables,
        };
        var document = new GraphQLDocument([definition, .. operation.Document.Fragments.Values]);
        var result = await new BoundedExecuter(budget).ExecuteAsync(new ExecutionOptions
        {
            Schema = schema.Schema,
            Document = document,
            Variables = new Inputs(operation.Variables.ToDictionary(v => v.Name, v => v.Value)),
            ValidationRules = [],
            ThrowOnUnhandledException = true,
            CancellationToken = cancel,
        });
        var root = (RootExecutionNode)result.Data!;
        var output = new MemoryStream();
        await using (var json = new Utf8JsonWriter(output, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json, root.SubFields!.Single().ToValue());
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private sealed class BoundedExecuter(IntrospectionBudget budget) : DocumentExecuter
    {
        protected override IExecutionStrategy SelectExecutionStrategy(GraphQL.Execution.ExecutionContext context) => new BoundedStrategy(budget);
    }

    /// <summary>Types have fields and fields have types: a few nested lines ask for more values than any memory holds.</summary>
    private sealed class BoundedStrategy(IntrospectionBudget budget) : SerialExecutionStrategy
    {
        protected override Task ExecuteNodeAsync(GraphQL.Execution.ExecutionContext context, ExecutionNode node)
        {
            budget.Take();
            return base.ExecuteNodeAsync(context, node);
        }
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case IEnumerable<KeyValuePair<string, object?>> fields:
                json.WriteStartObject();
                foreach (var (name, inner) in fields)
                {
                    json.WritePropertyName(name);
                    Write(json, inner);
                }
                json.WriteEndObject();
                break;
            case System.Collections.IEnumerable list:
                json.WriteStartArray();
                foreach (var item in list) Write(json, item);
                json.WriteEndArray();
                break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }
}

/// <summary>How many values the introspection of one operation may still answer.</summary>
internal sealed class IntrospectionBudget(int values)
{
    private int taken;

    /// <exception cref="GraphErrorException">None is left.</exception>
    public void Take()
    {
        if (++taken > values) throw new GraphErrorException("PG-PLAN-LIMIT", $"The introspection asks for more than {values} values; nest fields and types less deeply.");
    }
}
