using System.Runtime.InteropServices;
using System.Text.Json;
using PropertyGraph.Faults;

namespace PropertyGraph.Requests;

/// <summary>What the variables of a request may be before they are coerced.</summary>
internal sealed class VariableGuard(RequestLimits limits)
{
    public GraphError? Refuse(JsonElement variables)
    {
        if (variables.ValueKind != JsonValueKind.Object) return null;
        var json = JsonMarshal.GetRawUtf8Value(variables);
        if (json.Length > limits.VariableBytes) return Error($"The variables have {json.Length} bytes of JSON; at most {limits.VariableBytes} are read.");
        // Each nesting takes two brackets, and each value a byte and a comma.
        if (json.Length <= 2 * Math.Min(limits.VariableDepth, limits.VariableValues)) return null;
        return Refuse(new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = limits.VariableDepth + 1 }));
    }

    private GraphError? Refuse(Utf8JsonReader reader)
    {
        var values = 0;
        while (reader.Read())
            switch (reader.TokenType)
            {
                // The reader counts what is around a bracket.
                case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= limits.VariableDepth:
                    return Error($"The variables nest more than {limits.VariableDepth} lists and objects; ask for less at once.");
                case JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray:
                    break;
                default:
                    if (++values > limits.VariableValues) return Error($"The variables have more than {limits.VariableValues} values; send fewer at once.");
                    break;
            }
        return null;
    }

    private static GraphError Error(string message) => new("PG-REQ-LIMIT", message);
}
