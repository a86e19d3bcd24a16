using System.Globalization;
using System.Xml;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace PropertyGraph.Schema;

/// <summary>The schema's own scalars: text in JSON, a C# value inside. Each names the specification of its format.</summary>
internal sealed class TextScalar<T> : ScalarGraphType, ISpecifiedScalar where T : notnull
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

/// <summary>JSON that a row holds. It is only answered: no input has this type.</summary>
internal sealed class JsonScalar : ScalarGraphType, ISpecifiedScalar
{
    public JsonScalar()
    {
        (Name, Description) = ("JSON", "JSON of any shape, RFC 8259.");
        this.ApplyDirective("specifiedBy", "url", SpecifiedBy);
    }

    /// <inheritdoc/>
    public string SpecifiedBy => "https://www.rfc-editor.org/rfc/rfc8259";

    public override object? ParseValue(object? value) => ThrowValueConversionError(value);

    public override object? ParseLiteral(GraphQLValue value) => ThrowLiteralConversionError(value);

    public override object? Serialize(object? value) => value;
}

/// <summary>A file of a multipart request. It stands in variables only, and never as a literal or as JSON.</summary>
internal sealed class UploadScalar : ScalarGraphType, ISpecifiedScalar
{
    private const string How = "A file is sent with a multipart request: null in the variable's place, and the file mapped to it.";

    public UploadScalar()
    {
        (Name, Description) = ("Upload", "A file of a multipart request.");
        this.ApplyDirective("specifiedBy", "url", SpecifiedBy);
    }

    /// <inheritdoc/>
    public string SpecifiedBy => "https://github.com/jaydenseric/graphql-multipart-request-spec";

    public override object? ParseValue(object? value) => value is null or Files.UploadedFile ? value : throw new FormatException(How);

    public override object? ParseLiteral(GraphQLValue value) => value is GraphQLNullValue ? null : throw new FormatException(How);

    public override object? Serialize(object? value) => ThrowSerializationError(value);
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

    public static ScalarGraphType Url() => new TextScalar<Uri>(
        "URL", "An absolute http or https URL, RFC 3986, such as https://example.org/plan.", "https://www.rfc-editor.org/rfc/rfc3986", ParseUrl, UrlText);

    public static ScalarGraphType Json() => new JsonScalar();

    public static ScalarGraphType Upload() => new UploadScalar();

    /// <summary>Only what a browser may safely open: a <c>javascript:</c> URL is one, too, and a path is a file's on Unix.</summary>
    /// <exception cref="FormatException">It is none, or not absolute.</exception>
    public static Uri ParseUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : throw new FormatException();

    /// <summary>The one spelling that is stored and compared: escaped, the host in lower case, no usual port.</summary>
    public static string UrlText(Uri url) => url.IsAbsoluteUri ? url.AbsoluteUri : url.OriginalString;
}
