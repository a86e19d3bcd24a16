using System.Text.Json;
using GraphQL;
using PropertyGraph.Faults;

namespace PropertyGraph.Requests;

/// <summary>JSON variables as GraphQL.NET takes them.</summary>
internal static class JsonInputs
{
    /// <summary>The variables with the files in their places, or why one has none.</summary>
    public static (Inputs Inputs, GraphError? Misplaced) Read(JsonElement json, IReadOnlyList<Upload> uploads)
    {
        var variables = json.ValueKind == JsonValueKind.Object ? Object(json) : null;
        foreach (var upload in uploads)
            if (variables is null || !TryPlace(variables, upload))
                return (Inputs.Empty, new("PG-REQ-UPLOAD", $"The map names '{upload.Path}', where there is no null among the variables; write null where the file belongs, and map it to that place once, such as variables.input.file."));
        return (variables is null ? Inputs.Empty : new Inputs(variables), null);
    }

    /// <summary>Only null makes place for a file.</summary>
    private static bool TryPlace(Dictionary<string, object?> variables, Upload upload)
    {
        var steps = upload.Path.Split('.');
        if (steps.Length < 2 || steps[0] != "variables") return false;
        object? at = variables;
        foreach (var step in steps[1..^1])
            at = at switch
            {
                Dictionary<string, object?> fields => fields.GetValueOrDefault(step),
                object?[] list when Index(step, list) is { } index => list[index],
                _ => null,
            };
        switch (at)
        {
            case Dictionary<string, object?> fields when fields.TryGetValue(steps[^1], out var value) && value is null:
                fields[steps[^1]] = upload.File;
                return true;
            case object?[] list when Index(steps[^1], list) is { } index && list[index] is null:
                list[index] = upload.File;
                return true;
            default:
                return false;
        }
    }

    private static int? Index(string step, object?[] list) =>
        int.TryParse(step, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var index) && index < list.Length ? index : null;

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
        var nearest = json.GetDouble();
        // A decimal has 28 places and gives 0 for what is smaller, where a double has all of its digits still.
        return json.TryGetDecimal(out var exact) && Math.Abs((double)exact - nearest) <= Math.Abs(nearest) * 1e-15 ? exact : nearest;
    }
}
