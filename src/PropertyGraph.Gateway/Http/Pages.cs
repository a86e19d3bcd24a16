namespace PropertyGraph.Gateway.Http;

/// <summary>The pages under <c>wwwroot</c>. They load nothing from anywhere else, and the headers hold them to it.</summary>
internal sealed class Pages(IWebHostEnvironment environment)
{
    /// <summary>Monaco, GraphiQL's editor, sets styles of elements and starts its workers; nothing on a page needs a script in the HTML.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Addresses without a file name, and the file that each shows.</summary>
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["/"] = "/index.html",
        ["/board"] = "/board/index.html",
        ["/board/"] = "/board/index.html",
    };

    /// <summary>Sends GraphiQL; where Node.js was missing at the build, the page that says how to get it.</summary>
    public Task SendIdeAsync(HttpContext context)
    {
        var file = environment.WebRootFileProvider.GetFileInfo("graphiql/index.html");
        if (!file.Exists) file = environment.WebRootFileProvider.GetFileInfo("graphiql-missing.html");
        if (!file.Exists)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Append("Vary", "Accept");
        return context.Response.SendFileAsync(file, context.RequestAborted);
    }

    /// <summary>Serves the files, under addresses that people can remember too.</summary>
    public static void Use(IApplicationBuilder app)
    {
        app.Use((context, next) =>
        {
            Protect(context.Response.Headers);
            if (Files.TryGetValue(context.Request.Path.Value ?? "", out var file)) context.Request.Path = file;
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            // A page and its scripts must be of one build: browsers ask each time, and mostly get 304.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache",
        });
    }

    /// <summary>What <see cref="Protect"/> says of a page, as far as it concerns the answer to a POST: no page can embed that, and it leads nowhere.</summary>
    public static void ProtectAnswer(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
    }

    private static void Protect(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
