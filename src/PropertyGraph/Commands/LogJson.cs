using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>JSON of the log, audit and idempotency tables: enums as the schema spells them, text readable.</summary>
internal static class LogJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>An object with what is written into it.</summary>
    public static string Object(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1_024);
        using (var writer = new Utf8JsonWriter(bytes, Plainly))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>A value before and after, as an array of both.</summary>
    public static byte[] Pair(object? before, object? after)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Plainly)) WritePair(writer, before, after);
        return bytes.WrittenSpan.ToArray();
    }

    public static void WritePair(Utf8JsonWriter writer, object? before, object? after)
    {
        writer.WriteStartArray();
        WritePlain(writer, before);
        WritePlain(writer, after);
        writer.WriteEndArray();
    }

    /// <summary>What columns hold most, without a look at how its type is written.</summary>
    private static void WritePlain(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case Guid id: writer.WriteStringValue(id); break;
            case DateTimeOffset at: writer.WriteStringValue(at); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case int number: writer.WriteNumberValue(number); break;
            default: JsonSerializer.Serialize(writer, value, value.GetType(), Options); break;
        }
    }

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
