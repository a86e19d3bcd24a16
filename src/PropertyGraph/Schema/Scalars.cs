using System.Globalization;
using System.Xml;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace PropertyGraph.Schema;

/// <summary>The schema's own scalars: text in JSON, a C# value inside. Each names the specification of its format.</summary>
internal sealed class TextScalar<T> : ScalarGraphType, ISpecifiedScalar where T : struct
{
    private readonly Func<string, T> parse;
    private readonly Func<T, string> write;

    public TextScalar(string name, string description, string specifiedBy, Func<string, T> parse, Func<T, string> write)
    {
        (Name, Description, this.parse, this.write) = (name, description, parse, write);
        SpecifiedBy = specifiedBy;
        this.ApplyDirective("specifiedBy", "url", specifiedBy);
    }

    /// <summary>For <c>@specifiedBy</c>.</summary>
    public string SpecifiedBy { get; }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => Parse((string)text.Value),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        T typed => typed,
        string text => Parse(text),
        _ => ThrowValueConversionError(value),
    };

    public override object? Serialize(object? value) => value is T typed ? write(typed) : value;

    private object Parse(string text)
    {
        try
        {
            return parse(text);
        }
        catch (Exception error) when (error is FormatException or OverflowException or ArgumentException)
        {
            throw new FormatException($"'{text}' is no {Name}: {Description}");
        }
    }
}

internal static class Scalars
{
    public static ScalarGraphType DateTime() => new TextScalar<DateTimeOffset>(
        "DateTime", "A moment, RFC 3339, such as 2026-11-24T08:30:00Z; answered in UTC.", "https://scalars.graphql.org/andimarek/date-time.html",
        text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime(),
        value => value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));

    public static ScalarGraphType LocalDate() => new TextScalar<DateOnly>(
        "LocalDate", "A day without time zone, ISO 8601, such as 2026-11-24.", "https://scalars.graphql.org/andimarek/local-date.html",
        text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public static ScalarGraphType Duration() => new TextScalar<TimeSpan>(
        "Duration", "A length of time, ISO 8601, such as PT4H30M.", "https://scalars.graphql.org/chillicream/duration.html",
        XmlConvert.ToTimeSpan, XmlConvert.ToString);

    public static ScalarGraphType Uuid() => new TextScalar<Guid>(
        "UUID", "A UUID, RFC 9562, such as 01931b5e-7c3a-7000-8000-000000000000.", "https://www.rfc-editor.org/rfc/rfc9562",
        Guid.Parse, value => value.ToString());
}
