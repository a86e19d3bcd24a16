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
        JsonValueKind.Object => Object(json),
        JsonValueKind.Array => List(json),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => Number(json),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static Dictionary<string, object?> Object(JsonElement json)
    {
        var fields = new Dictionary<string, object?>(json.GetPropertyCount());
        foreach (var field in json.EnumerateObject()) fields[field.Name] = Value(field.Value);
        return fields;
    }

    private static object?[] List(JsonElement json)
    {
        var items = new object?[json.GetArrayLength()];
        var place = 0;
        foreach (var item in json.EnumerateArray()) items[place++] = Value(item);
        return items;
    }

    private static object Number(JsonElement json)
    {
        if (json.TryGetInt32(out var small)) return small;
        if (json.TryGetInt64(out var large)) return large;
        return json.TryGetDecimal(out var exact) ? exact : json.GetDouble();
    }
}
