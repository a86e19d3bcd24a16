using System.Buffers;
using System.IO.Compression;
using Microsoft.Net.Http.Headers;

namespace PropertyGraph.Gateway.Http;

/// <summary>
/// Compresses a whole answer at the encoders' quickest level: on answers of this kind a better one saves a few percent more and costs several times the CPU. Streams are not compressed: their events are small and
/// must not wait for each other.
/// </summary>
/// <remarks>
/// BREACH (https://breachattack.com) needs a request that a browser sends with the victim's credentials at an attacker's will. Here credentials are a header that no browser adds by itself, and requests of
/// other sites' pages are not executed (<see cref="Preflight"/>).
/// </remarks>
internal static class Compression
{
    private const int BrotliQuality = 1, BrotliWindow = 18;

    /// <summary>The encoding that suits a client best; null for none.</summary>
    public static string? Choose(HttpRequest request)
    {
        if (request.Headers.AcceptEncoding is not { Count: > 0 } accepted || !StringWithQualityHeaderValue.TryParseList(accepted!, out var codings)) return null;
        var (brotli, gzip) = (Quality(codings, "br"), Quality(codings, "gzip"));
        return brotli > 0 && brotli >= gzip ? "br" : gzip > 0 ? "gzip" : null;
    }

    /// <summary>Compresses into memory rented from <see cref="ArrayPool{T}.Shared"/>, which the caller gives back; null where that would not make it smaller.</summary>
    public static (byte[] Rented, int Length)? Compress(ReadOnlyMemory<byte> answer, string encoding)
    {
        var rented = ArrayPool<byte>.Shared.Rent(answer.Length);
        var length = encoding == "br" ? Brotli(answer.Span, rented) : GZip(answer, rented);
        if (length > 0) return (rented, length);
        ArrayPool<byte>.Shared.Return(rented);
        return null;
    }

    private static int Brotli(ReadOnlySpan<byte> answer, byte[] to) =>
        BrotliEncoder.TryCompress(answer, to.AsSpan(0, answer.Length), out var written, BrotliQuality, BrotliWindow) ? written : 0;

    private static int GZip(ReadOnlyMemory<byte> answer, byte[] to)
    {
        using var into = new MemoryStream(to, 0, answer.Length);
        try
        {
            using (var gzip = new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(answer.Span);
            return (int)into.Position;
        }
        catch (NotSupportedException)
        {
            return 0; // It would have grown beyond the answer's own size.
        }
    }

    private static double Quality(IList<StringWithQualityHeaderValue> codings, string name)
    {
        double? any = null;
        foreach (var coding in codings)
        {
            if (coding.Value.Equals(name, StringComparison.OrdinalIgnoreCase)) return coding.Quality ?? 1;
            if (coding.Value == "*") any = coding.Quality ?? 1;
        }
        return any ?? 0;
    }
}
