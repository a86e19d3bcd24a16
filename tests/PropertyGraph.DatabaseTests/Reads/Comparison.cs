using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using PropertyGraph.DatabaseTests.Reads.Oracle;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>Compares answers token by token, in order. A cursor must be a text that was never given to another row; which row it stands for is learnt here.</summary>
internal sealed class Comparison(GraphModel model, SlowView everything, ConcurrentDictionary<string, object> cursors)
{
    private readonly List<(string Path, string Cursor)> found = [];

    /// <summary>Cursors by the path of the list that they are of, indexes left out.</summary>
    public ILookup<string, string> Cursors => found.ToLookup(f => f.Path, f => f.Cursor);

    /// <summary>Where and how the answers differ first, or null.</summary>
    public string? Difference(string path, JsonElement fast, JsonNode? slow)
    {
        switch (slow)
        {
            case JsonObject members when fast.ValueKind == JsonValueKind.Object:
                var names = fast.EnumerateObject().Select(p => p.Name).ToList();
                if (!names.SequenceEqual(members.Select(m => m.Key))) return $"{path}: fields {string.Join(",", names)} instead of {string.Join(",", members.Select(m => m.Key))}";
                return members.Select(m => Difference($"{path}.{m.Key}", fast.GetProperty(m.Key), m.Value)).FirstOrDefault(d => d is not null);
            case JsonArray list when fast.ValueKind == JsonValueKind.Array:
                if (fast.GetArrayLength() != list.Count) return $"{path}: {fast} instead of {list.ToJsonString()}";
                return list.Select((item, i) => Difference($"{path}[{i}]", fast[i], item)).FirstOrDefault(d => d is not null);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && fast.ValueKind == JsonValueKind.String:
                var (text, expected) = (fast.GetString()!, value.GetValue<string>());
                if (expected.StartsWith(SlowExecutor.CursorMark, StringComparison.Ordinal)) return Learn(path, text, expected);
                if (SlowJson.IsMark(expected)) return SlowJson.Allows(expected, fast.GetRawText()) ? null : $"{path}: {text} instead of {expected[1..]}";
                return text == expected ? null : $"{path}: {fast.GetRawText()} instead of {value.ToJsonString()}";
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && SlowJson.IsMark(value.GetValue<string>()):
                return SlowJson.Allows(value.GetValue<string>(), fast.GetRawText()) ? null : $"{path}: {fast.GetRawText()} instead of {value.GetValue<string>()[1..]}";
            case null:
                return fast.ValueKind == JsonValueKind.Null ? null : $"{path}: {fast.GetRawText()} instead of null";
            default:
                return fast.GetRawText() == slow.ToJsonString() ? null : $"{path}: {fast.GetRawText()} instead of {slow.ToJsonString()}";
        }
    }

    private string? Learn(string path, string cursor, string mark)
    {
        var (type, key) = SlowExecutor.Row(mark);
        var row = everything.Rows.Find(model.Entities[type], key)!;
        if (!ReferenceEquals(cursors.GetOrAdd(cursor, row), row)) return $"{path}: the cursor {cursor} stands for two rows";
        found.Add((ListOf(path), cursor));
        return null;
    }

    private static string ListOf(string path)
    {
        var parts = path.Split('.').Select(p => p.Split('[')[0]).ToArray();
        return string.Join('.', parts[..^2]);
    }
}
