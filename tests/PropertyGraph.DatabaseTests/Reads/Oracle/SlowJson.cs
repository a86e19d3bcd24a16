using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>
/// Values as JSON has them. What can be written in several ways, or is rounded on the way, gets a mark in front, by which <see cref="Comparison"/> knows how
/// near the other must come.
/// </summary>
internal static class SlowJson
{
    /// <summary>The same number, however many zeros it is written with.</summary>
    public const string NumberMark = "\u00a7number:";
    /// <summary>A number that is rounded on the way, differently by everybody.</summary>
    public const string RoundedMark = "\u00a7rounded:";
    /// <summary>A length of time in microseconds, rounded on the way.</summary>
    public const string LengthMark = "\u00a7length:";

    public static JsonNode? Of(Schema.ValueType type, object? value, EntityType entity) => value switch
    {
        null => null,
        _ when type.IsList => new JsonArray([.. ((IEnumerable)value).Cast<object?>().Select(v => Of(type with { IsList = false }, v, entity))]),
        Guid key when type.Kind == ScalarKind.Id => GlobalId.Encode(entity.Name, key),
        Guid uuid => uuid.ToString(),
        Uri url => url.AbsoluteUri,
        JsonElement json => JsonNode.Parse(json.GetRawText()),
        string text => text,
        Enum name => Names.Screaming(name.ToString()),
        bool flag => flag,
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeSpan length => XmlConvert.ToString(length),
        double number when !double.IsFinite(number) => null,
        IFormattable number => JsonNode.Parse(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    /// <summary>A figure over several rows.</summary>
    public static JsonNode? OfFigure(Figure figure, EntityType entity) => figure.Value switch
    {
        null => null,
        Exact number => (figure.IsRounded ? RoundedMark : NumberMark) + number,
        double number when !double.IsFinite(number) => null,
        double number => RoundedMark + number.ToString("R", CultureInfo.InvariantCulture),
        BigInteger microseconds => LengthMark + microseconds.ToString(CultureInfo.InvariantCulture),
        var value => Of(new(figure.Kind, true), value, entity),
    };

    /// <summary>Whether a JSON value is what the mark allows.</summary>
    public static bool Allows(string mark, string raw)
    {
        if (mark.StartsWith(LengthMark, StringComparison.Ordinal))
        {
            // PostgreSQL divides lengths of time as fractions of days, with fifteen digits.
            var length = BigInteger.Parse(mark[LengthMark.Length..], CultureInfo.InvariantCulture);
            return raw.StartsWith('"') && BigInteger.Abs(Microseconds(raw.Trim('"')) - length) <= 1 + (BigInteger.Abs(length) / 1_000_000_000_000_000);
        }
        var isRounded = mark.StartsWith(RoundedMark, StringComparison.Ordinal);
        var expected = Exact.Parse(mark[(isRounded ? RoundedMark : NumberMark).Length..]);
        if (raw.Length == 0 || !(char.IsAsciiDigit(raw[0]) || raw[0] == '-')) return false;
        if (!isRounded) return Exact.Parse(raw) == expected;
        var (found, wanted) = (double.Parse(raw, CultureInfo.InvariantCulture), expected.ToDouble());
        return Math.Abs(found - wanted) <= 1e-12 * Math.Abs(wanted);
    }

    public static bool IsMark(string text) => text.StartsWith(NumberMark, StringComparison.Ordinal) || text.StartsWith(RoundedMark, StringComparison.Ordinal) || text.StartsWith(LengthMark, StringComparison.Ordinal);

    /// <summary>An ISO 8601 length of days and smaller units, which may be longer than C# can hold.</summary>
    private static BigInteger Microseconds(string text)
    {
        var match = System.Text.RegularExpressions.Regex.Match(text, @"^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,6}))?S)?)?$");
        if (!match.Success) throw new FormatException($"{text} is no length of time.");
        BigInteger Part(int group) => match.Groups[group].Length == 0 ? 0 : BigInteger.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
        var fraction = match.Groups[6].Value.PadRight(6, '0');
        var length = ((((Part(2) * 24) + Part(3)) * 60 + Part(4)) * 60 + Part(5)) * 1_000_000 + BigInteger.Parse(fraction, CultureInfo.InvariantCulture);
        return match.Groups[1].Length > 0 ? -length : length;
    }
}
