using System.Net;
using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Execution;
using PropertyGraph.Gateway.Http;

namespace PropertyGraph.Gateway.Auth;

/// <summary><c>POST /dev/token</c> and <c>GET /dev/personas</c>. Mapped in Development only: elsewhere the routes do not exist.</summary>
internal sealed class DevelopmentEndpoints(IGraphEngine engine, Subjects subjects, Actors actors, DevelopmentIssuer issuer, RequestBodies bodies, TimeProvider time)
{
    private readonly GraphPeople people = new(engine);
    private readonly SemaphoreSlim one = new(1);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/dev").AddEndpointFilter(OnlyThisMachine);
        group.MapGet("/personas", () => Results.Json(Persona.All.Select(p => new { p.Name, p.Title, p.Description, Audience = p.Audience.ToString().ToUpperInvariant() })));
        group.MapPost("/token", (HttpContext context, DevelopmentEndpoints endpoints) => endpoints.TokenAsync(context, context.RequestAborted));
    }

    /// <summary>The gateway listens on loopback, but a page of another site could give its own name that address (DNS rebinding) and ask from here.</summary>
    private static async ValueTask<object?> OnlyThisMachine(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        var isHere = http.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address);
        return isHere && LocalOrigins.IsLocalHost(http.Request.Host.Host) ? await next(call) : Results.NotFound();
    }

    private async Task<IResult> TokenAsync(HttpContext context, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!MediaTypes.IsJson(context.Request.ContentType)) return Refused(Refusal.ContentType());
        var (body, unread) = await bodies.ReadAsync(context.Request, cancel);
        if (body is null) return Refused(unread!);
        using var held = body;
        using var json = RequestParameters.Parse(body.Bytes, out _);
        var (name, client) = (Text(json, "persona"), Text(json, "client"));
        var persona = Persona.All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (persona is null) return Refused(Refusal.Parameter("persona", $"one of {string.Join(", ", Persona.All.Select(p => p.Name))}"));
        if (persona.Audience == Audience.Anonymous) return Results.Json(new { token = (string?)null });
        try
        {
            if (await EnsureAsync(persona, cancel)) return Results.Json(new { token = issuer.Issue(persona.Subject, time.GetUtcNow(), client) });
        }
        catch (GraphRefusedException refused)
        {
            return Conflict($"There is nobody to act as {persona.Name}: {refused.Message}");
        }
        return Conflict($"There is no {persona.Title.ToLowerInvariant()} yet: import a folder (./run import DIR), or start with --demo small.");
    }

    private static string? Text(JsonDocument? json, string name) =>
        json?.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Lets the persona's subject stand for somebody active; false where there is nobody.</summary>
    private async Task<bool> EnsureAsync(Persona persona, CancellationToken cancel)
    {
        await one.WaitAsync(cancel); // two pages that open at once must not hire two
        try
        {
            if (await subjects.FindAsync(persona.Subject, cancel) is { } present && Fits(persona, present)) return true;
            if (await FindAsync(persona, cancel) is not { } key) return false;
            await subjects.GrantAsync(persona.Subject, persona.Audience, key, cancel);
            actors.Forget(persona.Subject);
            return true;
        }
        finally
        {
            one.Release();
        }
    }

    private static bool Fits(Persona persona, Actor actor) =>
        actor.Audience == persona.Audience && (persona.Position is not { } position || actor.Holds(position));

    private async Task<Guid?> FindAsync(Persona persona, CancellationToken cancel)
    {
        if (persona.Position is { } position)
            return await people.FindStaffAsync(position, cancel) ?? await people.EmployAsync(GraphPeople.NumberOf(persona.Subject), $"Demo {persona.Title.ToLowerInvariant()}", position, cancel);
        foreach (var finder in persona.Finders)
            if (await people.FindAsync(finder, cancel) is { } key) return key;
        return null;
    }

    private static IResult Refused(Refusal refusal) => Results.Text(refusal.ToJson(), MediaTypes.Json, refusal.Status);

    private static IResult Conflict(string message) => Refused(new(StatusCodes.Status409Conflict, new("PG-DEV-PERSONA", message)));
}
