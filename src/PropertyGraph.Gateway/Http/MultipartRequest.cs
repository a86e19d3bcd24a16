using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using PropertyGraph.Files;
using PropertyGraph.Requests;

namespace PropertyGraph.Gateway.Http;

/// <summary>
/// A request with files, as https://github.com/jaydenseric/graphql-multipart-request-spec says: <c>operations</c>, then <c>map</c>, then the files, which go to the disk as they
/// come. Dispose it after the answer: what no committed transaction has named is removed then, also of a request that was refused half-way.
/// </summary>
internal sealed class MultipartRequest(FileStore store, KeptFiles kept) : IAsyncDisposable
{
    private const int OperationsBytes = 1 << 20, MapBytes = 64 << 10, LongestBoundary = 70;

    private readonly List<UploadedFile> files = [];
    private JsonDocument? operations;

    /// <summary>Whether a body of this Content-Type is one of parts.</summary>
    public static bool IsMultipart(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the whole request; the first thing that is wrong ends it.</summary>
    public async Task<Parameters> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (RequestBodies.IsEncoded(request)) return new(null, Refusal.ContentEncoding());
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).ToString();
        if (boundary.Length is 0 or > LongestBoundary) return Wrong($"its Content-Type has no boundary of at most {LongestBoundary} characters");
        var most = OperationsBytes + MapBytes + (store.Settings.MaxCount * (store.Settings.MaxBytes + 1024));
        if (request.ContentLength > most) return Large();
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = most;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(TimeSpan.FromSeconds(store.Settings.ReceiveSeconds));
        try
        {
            return await ReadAsync(new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 }, late.Token);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && error is OperationCanceledException or BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout })
        {
            return new(null, Refusal.UploadTooSlow(store.Settings));
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Large();
        }
        catch (Exception error) when (error is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return Wrong("a part is cut off, or its headers are larger than is read");
        }
    }

    private async Task<Parameters> ReadAsync(MultipartReader reader, CancellationToken cancel)
    {
        if (await PartAsync(reader, "operations", OperationsBytes, cancel) is not { } sent) return Wrong("its first part must be 'operations', with the request as JSON");
        operations = RequestParameters.Parse(sent, out var why);
        if (operations is null) return Wrong($"'operations' is no JSON: {why}");
        var (request, refusal) = RequestParameters.Read(operations.RootElement);
        if (refusal is not null) return new(null, refusal);
        if (await PartAsync(reader, "map", MapBytes, cancel) is not { } map || Places(map) is not { } places) return Wrong("its second part must be 'map', a JSON object with a list of places for each file, such as {\"0\": [\"variables.input.file\"]}");
        if (places.Count > store.Settings.MaxCount || places.Values.Sum(p => p.Length) > store.Settings.MaxCount) return Large();
        var uploads = new List<Upload>();
        while (await reader.ReadNextSectionAsync(cancel) is { } part)
        {
            if (part.GetContentDispositionHeader() is not { } disposition || !disposition.IsFileDisposition()) return Wrong("after 'map' there are only files, each with a filename");
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (!places.Remove(name, out var paths)) return Wrong("it has a file that 'map' does not name, or one twice");
            var (file, objection) = await store.ReceiveAsync(FileName(disposition), part.Body, cancel);
            if (file is null) return new(null, objection == FileObjection.Size ? TooLarge() : Refusal.UploadType(store.Settings.Types));
            files.Add(file);
            uploads.AddRange(paths.Select(path => new Upload(path, file)));
        }
        return places.Count == 0 ? new(request! with { Uploads = uploads }, null) : Wrong("it lacks a file that 'map' names");
    }

    /// <summary>The content of the next part; null where it is another one, or larger.</summary>
    private static async Task<byte[]?> PartAsync(MultipartReader reader, string name, int most, CancellationToken cancel)
    {
        if (await reader.ReadNextSectionAsync(cancel) is not { } part || part.GetContentDispositionHeader() is not { } disposition || HeaderUtilities.RemoveQuotes(disposition.Name) != name) return null;
        using var content = new MemoryStream();
        var buffer = new byte[4096];
        for (int read; (read = await part.Body.ReadAsync(buffer, cancel)) > 0;)
        {
            if (content.Length + read > most) return null;
            content.Write(buffer, 0, read);
        }
        return content.ToArray();
    }

    private static Dictionary<string, string[]>? Places(byte[] map)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string[]>>(map, Strict) is { Count: > 0 } places && places.Values.All(p => p is { Length: > 0 } && p.All(path => path is not null)) ? places : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 3 };

    private static string? FileName(ContentDispositionHeaderValue disposition) =>
        (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).Value;

    private static Parameters Wrong(string why) => new(null, Refusal.Upload(why));

    private Parameters Large() => new(null, TooLarge());

    private Refusal TooLarge() => Refusal.UploadTooLarge(store.Settings);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        operations?.Dispose();
        // The client may have hung up; its files go all the same.
        await kept.RemoveUnnamedAsync([.. files.Select(f => f.Id)], CancellationToken.None);
    }
}
