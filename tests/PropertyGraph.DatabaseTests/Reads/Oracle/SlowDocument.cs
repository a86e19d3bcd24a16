using System.Text.Json;
using System.Text.Json.Nodes;
using GraphQLParser;
using GraphQLParser.AST;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>A selected field after fragments and directives: its response key, the field, and the sub-selections of all fields with that key.</summary>
internal sealed record SlowField(string Key, GraphQLField Field, IReadOnlyList<GraphQLSelectionSet> Sets)
{
    public string Name => Field.Name.StringValue;
}

/// <summary>A parsed operation with its variables: fields collected as GraphQL 6.3.2 says, input values as JSON.</summary>
internal sealed class SlowDocument
{
    private readonly GraphQLOperationDefinition operation;
    private readonly Dictionary<string, GraphQLFragmentDefinition> fragments;
    private readonly Dictionary<string, JsonNode?> variables = [];

    public SlowDocument(string query, JsonObject? given)
    {
        var ast = Parser.Parse(query);
        operation = ast.Definitions.OfType<GraphQLOperationDefinition>().Single();
        fragments = ast.Definitions.OfType<GraphQLFragmentDefinition>().ToDictionary(f => f.FragmentName.Name.StringValue);
        foreach (var variable in operation.Variables?.Items ?? [])
        {
            var name = variable.Variable.Name.StringValue;
            if (given is not null && given.TryGetPropertyValue(name, out var value)) variables.Add(name, value);
            else if (variable.DefaultValue is { } byDefault) variables.Add(name, Value(byDefault).Value);
        }
    }

    public IReadOnlyList<GraphQLSelectionSet> Root => [operation.SelectionSet];

    /// <summary>A list, or the single value that input coercion makes a list of.</summary>
    public static IEnumerable<JsonNode?> ListOf(JsonNode value) => value is JsonArray list ? list : Enumerable.Repeat<JsonNode?>(value, 1);

    /// <summary>An argument's value; null where it is absent or null.</summary>
    public JsonNode? Argument(SlowField field, string name) =>
        field.Field.Arguments?.Items.FirstOrDefault(a => a.Name.StringValue == name) is { } argument ? Value(argument.Value).Value : null;

    public IReadOnlyList<SlowField> Collect(IEnumerable<GraphQLSelectionSet> sets, Func<string, bool> applies)
    {
        var found = new List<(string Key, GraphQLField Field)>();
        foreach (var set in sets) Collect(set, applies, found, []);
        return [.. found.GroupBy(f => f.Key).Select(g => new SlowField(g.Key, g.First().Field, [.. g.Select(f => f.Field.SelectionSet).OfType<GraphQLSelectionSet>()]))];
    }

    private void Collect(GraphQLSelectionSet set, Func<string, bool> applies, List<(string, GraphQLField)> found, HashSet<string> spread)
    {
        foreach (var selection in set.Selections)
        {
            if (!IsIncluded(((IHasDirectivesNode)selection).Directives)) continue;
            switch (selection)
            {
                case GraphQLField field:
                    found.Add((field.Alias?.Name.StringValue ?? field.Name.StringValue, field));
                    break;
                case GraphQLInlineFragment inline:
                    if (inline.TypeCondition is null || applies(inline.TypeCondition.Type.Name.StringValue)) Collect(inline.SelectionSet, applies, found, spread);
                    break;
                case GraphQLFragmentSpread named:
                    var fragment = fragments[named.FragmentName.Name.StringValue];
                    if (spread.Add(named.FragmentName.Name.StringValue) && applies(fragment.TypeCondition.Type.Name.StringValue)) Collect(fragment.SelectionSet, applies, found, spread);
                    break;
            }
        }
    }

    private bool IsIncluded(GraphQLDirectives? directives) =>
        directives is null || directives.Items.All(d => Value(d.Arguments!.Items.Single().Value).Value!.GetValue<bool>() == (d.Name.StringValue == "include"));

    /// <summary>An input value; not given where it is a variable without value, which makes its field absent.</summary>
    private (bool Given, JsonNode? Value) Value(GraphQLValue value)
    {
        switch (value)
        {
            case GraphQLNullValue: return (true, null);
            case GraphQLStringValue text: return (true, JsonValue.Create(text.Value.ToString()));
            case GraphQLEnumValue name: return (true, JsonValue.Create(name.Name.StringValue));
            case GraphQLBooleanValue flag: return (true, JsonValue.Create(flag.Value.ToString() == "true"));
            case GraphQLIntValue number: return (true, JsonNode.Parse(number.Value.ToString()));
            case GraphQLFloatValue number: return (true, JsonNode.Parse(number.Value.ToString()));
            case GraphQLVariable variable: return variables.TryGetValue(variable.Name.StringValue, out var given) ? (true, given?.DeepClone()) : (false, null);
            case GraphQLListValue list: return (true, new JsonArray([.. (list.Values ?? []).Select(v => Value(v).Value)]));
            case GraphQLObjectValue fields:
                var result = new JsonObject();
                foreach (var field in fields.Fields ?? [])
                    if (Value(field.Value) is (true, var inner)) result.Add(field.Name.StringValue, inner);
                return (true, result);
            default: throw new NotSupportedException(value.Kind.ToString());
        }
    }
}
