using System.Globalization;
using System.Text.Json;

namespace PropertyGraph.Benchmarks;

/// <summary>Whether two answers say the same: the same fields in the same order with the same values. Moments may be written in two ways of RFC 3339.</summary>
internal static class AnswerEquality
{
    /// <param name="onlyShape">Where each request changes the data, values differ from one to the next.</param>
    /// <returns>Where and how they differ; null where they don't.</returns>
    public static string? Difference(JsonElement one, JsonElement other, bool onlyShape, string at = "data")
    {
        if (one.ValueKind != other.ValueKind) return $"at {at}: {one.ValueKind} and {other.ValueKind}";
        switch (one.ValueKind)
        {
            case JsonValueKind.Object:
                var (fields, others) = (one.EnumerateObject().ToList(), other.EnumerateObject().ToList());
                if (!fields.Select(f => f.Name).SequenceEqual(others.Select(f => f.Name))) return $"at {at}: the fields";
                return fields.Zip(others).Select(p => Difference(p.First.Value, p.Second.Value, onlyShape, $"{at}.{p.First.Name}")).FirstOrDefault(d => d is not null);
            case JsonValueKind.Array:
                if (one.GetArrayLength() != other.GetArrayLength()) return $"at {at}: {one.GetArrayLength()} and {other.GetArrayLength()} elements";
                return one.EnumerateArray().Zip(other.EnumerateArray()).Select((p, i) => Difference(p.First, p.Second, onlyShape, $"{at}[{i}]")).FirstOrDefault(d => d is not null);
            default:
                return onlyShape || Same(one, other) ? null : $"at {at}: {one} and {other}";
        }
    }

    private static bool Same(JsonElement one, JsonElement other) => one.GetRawText() == other.GetRawText()
        || one.ValueKind switch
        {
            JsonValueKind.String => one.GetString() == other.GetString() || (Moment(one) is { } moment && moment == Moment(other)),
            JsonValueKind.Number => one.GetDecimal() == other.GetDecimal(),
            _ => false,
        };

    private static DateTimeOffset? Moment(JsonElement text) =>
        text.GetString()!.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
