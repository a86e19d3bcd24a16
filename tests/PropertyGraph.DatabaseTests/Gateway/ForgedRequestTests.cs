using System.Net;
using System.Text;
using System.Text.Json;
using PropertyGraph.Modules;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>Requests that a page of another site can have a browser send without asking first: none reaches the graph.</summary>
public sealed class ForgedRequestTests : IAsyncLifetime
{
    private const string Browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private GatewayHost host = null!;

    public async Task InitializeAsync() => host = await GatewayHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    // Images, scripts, links and fetch without CORS, of browsers that say where from.
    [InlineData(Browser, "cross-site", null, null)]
    [InlineData(Browser, "same-site", null, null)]
    // The same of those that do not say: old ones, and all on a plain address.
    [InlineData(Browser, null, null, null)]
    [InlineData(Browser, null, null, "")]
    // fetch with CORS, EventSource.
    [InlineData(Browser, "cross-site", "https://evil.example", null)]
    [InlineData(Browser, null, "https://evil.example", null)]
    [InlineData(Browser, null, "null", null)]
    public async Task A_GET_that_any_page_can_send_runs_nothing(string agent, string? site, string? origin, string? preflight)
    {
        foreach (var accept in new[] { "*/*", "image/avif,image/webp,*/*", "application/json", "application/graphql-response+json" })
        {
            using var response = await GetAsync(agent, site, origin, preflight, accept);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            Assert.Equal("PG-REQ-PREFLIGHT", json.RootElement.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        }
        Assert.Null(host.Engine.Last);
    }

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("curl/8.5.0", null, null, null)]
    [InlineData(Browser, "same-origin", null, null)]
    [InlineData(Browser, "none", null, null)]
    [InlineData(Browser, "cross-site", "http://localhost:3000", null)] // a page that may, by CORS
    [InlineData(Browser, null, "http://localhost:3000", null)]
    [InlineData(Browser, null, null, "1")]
    [InlineData(Browser, "cross-site", null, "1")] // its preflight was allowed, or it would not be here
    public async Task A_GET_that_was_meant_is_answered(string? agent, string? site, string? origin, string? preflight)
    {
        using var response = await GetAsync(agent, site, origin, preflight, "application/json");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull(host.Engine.Last);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "query=%7B__typename%7D")]
    [InlineData("text/plain", """{"query":"{ __typename }"}""")]
    [InlineData("text/plain; charset=utf-8; x=application/json", """{"query":"{ __typename }"}""")]
    [InlineData("application/jsonx", """{"query":"{ __typename }"}""")]
    [InlineData("", """{"query":"{ __typename }"}""")]
    public async Task A_POST_that_any_form_can_send_runs_nothing(string type, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await host.PostAsync(content);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Null(host.Engine.Last);
    }

    [Theory]
    [InlineData("GraphQL-Preflight")]
    [InlineData("Apollo-Require-Preflight")]
    [InlineData("X-Apollo-Operation-Name")]
    public async Task The_preflight_of_a_page_that_may_allows_the_headers_that_show_it(string header)
    {
        foreach (var (origin, allowed) in new[] { ("http://localhost:3000", true), ("https://evil.example", false) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, "/graphql");
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "GET");
            request.Headers.Add("Access-Control-Request-Headers", header.ToLowerInvariant());
            using var response = await host.Http.SendAsync(request);
            Assert.Equal(allowed, response.Headers.TryGetValues("Access-Control-Allow-Headers", out var headers) && headers.Single().Contains(header, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Outside_Development_the_configured_origins_may_and_no_others()
    {
        await using var production = await GatewayHost.StartAsync("Production", null,
            ("Auth:Authority", "https://issuer.example.com"), ("Auth:Audience", "propertygraph"), ("Cors:Origins", "https://portal.example.com, https://board.example.com:8443"));
        foreach (var (origin, allowed) in new[]
        {
            ("https://portal.example.com", true), ("https://board.example.com:8443", true), ("https://board.example.com", false), ("http://portal.example.com", false),
            ("https://portal.example.com.evil.example", false), ("http://localhost:3000", false), ("null", false),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = GatewayHost.Json(new { query = "{ __typename }" }) };
            request.Headers.Add("Origin", origin);
            using var response = await production.Http.SendAsync(request);
            Assert.Equal(allowed ? origin : null, response.Headers.TryGetValues("Access-Control-Allow-Origin", out var may) ? may.Single() : null);
            Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
        }
    }

    [Theory]
    [InlineData("Cors:Origins:0", "https://portal.example.com/")]
    [InlineData("Cors:Origins:0", "portal.example.com")]
    [InlineData("Cors:Origins", "*")]
    public async Task An_origin_that_would_never_match_stops_the_start(string name, string value)
    {
        var stop = await Assert.ThrowsAsync<StartupException>(() => GatewayHost.StartAsync("Development", null, (name, value)));
        Assert.Contains(value, stop.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Http:BodyByte", "1")]
    [InlineData("Http:BodySeconds", "0")]
    [InlineData("Http:Connections", "-1")]
    public async Task A_limit_that_is_none_stops_the_start(string name, string value)
    {
        var stop = await Assert.ThrowsAsync<StartupException>(() => GatewayHost.StartAsync("Development", null, (name, value)));
        Assert.Contains(name[5..], stop.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/graphql?query=%7B__typename%7D")]
    [InlineData("/health/live")]
    [InlineData("/board")]
    [InlineData("/nothing-here")]
    public async Task Every_answer_says_what_a_browser_must_not_do_with_it(string path)
    {
        using var response = await host.Http.GetAsync(path);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"));
        if (path.StartsWith("/graphql", StringComparison.Ordinal)) Assert.True(response.Headers.CacheControl!.NoStore);
    }

    private async Task<HttpResponseMessage> GetAsync(string? agent, string? site, string? origin, string? preflight, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=" + Uri.EscapeDataString("{ __typename }"));
        foreach (var (name, value) in new[] { ("User-Agent", agent), ("Sec-Fetch-Site", site), ("Origin", origin), ("GraphQL-Preflight", preflight), ("Accept", accept) })
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        return await host.Http.SendAsync(request);
    }
}
