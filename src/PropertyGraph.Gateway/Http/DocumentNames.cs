using System.Buffers;
using System.Text.Json;

namespace PropertyGraph.Gateway.Http;

/// <summary>
/// How a request names its document by SHA-256 instead of sending it: <c>documentId</c> of the GraphQL-over-HTTP draft, or Apollo's <c>extensions.persistedQuery</c>
/// (https://www.apollographql.com/docs/apollo-server/performance/apq). Something has to say which document is meant, and only one thing may.
/// </summary>
internal static class DocumentNames
{
    public const string ExpectedId = "a text: the document's SHA-256, as 64 hexadecimal digits, with or without 'sha256:' before them";
    private const string Prefix = "sha256:";
    private const int HashDigits = 64;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Gives the hash that stands for the document or beside it, if any; or a refusal.</summary>
    /// <param name="isAutomatic">Whether it came by Apollo's protocol.</param>
    public static Refusal? Read(string? query, string? id, JsonElement extensions, out string? hash, out bool isAutomatic)
    {
        (hash, isAutomatic) = (null, false);
        if (id is not null)
        {
            hash = Hash(id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : id);
            if (hash is null) return Refusal.Parameter("documentId", ExpectedId);
            return query is null ? null : Refusal.Parameter("documentId", "given without 'query': one of them says what to run");
        }
        if (extensions.ValueKind == JsonValueKind.Object && extensions.TryGetProperty("persistedQuery", out var persisted))
        {
            hash = Version1(persisted);
            isAutomatic = true;
            return hash is null ? Refusal.Parameter("extensions.persistedQuery", "{\"version\": 1, \"sha256Hash\": the document's SHA-256 as 64 hexadecimal digits}") : null;
        }
        return query is null ? Refusal.Parameter("query", "given: the GraphQL document; or 'documentId' in its place") : null;
    }

    private static string? Version1(JsonElement persisted) =>
        persisted.ValueKind == JsonValueKind.Object
        && persisted.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == 1
        && persisted.TryGetProperty("sha256Hash", out var hash) && hash.ValueKind == JsonValueKind.String
            ? Hash(hash.GetString()!)
            : null;

    private static string? Hash(string text)
    {
        var lower = text.ToLowerInvariant();
        return lower.Length == HashDigits && !lower.AsSpan().ContainsAnyExcept(Digits) ? lower : null;
    }
}
