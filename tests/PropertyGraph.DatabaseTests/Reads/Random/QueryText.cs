using System.Text;
using System.Text.Json.Nodes;

namespace PropertyGraph.DatabaseTests.Reads.Random;

/// <summary>The text of a query with its values written as literals, or with some or all of them as variables: the same question.</summary>
internal sealed class QueryText
{
    private readonly StringBuilder fragments = new();
    private readonly List<string> declared = [];
    private readonly Func<Input, bool> lift;
    /// <summary>The two halves of a field that must merge share their arguments, which must be written alike (GraphQL 5.3.2).</summary>
    private readonly Dictionary<Input, string> written = new(ReferenceEqualityComparer.Instance);
    private int fragmentCount;

    private QueryText(Func<Input, bool> lift) => this.lift = lift;

    private JsonObject Variables { get; } = [];

    /// <param name="lift">Which values become variables.</param>
    public static (string Query, JsonObject Variables) Of(IReadOnlyList<Selected> roots, Func<Input, bool> lift)
    {
        var text = new QueryText(lift);
        var selection = text.Selection(roots);
        var header = text.declared.Count == 0 ? "query" : $"query({string.Join(", ", text.declared)})";
        return ($"{header} {selection}{text.fragments}", text.Variables);
    }

    /// <summary>One field inside a given text, in the place of {0}.</summary>
    public static (string Query, JsonObject Variables) Around(string given, Selected field, Func<Input, bool> lift)
    {
        var text = new QueryText(lift);
        var around = given.Replace("{0}", text.Field(field), StringComparison.Ordinal);
        return ($"query({string.Join(", ", text.declared)}) {{ {around} }}{text.fragments}", text.Variables);
    }

    private string Selection(IEnumerable<Selected> fields) => $"{{ {string.Join(" ", fields.Select(Field))} }}";

    private string Field(Selected field)
    {
        var text = field.Alias is null ? field.Name : $"{field.Alias}: {field.Name}";
        if (field.Arguments.Count > 0) text += $"({string.Join(", ", field.Arguments.Select(a => $"{a.Name}: {Value(a.Value)}"))})";
        var directive = field.Include switch
        {
            null => "",
            true => $" @include(if: {Value(new Leaf("Boolean!", true))})",
            false => $" @skip(if: {Value(new Leaf("Boolean!", true))})",
        };
        if (field.On is null) text += directive;
        if (field.Fields.Count > 0) text += $" {Selection(field.Fields)}";
        if (field.On is null) return text;
        if (!field.IsNamedFragment) return $"... on {field.On}{directive} {{ {text} }}";
        var name = $"F{++fragmentCount}";
        fragments.Append($" fragment {name} on {field.On} {{ {text} }}");
        return $"... {name}{directive}";
    }

    private string Value(Input input, bool isElement = false)
    {
        if (written.TryGetValue(input, out var known)) return known;
        return written[input] = NewValue(input, isElement);
    }

    private string NewValue(Input input, bool isElement)
    {
        if (lift(input))
        {
            var name = $"v{declared.Count + 1}";
            declared.Add($"${name}: {input.Type}{(isElement && !input.Type.EndsWith('!') ? "!" : "")}");
            Variables.Add(name, Json(input));
            return $"${name}";
        }
        return input switch
        {
            Leaf { Value: null } => "null",
            Leaf leaf => Literal(leaf),
            Items items => $"[{string.Join(", ", items.Values.Select(v => Value(v, true)))}]",
            Members members => $"{{ {string.Join(", ", members.Values.Select(m => $"{m.Name}: {Value(m.Value)}"))} }}",
            _ => throw new NotSupportedException(input.GetType().Name),
        };
    }

    private static string Literal(Leaf leaf)
    {
        if (leaf.Value!.GetValueKind() != System.Text.Json.JsonValueKind.String) return leaf.Value.ToJsonString();
        var text = leaf.Value.GetValue<string>();
        if (leaf.IsEnum) return text;
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            quoted.Append(c switch { '"' => "\\\"", '\\' => "\\\\", < ' ' => $"\\u{(int)c:x4}", _ => c.ToString() });
        return quoted.Append('"').ToString();
    }

    private static JsonNode? Json(Input input) => input switch
    {
        Leaf leaf => leaf.Value?.DeepClone(),
        Items items => new JsonArray([.. items.Values.Select(Json)]),
        Members members => new JsonObject(members.Values.Select(m => KeyValuePair.Create(m.Name, Json(m.Value)))),
        _ => throw new NotSupportedException(input.GetType().Name),
    };
}
