using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml;
using PropertyGraph.DatabaseTests.Reads.Oracle;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.DatabaseTests.Reads.Random;

/// <summary>Random operands: values that occur in the rows, parts and variants of their texts, and values that hurt.</summary>
internal sealed class RandomValues(Choices choices, SlowView everything)
{
    private static readonly string[] NastyTexts = ["", "%", "_", "\\", "'", "\"", "'; DROP TABLE x;--", "😀", "\u200b", "עברית", "\n", "CHEN", "ångström", "a\u0308", "null", "{}", "$1", "@p0", "\u202e", "İ", "Σ", "\ud834\udd1e"];
    private static readonly string[] NastyWords = ["a", "%", "lift stuck", "LIFT  lift", "水", "水管", "\u00a0x", "strasse", "e\u0301", "\u200b", "ﬁ", "'", "\\", "σ", "i"];
    private static readonly string[] NastyMoments = ["0001-01-02T00:00:00Z", "9999-12-31T23:59:59.999999Z", "2026-11-24T08:30:00Z", "2026-11-24T16:30:00+08:00", "1969-12-31T23:59:59.999999Z"];
    private static readonly string[] NastyDays = ["0001-01-01", "0001-01-02", "9999-12-31", "2024-02-29", "1970-01-01"];
    private static readonly string[] NastyDecimals = ["0", "-0.0", "0.005", "88.500", "12345678.99", "79228162514264337593543950335", "-1e3"];
    private static readonly string[] NastyFloats = ["0", "-0.0", "0.5", "1e308", "-1e308", "5e-324", "0.1"];
    private static readonly string[] NastyLengths = ["PT0S", "-P1D", "P1M", "PT0.000001S", "P10675199D", "-P10675199D", "PT36H"];

    /// <summary>A value of the field, of some row or of none.</summary>
    public Leaf Value(EntityType entity, ScalarField field, string operation)
    {
        var leaf = Any(entity, field, operation);
        return leaf with { Other = () => Any(entity, field, operation).Value };
    }

    private Leaf Any(EntityType entity, ScalarField field, string operation)
    {
        var rows = everything.Rows.Of(entity);
        var real = rows.Count == 0 || choices.Chance(20) ? null : everything.Value(field, choices.OneOf(rows));
        if (field.Type.IsList) real = real is System.Collections.IEnumerable list && list.Cast<object>().ToList() is { Count: > 0 } items ? choices.OneOf(items) : null;
        return Of(field.Type, real, operation, entity.Name);
    }

    /// <param name="real">A value to send, or to send a variant of; null for any.</param>
    public Leaf Of(ValueType type, object? real, string operation, string entity = "")
    {
        var culture = CultureInfo.InvariantCulture;
        JsonNode value = type.Kind switch
        {
            ScalarKind.String => operation.EndsWith("search", StringComparison.Ordinal) ? Words(real as string) : Text(real as string, operation),
            ScalarKind.Enum => Names.Screaming((real ?? choices.OneOf([.. Enum.GetValues(type.Enum!).Cast<object>()])).ToString()!),
            ScalarKind.Id => GlobalId.Encode(entity, real is Guid key ? key : Guid.Empty),
            ScalarKind.Uuid => (real ?? Guid.Empty).ToString()!,
            ScalarKind.Boolean => choices.Chance(50),
            ScalarKind.Int => real is int number ? number : choices.OneOf([0, -1, int.MinValue, int.MaxValue]),
            ScalarKind.Long => real is long number ? number : choices.OneOf([0L, -1, long.MinValue, long.MaxValue]),
            ScalarKind.Decimal => JsonNode.Parse(real is decimal number ? number.ToString(culture) : choices.OneOf(NastyDecimals))!,
            ScalarKind.Float => JsonNode.Parse(real is double number ? number.ToString("R", culture) : choices.OneOf(NastyFloats))!,
            ScalarKind.DateTime => real is DateTimeOffset moment ? moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", culture) : choices.OneOf(NastyMoments),
            ScalarKind.LocalDate => real is DateOnly day ? day.ToString("yyyy-MM-dd", culture) : choices.OneOf(NastyDays),
            ScalarKind.Url => real is Uri url ? url.AbsoluteUri : choices.OneOf(["https://example.org", "HTTP://EXAMPLE.org:81/水"]),
            ScalarKind.Duration => real is TimeSpan length ? XmlConvert.ToString(length) : choices.OneOf(NastyLengths),
            _ => throw new NotSupportedException(type.Kind.ToString()),
        };
        return new(type.Name, value, type.Kind == ScalarKind.Enum);
    }

    private string Text(string? real, string operation)
    {
        if (real is null or "" || choices.Chance(10)) return choices.OneOf(NastyTexts);
        var characters = StringInfo.ParseCombiningCharacters(real);
        var cut = characters[choices.Below(characters.Length)];
        var text = operation.TrimStart('n') switch
        {
            var o when o.StartsWith("startsWith", StringComparison.Ordinal) => real[..cut],
            var o when o.StartsWith("endsWith", StringComparison.Ordinal) => real[cut..],
            var o when o.StartsWith("contains", StringComparison.Ordinal) => real[cut..Math.Min(real.Length, cut + 1 + choices.Below(4))],
            _ => real,
        };
        return Whole(operation.EndsWith("IgnoreCase", StringComparison.Ordinal) && choices.Chance(60) ? text.ToUpperInvariant() : text);
    }

    /// <summary>Words to search for: pieces of a text in any order, written otherwise than in the row.</summary>
    public string Words(string? real)
    {
        var words = SlowText.Words(real ?? "").ToList();
        if (words.Count == 0 || choices.Chance(15)) return choices.OneOf(NastyWords);
        var asked = Enumerable.Range(0, 1 + choices.Below(Math.Min(3, words.Count))).Select(_ => Piece(choices.OneOf(words)));
        return Whole(string.Join(choices.OneOf([" ", "  ", "\u3000", "\n"]), asked));
    }

    private string Piece(string word)
    {
        var characters = StringInfo.ParseCombiningCharacters(word);
        var from = choices.Chance(60) ? 0 : characters[choices.Below(characters.Length)];
        var piece = Whole(choices.Chance(60) ? word[from..] : word[from..Math.Min(word.Length, from + 2 + choices.Below(4))]);
        return choices.Below(4) switch
        {
            0 => piece.ToUpperInvariant(),
            1 => string.Concat(piece.Select(c => c is > ' ' and < '\u007f' ? (char)(c + 0xfee0) : c)),
            2 => piece.Normalize(NormalizationForm.FormKC),
            _ => piece,
        };
    }

    /// <summary>Half an emoji is no text.</summary>
    private static string Whole(string text)
    {
        if (text.Length > 0 && char.IsHighSurrogate(text[^1])) text = text[..^1];
        return text.Length > 0 && char.IsLowSurrogate(text[0]) ? text[1..] : text;
    }
}
