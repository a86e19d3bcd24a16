using System.Text.Json;
using GraphQL;

namespace PropertyGraph.Requests;

/// <summary>JSON variables as GraphQL.NET takes them.</summary>
internal static class JsonInputs
{
    public static Inputs Read(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object ? new Inputs((Dictionary<string, object?>)Value(json)!) : Inputs.Empty;

    private static object? Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().GroupBy(p => p.Name).ToDictionary(p => p.Key, p => Value(p.Last().Value)),
        JsonValueKind.Array => json.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => Number(json),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object Number(JsonElement json)
    {
        if (json.TryGetInt32(out var small)) return small;
        if (json.TryGetInt64(out var large)) return large;
        return json.TryGetDecimal(out var exact) ? exact : json.GetDouble();
    }
}
