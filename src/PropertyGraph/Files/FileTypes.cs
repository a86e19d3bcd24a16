namespace PropertyGraph.Files;

/// <summary>Media types by their first bytes. What a client calls a file, or names it, is not asked.</summary>
internal static class FileTypes
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int HeadBytes = 16;

    private static readonly (string Type, int At, byte[] Bytes)[] Heads =
    [
        ("image/jpeg", 0, [0xFF, 0xD8, 0xFF]),
        ("image/png", 0, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]),
        ("image/gif", 0, "GIF8"u8.ToArray()),
        ("image/webp", 8, "WEBP"u8.ToArray()),
        ("image/heic", 4, "ftypheic"u8.ToArray()),
        ("video/mp4", 4, "ftypisom"u8.ToArray()),
        ("video/mp4", 4, "ftypmp42"u8.ToArray()),
        ("application/pdf", 0, "%PDF-"u8.ToArray()),
    ];

    public static IReadOnlyList<string> Known { get; } = [.. Heads.Select(h => h.Type).Distinct()];

    /// <summary>The type of a file that begins so; null where it is none of <see cref="Known"/>.</summary>
    public static string? Of(ReadOnlySpan<byte> head)
    {
        foreach (var (type, at, bytes) in Heads)
            if (head.Length >= at + bytes.Length && head.Slice(at, bytes.Length).SequenceEqual(bytes)) return type;
        return null;
    }
}
