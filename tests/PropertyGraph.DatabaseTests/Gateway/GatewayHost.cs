using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Execution;
using PropertyGraph.Gateway.Auth;
using PropertyGraph.Gateway.Http;
using PropertyGraph.Gateway.Connections;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>The gateway's endpoints over real sockets, before a graph that knows only a few documents.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Actor> known = [];
    private readonly string data = Directory.CreateTempSubdirectory("propertygraph-").FullName;
    private readonly WebApplication app;

    private GatewayHost(string environment, ConnectionLimits? limits, Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment,
            WebRootPath = Repository.Path("src", "PropertyGraph.Gateway", "wwwroot"),
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration["DataDirectory"] = data;
        builder.Services.AddSingleton<IGraphEngine>(Engine);
        builder.Services.AddSingleton(new Subjects((subject, _) => Task.FromResult(known.GetValueOrDefault(subject)), GrantAsync));
        builder.Services.AddKeyedSingleton("write", NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Timeout=1"));
        if (limits is not null) builder.Services.AddSingleton(limits);
        builder.Services.AddPropertyGraphGateway(builder.Configuration, builder.Environment);
        app = builder.Build();
        app.MapPropertyGraph();
    }

    internal FakeEngine Engine { get; } = new();
    public HttpClient Http { get; } = new();
    internal OpenConnections Connections => app.Services.GetRequiredService<OpenConnections>();
    public string DataDirectory => data;

    internal T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    internal static async Task<GatewayHost> StartAsync(string environment = "Development", ConnectionLimits? limits = null, params (string Name, string? Value)[] settings)
    {
        var host = new GatewayHost(environment, limits, settings.ToDictionary(s => s.Name, s => s.Value));
        await host.app.StartAsync();
        host.Http.BaseAddress = new(host.app.Urls.Single());
        return host;
    }

    /// <summary>Lets a subject stand for somebody.</summary>
    public void Know(string subject, Actor actor) => known[subject] = actor;

    /// <summary>A token of a subject that is valid for so long.</summary>
    public string Token(string subject, TimeSpan lifetime)
    {
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "urn:propertygraph:development",
            Audience = "urn:propertygraph:development",
            NotBefore = now.AddMinutes(-1),
            Expires = now + lifetime,
            Claims = new Dictionary<string, object> { ["sub"] = subject },
            SigningCredentials = new(new SymmetricSecurityKey(File.ReadAllBytes(Path.Combine(data, "development-tokens.key"))), SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>Nobody stands for this subject any more.</summary>
    public void Dismiss(string subject) => known.TryRemove(subject, out _);

    public async Task<string?> TokenAsync(string persona, string? client = null)
    {
        using var response = await Http.PostAsync("/dev/token", Json(new { persona, client }));
        response.EnsureSuccessStatusCode();
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("token").GetString();
    }

    public async Task<ClientWebSocket> ConnectAsync(string? protocol = "graphql-transport-ws", string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (protocol is not null) socket.Options.AddSubProtocol(protocol);
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new UriBuilder(Http.BaseAddress!) { Scheme = "ws", Path = "/graphql" }.Uri, CancellationToken.None);
        return socket;
    }

    public static StringContent Json(object value) => new(JsonSerializer.Serialize(value), Encoding.UTF8, "application/json");

    public async Task<HttpResponseMessage> PostAsync(HttpContent content, string? accept = null, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content };
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Http.SendAsync(request);
    }

    /// <summary>Ends as on Ctrl-C: requests are finished first.</summary>
    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    private Task GrantAsync(string subject, Audience audience, Guid person, CancellationToken cancel)
    {
        known[subject] = audience switch
        {
            Audience.Customer => Actor.Customer(person, subject),
            Audience.Partner => Actor.Partner(person, subject),
            _ => Actor.Staff(person, Guid.NewGuid(), Enum.Parse<Position>(PositionOf(subject), true), subject),
        };
        return Task.CompletedTask;
    }

    private static string PositionOf(string subject) => subject.EndsWith("admin", StringComparison.Ordinal) ? "Administrator" : subject[(subject.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
