using System.Diagnostics;

namespace PropertyGraph.Gateway.Http;

/// <summary>
/// The way of almost every request: a POST to <c>/graphql</c> that needs nothing of what else stands in front of an endpoint goes straight to it. Routes, files, CORS, HSTS and WebSockets
/// have nothing to add to it, and took a tenth of the CPU of a small query.
/// </summary>
internal sealed class FrontDoor(GraphQLEndpoint endpoint) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(rest => context => IsPlain(context) ? AnswerAsync(context) : rest(context));
        next(app);
    };

    private Task AnswerAsync(HttpContext context)
    {
        Pages.ProtectAnswer(context.Response.Headers);
        return endpoint.HandleAsync(context);
    }

    /// <summary>What a browser of another site sends has an origin, a WebSocket an upgrade, and with TLS the answer needs HSTS. What is traced is to be traced with its route.</summary>
    private static bool IsPlain(HttpContext context)
    {
        var request = context.Request;
        return request.Path.Value == GraphQLEndpoint.Path && HttpMethods.IsPost(request.Method) && !request.IsHttps
            && request.Headers.Origin.Count == 0 && request.Headers.Upgrade.Count == 0 && Activity.Current is null;
    }
}
