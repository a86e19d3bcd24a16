using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PropertyGraph.Gateway.Auth;
using PropertyGraph.Gateway.Connections;
using PropertyGraph.Gateway.Sse;
using PropertyGraph.Gateway.Telemetry;
using PropertyGraph.Gateway.WebSockets;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Gateway.Http;

/// <summary>Everything that the gateway answers.</summary>
internal static class GatewayEndpoints
{
    /// <summary>
    /// Registers what the endpoints need. The host registers besides: <c>IGraphEngine</c>, <see cref="Access.People"/>, <see cref="GraphSchema"/>, and health checks.
    /// </summary>
    /// <exception cref="Modules.StartupException">No token issuer is configured outside Development, a client is wrongly, or a limit is none.</exception>
    public static IServiceCollection AddPropertyGraphGateway(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddTelemetry(configuration);
        services.AddRouting();
        services.AddCors();
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database");
        var limits = HttpLimits.Of(configuration.GetSection("Http"));
        services.AddSingleton(limits);
        services.Configure<KestrelServerOptions>(limits.Apply);
        services.AddSingleton<BodyMemory>();
        services.AddSingleton<RequestBodies>();
        services.AddSingleton<Failures>();
        services.AddSingleton(new Origins(configuration, environment));
        services.AddSingleton<IConfigureOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>>(s => s.GetRequiredService<Origins>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ConnectionLimits.Of(configuration.GetSection("Connections")));
        services.AddSingleton<OpenConnections>();
        services.AddSingleton<Standing>();
        services.AddSingleton<Reservations>();
        services.TryAddSingleton(s => Subjects.Of(s.GetRequiredService<Access.People>()));
        AddDocuments(services, configuration);
        services.TryAddSingleton(s => KeyHolders.Of(s.GetService<Access.ApiKeys>()));
        services.AddSingleton<KeyRing>();
        services.AddHostedService(s => s.GetRequiredService<KeyRing>());
        services.AddSingleton<Actors>();
        services.AddSingleton<SignedIn>();
        services.AddSingleton<Pages>();
        services.AddSingleton<SocketEndpoint>();
        services.AddSingleton<EventStreamEndpoint>();
        services.AddSingleton<GraphQLEndpoint>();
        services.AddSingleton<IStartupFilter, FrontDoor>();
        AddTokens(services, configuration, environment);
        return services;
    }

    private static void AddDocuments(IServiceCollection services, IConfiguration configuration)
    {
        var documents = TrustedDocuments.Load(configuration["Documents:Folder"] ?? Path.Combine(AppContext.BaseDirectory, "operations"));
        services.AddSingleton(documents);
        services.AddSingleton(new Clients(configuration, documents));
    }

    private static void AddTokens(IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        if (!environment.IsDevelopment())
        {
            services.AddSingleton(Tokens.Of(configuration, environment));
            return;
        }
        var issuer = DevelopmentIssuer.Open(configuration["DataDirectory"] ?? ".data");
        services.AddSingleton(issuer);
        services.AddSingleton(Tokens.Of(issuer));
        services.AddSingleton<DevelopmentEndpoints>();
    }

    /// <summary>Maps the endpoint, its pages, health, and in Development the tokens.</summary>
    public static void MapPropertyGraph(this WebApplication app)
    {
        app.UseRouting(); // First, so that what has an endpoint is not looked for among the files.
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        Pages.Use(app);
        app.UseCors();
        app.UseWebSockets(app.Services.GetRequiredService<ConnectionLimits>().ToOptions());
        app.Map(GraphQLEndpoint.Path, (HttpContext context) => context.RequestServices.GetRequiredService<GraphQLEndpoint>().HandleAsync(context));
        app.Map("/graphql/stream", (HttpContext context) => context.RequestServices.GetRequiredService<EventStreamEndpoint>().HandleAsync(context));
        app.MapGet("/graphql/schema.graphql", SchemaAsync);
        FileEndpoint.Map(app);
        Health.Map(app);
        if (app.Environment.IsDevelopment()) DevelopmentEndpoints.Map(app);
    }

    /// <summary>The schema as text, for code generators. It does not change while the gateway runs.</summary>
    private static async Task SchemaAsync(HttpContext context)
    {
        var schema = context.RequestServices.GetService<GraphSchema>();
        if (schema is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        context.Response.ContentType = "application/graphql; charset=utf-8";
        await context.Response.WriteAsync(schema.Print(), context.RequestAborted);
    }
}
