using System.Text.Json;

namespace PropertyGraph.Schema;

/// <summary>The closed set of values that travel from a column to JSON. Every switch over it is exhaustive.</summary>
public enum ScalarKind
{
    /// <summary>The row's own key or a reference, shown as an opaque global id.</summary>
    Id,
    Uuid,
    String,
    /// <summary>Text of a closed set; stored and shown as SCREAMING_SNAKE.</summary>
    Enum,
    Int,
    Long,
    Float,
    Decimal,
    Boolean,
    /// <summary>RFC 3339, UTC.</summary>
    DateTime,
    LocalDate,
    /// <summary>ISO 8601.</summary>
    Duration,
    /// <summary>An absolute http or https URL; stored as text.</summary>
    Url,
    /// <summary>JSON of any shape, from a jsonb column; shown as it is stored, neither filtered nor ordered by.</summary>
    Json,
    /// <summary>A file that came with the request; for inputs of commands only.</summary>
    Upload,
}

/// <summary>Type of a field or operand.</summary>
/// <param name="Kind">The scalar.</param>
/// <param name="IsNullable">Whether null is a possible value.</param>
/// <param name="IsList">A list of non-null elements.</param>
/// <param name="Enum">The C# enum, for <see cref="ScalarKind.Enum"/>.</param>
public sealed record ValueType(ScalarKind Kind, bool IsNullable, bool IsList = false, Type? Enum = null)
{
    /// <summary>The type that a C# property of a field, input or event maps to.</summary>
    /// <exception cref="NotSupportedException">The C# type has no scalar.</exception>
    public static ValueType Of(Type type, bool nullableReference)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        var nullable = Nullable.GetUnderlyingType(type) is not null || (!type.IsValueType && nullableReference);
        if (bare.IsEnum) return new(ScalarKind.Enum, nullable, false, bare);
        if (bare != typeof(string) && ElementOf(bare) is { } element) return Of(element, false) with { IsNullable = nullable, IsList = true };
        return new(
            bare switch
            {
                _ when bare == typeof(string) => ScalarKind.String,
                _ when bare == typeof(Guid) => ScalarKind.Uuid,
                _ when bare == typeof(int) || bare == typeof(short) => ScalarKind.Int,
                _ when bare == typeof(long) => ScalarKind.Long,
                _ when bare == typeof(double) || bare == typeof(float) => ScalarKind.Float,
                _ when bare == typeof(decimal) => ScalarKind.Decimal,
                _ when bare == typeof(bool) => ScalarKind.Boolean,
                _ when bare == typeof(DateTimeOffset) => ScalarKind.DateTime,
                _ when bare == typeof(DateOnly) => ScalarKind.LocalDate,
                _ when bare == typeof(TimeSpan) => ScalarKind.Duration,
                _ when bare == typeof(Uri) => ScalarKind.Url,
                _ when bare == typeof(JsonElement) || bare == typeof(JsonDocument) => ScalarKind.Json,
                _ => throw new NotSupportedException($"C# type {bare.Name} has no scalar in the schema."),
            },
            nullable);
    }

    /// <summary>Element type of an array or generic list, or null.</summary>
    public static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[0]
        : null;

    /// <summary>Name of the scalar or enum in the schema.</summary>
    public string Name => Kind switch
    {
        ScalarKind.Id => "ID",
        ScalarKind.Uuid => "UUID",
        ScalarKind.Url => "URL",
        ScalarKind.Json => "JSON",
        ScalarKind.Enum => Enum!.Name,
        _ => Kind.ToString(),
    };
}
