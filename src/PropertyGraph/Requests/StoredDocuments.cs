using PropertyGraph.Access;
using PropertyGraph.Faults;

namespace PropertyGraph.Requests;

/// <summary>Documents that are named by their hash: the trusted ones, and those that clients added by Apollo's protocol. Says which a client may run.</summary>
internal sealed class StoredDocuments(TrustedDocuments trusted, RequestLimits limits)
{
    /// <summary>What an entry takes besides its text.</summary>
    private const int EntryBytes = 400;

    private readonly BoundedCache<string, string> automatic = new(limits.PersistedDocumentBytes);

    /// <summary>Documents that clients added, and their weight in bytes.</summary>
    public (int Count, long Bytes) Automatic => (automatic.Count, automatic.Weight);

    /// <summary>The text of the document that a request asks for, or why it is not to run.</summary>
    public (string? Text, GraphError? Error) Find(GraphRequest request, Client? client)
    {
        if (client is { TrustedOnly: true } && !request.IsPlatforms) return OwnOf(client, request);
        if (request.DocumentHash is not { } hash) return (request.Query, null);
        if (request.Query.Length > 0)
            return TrustedDocuments.Hash(request.Query) == hash ? (request.Query, null)
                : Refused("PG-REQ-HASH", "The hash is not the SHA-256 of the document that came with it; send the hash of exactly this text, as UTF-8, in lower-case hexadecimal digits.");
        if (trusted.Find(hash) is { } text || automatic.TryGet(hash, out text)) return (text, null);
        // Apollo's clients know this one by its name, and then send the document.
        return request.IsAutomatic ? Refused("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
            : Refused("PG-REQ-DOCUMENT", "There is no document of this documentId; send the SHA-256 of a trusted document, or the document itself as 'query'.");
    }

    /// <summary>Keeps a document under its hash, which was found to be right. It has been checked against the schema.</summary>
    public void Keep(string hash, string text)
    {
        if (trusted.Find(hash) is null && !automatic.TryGet(hash, out _)) automatic.Add(hash, text, EntryBytes + (2L * text.Length));
    }

    /// <summary>A document is what its text is: whether the client sends that or its hash makes no difference.</summary>
    private (string? Text, GraphError? Error) OwnOf(Client client, GraphRequest request)
    {
        var hash = request is { Query.Length: 0, DocumentHash: { } named } ? named : TrustedDocuments.Hash(request.Query);
        return trusted.Has(client.Name, hash) ? (trusted.Find(hash), null)
            : Refused("PG-REQ-TRUSTED", $"The client '{client.Name}' runs its trusted documents only, and this is none of them; send one's SHA-256 as 'documentId', or have the document added to schema/operations/{client.Name}.");
    }

    private static (string?, GraphError?) Refused(string code, string message) => (null, new(code, message));
}
