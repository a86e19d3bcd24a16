using System.Globalization;
using PropertyGraph.Files;

namespace PropertyGraph.Gateway.Http;

/// <summary><c>GET /files/...</c>: a kept file, to whoever has an address that the graph gave and that is still good. Parts of a file are answered too (RFC 9110, 14).</summary>
internal static class FileEndpoint
{
    /// <summary>What was uploaded is never shown as a page of this site, whatever is in it.</summary>
    private const string Policy = "default-src 'none'; sandbox";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(FileLinks.Root + "{id}/{name}", [HttpMethods.Get, HttpMethods.Head], SendAsync);

    private static async Task SendAsync(HttpContext context, string id, string name)
    {
        var (links, store) = (context.RequestServices.GetService<FileLinks>(), context.RequestServices.GetService<FileStore>());
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "same-site";
        var linked = Linked(context.Request, id, name);
        var state = links is null || linked is not var (file, until, signature) ? LinkState.Wrong : links.Check(file, until, signature);
        if (state == LinkState.Wrong) await RefuseAsync(context, Refusal.Link());
        else if (state == LinkState.Expired) await RefuseAsync(context, Refusal.LinkExpired());
        else if (store?.Find(linked!.Value.File.Id) is not { } found) await RefuseAsync(context, Refusal.NoFile());
        else await AnswerAsync(context, linked!.Value.File, found);
    }

    private static (LinkedFile File, long Until, string Signature)? Linked(HttpRequest request, string id, string name) =>
        Guid.TryParseExact(id, "N", out var key) && request.Query["type"] is [{ } type] && request.Query["signature"] is [{ } signature]
        && request.Query["until"] is [{ } time] && long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var until)
            ? (new(key, type, name), until, signature)
            : null;

    private static Task AnswerAsync(HttpContext context, LinkedFile file, FileInfo found)
    {
        // The address is the right to read it: nothing on the way may keep what it leads to.
        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.PhysicalFile(found.FullName, file.MediaType, file.Name, found.LastWriteTimeUtc, enableRangeProcessing: true).ExecuteAsync(context);
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal) => AnswerWriter.WriteAsync(context, refusal, ResponseType.Json, context.RequestAborted);
}
