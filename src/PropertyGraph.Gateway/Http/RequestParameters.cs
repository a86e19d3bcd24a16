using System.Text.Json;
using PropertyGraph.Requests;

namespace PropertyGraph.Gateway.Http;

/// <summary>A request as read from a transport, or why it can't be.</summary>
internal readonly record struct Parameters(GraphRequest? Request, Refusal? Refusal);

/// <summary>Reads <c>query</c> or what names it, <c>operationName</c>, <c>variables</c> and <c>extensions</c>, and is strict about their types.</summary>
internal static class RequestParameters
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Parses JSON that a client sent; null where it is none. The document refers to the bytes.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> utf8, out string? why)
    {
        // The parser looks at a text's bytes only when the text is read, which is too late for a 400.
        if (!System.Text.Unicode.Utf8.IsValid(utf8.Span))
        {
            why = "it is not in UTF-8";
            return null;
        }
        try
        {
            var document = JsonDocument.Parse(utf8, Strict);
            why = HasLoneSurrogate(document.RootElement, utf8.Span) ? "a text in it has half of a surrogate pair" : null;
            if (why is null) return document;
            document.Dispose();
        }
        catch (JsonException error)
        {
            why = error.Message;
        }
        return null;
    }

    /// <summary>Reads the parameters of a JSON object. Variables refer to the document, which must outlive the request.</summary>
    public static Parameters Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array) return Refused(Refusal.Batch());
        if (json.ValueKind != JsonValueKind.Object) return Refused(Refusal.Body("The body must be a JSON object with 'query'."));
        if (!TryText(json, "query", out var query)) return Refused(Refusal.Parameter("query", "a text: the GraphQL document"));
        if (!TryText(json, "documentId", out var id)) return Refused(Refusal.Parameter("documentId", DocumentNames.ExpectedId));
        if (!TryText(json, "operationName", out var operation)) return Refused(Refusal.Parameter("operationName", "a text, or null"));
        if (json.TryGetProperty("variables", out var variables) && !IsMap(variables)) return Refused(Refusal.Parameter("variables", "an object, or null"));
        if (json.TryGetProperty("extensions", out var extensions) && !IsMap(extensions)) return Refused(Refusal.Parameter("extensions", "an object, or null"));
        return Request(query, id, operation, variables, extensions);
    }

    /// <summary>Reads the parameters of a GET. Variables are a document of their own, kept by the request.</summary>
    public static Parameters Read(IQueryCollection values)
    {
        foreach (var name in (ReadOnlySpan<string>)["query", "documentId", "operationName", "variables", "extensions"])
            if (values[name].Count > 1) return Refused(Refusal.Parameter(name, "given once"));
        if (Map(values["variables"], out var variables) is false) return Refused(Refusal.Parameter("variables", "a JSON object"));
        if (Map(values["extensions"], out var extensions) is false) return Refused(Refusal.Parameter("extensions", "a JSON object"));
        var (request, refusal) = Request(values["query"], values["documentId"], values["operationName"], variables, extensions);
        return new(request is null ? null : request with { QueriesOnly = true }, refusal);
    }

    private static Parameters Request(string? query, string? id, string? operation, JsonElement variables, JsonElement extensions)
    {
        if (DocumentNames.Read(query, id, extensions, out var hash, out var isAutomatic) is { } refusal) return Refused(refusal);
        if (!CostModes.TryRead(extensions, out var cost)) return Refused(Refusal.Parameter("extensions.cost", CostModes.Expected));
        return new(new GraphRequest(query ?? "", operation is { Length: > 0 } ? operation : null, variables) { DocumentHash = hash, IsAutomatic = isAutomatic, Cost = cost }, null);
    }

    /// <summary>A text, or null where there is none; false where it is anything else.</summary>
    private static bool TryText(JsonElement json, string name, out string? text)
    {
        text = null;
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return true;
        if (value.ValueKind != JsonValueKind.String) return false;
        text = value.GetString();
        return true;
    }

    private static bool IsMap(JsonElement json) => json.ValueKind is JsonValueKind.Object or JsonValueKind.Null;

    private static bool Map(string? text, out JsonElement map)
    {
        map = default;
        if (string.IsNullOrEmpty(text)) return true;
        using var document = Parse(System.Text.Encoding.UTF8.GetBytes(text), out _);
        if (document is null || !IsMap(document.RootElement)) return false;
        map = document.RootElement.Clone();
        return true;
    }

    /// <summary>JSON may spell half a surrogate pair, which is no text; .NET tells only when the value is read, which is too late for a 400.</summary>
    private static bool HasLoneSurrogate(JsonElement json, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("\\ud"u8) < 0 && utf8.IndexOf("\\uD"u8) < 0) return false;
        try
        {
            ReadTexts(json);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static void ReadTexts(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String: _ = json.GetString(); break;
            case JsonValueKind.Array: foreach (var item in json.EnumerateArray()) ReadTexts(item); break;
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                {
                    _ = property.Name;
                    ReadTexts(property.Value);
                }
                break;
        }
    }

    private static Parameters Refused(Refusal refusal) => new(null, refusal);
}
