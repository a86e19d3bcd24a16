using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PropertyGraph.Schema;

/// <summary>SCREAMING_SNAKE names of enums that are known at run time only.</summary>
internal static class EnumNames
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, object>> Values = [];

    /// <summary>The value of this name, in any case.</summary>
    public static bool TryParse(Type type, string name, out object value) =>
        Values.GetOrAdd(type, static t => Enum.GetValues(t).Cast<object>().DistinctBy(v => v.ToString()).ToDictionary(v => Names.Screaming(v.ToString()!), StringComparer.OrdinalIgnoreCase))
            .TryGetValue(name, out value!);

    /// <exception cref="FormatException">No value has this name.</exception>
    public static object Parse(Type type, string name) =>
        TryParse(type, name, out var value) ? value : throw new FormatException($"{type.Name} has no value {name}.");
}

/// <summary>Writes enums in JSON as the schema and the database spell them.</summary>
internal sealed class EnumNameJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<TEnum> : JsonConverter<TEnum> where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => EnumText<TEnum>.From(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(EnumText<TEnum>.Of(value));
    }
}
