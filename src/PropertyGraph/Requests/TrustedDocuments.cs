using System.Security.Cryptography;
using System.Text;
using PropertyGraph.Modules;

namespace PropertyGraph.Requests;

/// <summary>The documents that clients were built with, one file each: <c>&lt;client&gt;/&lt;operation&gt;.graphql</c>. A document is named by the SHA-256 of its file.</summary>
public sealed class TrustedDocuments
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> clients = new(StringComparer.Ordinal);

    private TrustedDocuments() { }

    /// <summary>No documents.</summary>
    public static TrustedDocuments None { get; } = new();

    /// <summary>Reads a folder with a folder for each client; there need be none. What does not fit the schema is refused when it is asked for.</summary>
    /// <exception cref="StartupException">A file is no UTF-8.</exception>
    public static TrustedDocuments Load(string folder)
    {
        var documents = new TrustedDocuments();
        if (!Directory.Exists(folder)) return documents;
        foreach (var client in Directory.EnumerateDirectories(folder))
            foreach (var file in Directory.EnumerateFiles(client, "*.graphql", SearchOption.AllDirectories))
                documents.Add(Path.GetFileName(client), Read(file));
        return documents;
    }

    /// <summary>Names of the clients that have documents.</summary>
    public IReadOnlyCollection<string> Clients => clients.Keys;

    /// <summary>The text of a document of any client; null where none has this hash.</summary>
    public string? Find(string hash) => texts.GetValueOrDefault(hash);

    /// <summary>Whether a client has a document of this hash.</summary>
    public bool Has(string client, string hash) => clients.TryGetValue(client, out var own) && own.Contains(hash);

    /// <summary>SHA-256 of a text's UTF-8, as 64 lower-case hexadecimal digits: what a document is named by.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private void Add(string client, string text)
    {
        var hash = Hash(text);
        texts[hash] = text;
        if (!clients.TryGetValue(client, out var own)) clients.Add(client, own = new(StringComparer.Ordinal));
        own.Add(hash);
    }

    private static string Read(string file)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(file));
        }
        catch (DecoderFallbackException error)
        {
            throw new StartupException($"The trusted document {file} is no UTF-8; save it as such.", error);
        }
    }
}
