using System.Text.Encodings.Web;
using System.Text.Json;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>JSON of the log, audit and idempotency tables: enums as the schema spells them, text readable.</summary>
internal static class LogJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>For comparing two values or hashing: the same value gives the same bytes.</summary>
    public static byte[] Canonical(object? value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Write(writer, value);
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case IReadOnlyDictionary<string, object?> fields: WriteObject(writer, fields); break;
            case IDictionary<string, object?> fields: WriteObject(writer, fields); break;
            case string text: writer.WriteStringValue(text); break;
            case System.Collections.IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items) Write(writer, item);
                writer.WriteEndArray();
                break;
            default: JsonSerializer.Serialize(writer, value, Options); break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> fields)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in fields.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }
        writer.WriteEndObject();
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new EnumNameJson() } };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
