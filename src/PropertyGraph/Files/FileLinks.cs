using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PropertyGraph.Files;

/// <summary>A file that an address leads to.</summary>
public sealed record LinkedFile(Guid Id, string MediaType, string Name);

/// <summary>
/// Addresses of files: whoever has one may get the file until it expires, without a token. What they say is signed (HMAC-SHA256) with a key that lives in the database, so
/// that every gateway of a fleet knows it.
/// </summary>
public sealed class FileLinks
{
    /// <summary>What all addresses begin with.</summary>
    public const string Root = "/files/";

    private readonly Lazy<byte[]> key;
    private readonly FileSettings settings;
    private readonly TimeProvider time;

    internal FileLinks(Func<byte[]> key, FileSettings settings, TimeProvider time) => (this.key, this.settings, this.time) = (new(key), settings, time);

    /// <summary>Addresses of files that are told as <see cref="Parse"/> reads them.</summary>
    internal IReadOnlyList<object?> PathsOf(IReadOnlyList<object> references)
    {
        var until = time.GetUtcNow().AddSeconds(settings.LinkSeconds).ToUnixTimeSeconds();
        return [.. references.Select(reference => Parse((string)reference) is { } file ? Path(file, until) : null)];
    }

    /// <summary>How a row tells of a file: key, media type, which has one slash, and name, which has none, with a slash between.</summary>
    internal static LinkedFile? Parse(string reference) =>
        reference.Split('/') is [var id, var type, var subtype, var name] && Guid.TryParse(id, out var file) ? new(file, $"{type}/{subtype}", name) : null;

    private string Path(LinkedFile file, long until) => string.Create(CultureInfo.InvariantCulture,
        $"{Root}{file.Id:N}/{Uri.EscapeDataString(file.Name)}?type={Uri.EscapeDataString(file.MediaType)}&until={until}&signature={Base64Url.EncodeToString(Sign(file, until))}");

    /// <summary>Whether an address is one that was given, and whether it is still good.</summary>
    public LinkState Check(LinkedFile file, long until, string signature)
    {
        Span<byte> given = stackalloc byte[64];
        if (signature.Length > 64 || !Base64Url.IsValid(signature) || !Base64Url.TryDecodeFromChars(signature, given, out var length)
            || !CryptographicOperations.FixedTimeEquals(given[..length], Sign(file, until))) return LinkState.Wrong;
        return until > time.GetUtcNow().ToUnixTimeSeconds() ? LinkState.Good : LinkState.Expired;
    }

    private byte[] Sign(LinkedFile file, long until) =>
        HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"file\n{file.Id:N}\n{file.MediaType}\n{until}\n{file.Name}")));
}

/// <summary>What an address of a file is worth.</summary>
public enum LinkState
{
    /// <summary>It was given, and its time is not over.</summary>
    Good,
    /// <summary>It was given, and its time is over.</summary>
    Expired,
    /// <summary>It was never given.</summary>
    Wrong,
}
