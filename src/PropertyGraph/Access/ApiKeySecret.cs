using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PropertyGraph.Access;

/// <summary>
/// The text of an API key: <c>pgk_</c>, by which people and scanners know what it is, a public part by which its row is found, and 256 random bits, so that it can't be guessed
/// and its hash needs neither salt nor time. Only the hash is kept.
/// </summary>
/// <param name="Lookup">The public part: 16 hexadecimal digits.</param>
/// <param name="Hash">SHA-256 of the whole text.</param>
public readonly record struct ApiKeySecret(string Lookup, byte[] Hash)
{
    private const string Prefix = "pgk_";
    private const int LookupBytes = 8, SecretBytes = 32;
    private const int LookupEnd = 4 + (2 * LookupBytes), Length = LookupEnd + 1 + 43;

    /// <summary>A new one, and its text, which is shown once.</summary>
    public static (string Text, ApiKeySecret Secret) New()
    {
        var lookup = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(LookupBytes));
        var text = $"{Prefix}{lookup}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}";
        return (text, new(lookup, HashOf(text)));
    }

    /// <summary>Whether a token is meant as an API key, right or wrong.</summary>
    public static bool IsMeant(string token) => token.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Reads what a client sent; false where it has not the form of a key.</summary>
    public static bool TryParse(string text, out ApiKeySecret secret)
    {
        secret = default;
        if (text.Length != Length || !IsMeant(text) || text[LookupEnd] != '_') return false;
        var lookup = text[Prefix.Length..LookupEnd];
        if (!lookup.All(char.IsAsciiHexDigitLower) || !Base64Url.IsValid(text.AsSpan(LookupEnd + 1))) return false;
        secret = new(lookup, HashOf(text));
        return true;
    }

    /// <summary>Whether it is the one that a hash was kept of; takes the same time whatever they have in common.</summary>
    public bool Fits(ReadOnlySpan<byte> kept) => CryptographicOperations.FixedTimeEquals(Hash, kept);

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
