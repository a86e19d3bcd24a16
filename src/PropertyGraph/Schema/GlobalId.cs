using System.Buffers.Text;
using System.Text;

namespace PropertyGraph.Schema;

/// <summary>
/// Opaque global ids (Relay's object identification): base64url of the type's name, a colon and the key's 16 bytes, big-endian.
/// </summary>
public static class GlobalId
{
    private const int KeyLength = 16;

    /// <summary>The global id of a row.</summary>
    public static string Encode(string type, Guid key)
    {
        var name = Encoding.UTF8.GetByteCount(type);
        Span<byte> bytes = stackalloc byte[name + 1 + KeyLength];
        Encoding.UTF8.GetBytes(type, bytes);
        bytes[name] = (byte)':';
        key.TryWriteBytes(bytes[(name + 1)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Takes a global id apart; false where the text is none. Whether the type exists is not checked.</summary>
    public static bool TryDecode(string id, out string type, out Guid key)
    {
        (type, key) = ("", Guid.Empty);
        Span<byte> bytes = stackalloc byte[192];
        if (id.Length > 256 || !Base64Url.IsValid(id) || !Base64Url.TryDecodeFromChars(id, bytes, out var length)) return false;
        var name = length - KeyLength - 1;
        if (name < 1 || bytes[name] != ':') return false;
        (type, key) = (Encoding.UTF8.GetString(bytes[..name]), new Guid(bytes[(name + 1)..length], bigEndian: true));
        return true;
    }
}
