using System.Text;
using System.Text.Json;
using GraphQL;
using GraphQL.Execution;
using GraphQLParser.AST;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Execution;

/// <summary>Answers <c>__schema</c> and <c>__type</c> through GraphQL.NET's own execution.</summary>
internal sealed class Introspection(GraphSchema schema)
{
    private readonly DocumentExecuter executer = new();

    /// <summary>The value of one root field, as JSON.</summary>
    public async Task<string> AnswerAsync(Operation operation, Selection selection, CancellationToken cancel)
    {
        var definition = new GraphQLOperationDefinition(new GraphQLSelectionSet([.. selection.Fields]))
        {
            Operation = OperationType.Query,
            Variables = operation.Definition.Variables,
        };
        var document = new GraphQLDocument([definition, .. operation.Document.Fragments.Values]);
        var result = await executer.ExecuteAsync(new ExecutionOptions
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
