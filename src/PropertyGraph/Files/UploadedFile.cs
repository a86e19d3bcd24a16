using System.Text.Json.Serialization;

namespace PropertyGraph.Files;

/// <summary>
/// A file that came with a request, for a command's input. When the command succeeds, the file is kept in its transaction under <see cref="Id"/>; else it is gone with the request.
/// </summary>
/// <param name="Name">As the client calls it: at most 200 characters, without folders. For people, never a place on a disk.</param>
/// <param name="MediaType">By its first bytes, one of the configured ones.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Sha256">Hash of its content, in lower-case hexadecimal.</param>
public sealed record UploadedFile(string Name, string MediaType, long Bytes, string Sha256)
{
    private const int LongestName = 200;

    /// <summary>Key of the file. It is another at each sending of the same file, and so no part of what an idempotency key stands for.</summary>
    [JsonIgnore]
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What is left of a client's name for a file: no folders, nothing that can't be stored or that a screen would not show.</summary>
    public static string NameOf(string? given)
    {
        var name = new string([.. (given ?? "").Split('/', '\\')[^1].Where(c => !char.IsControl(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)]).Trim().TrimStart('.');
        return name.Length == 0 ? "file" : name.Length <= LongestName ? name : name[..LongestName];
    }
}
