using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>Status codes and headers of <c>/graphql</c>, over real sockets.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private const string GraphQL = "application/graphql-response+json";
    private GatewayHost host = null!;

    public async Task InitializeAsync() => host = await GatewayHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData(null, "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData(GraphQL, GraphQL)]
    [InlineData("application/json;q=0.9, application/graphql-response+json", GraphQL)]
    [InlineData("application/graphql-response+json, application/json", GraphQL)]
    [InlineData("application/graphql-response+json;q=0.1, application/json", "application/json")]
    [InlineData("application/graphql-response+json; charset=utf-8", GraphQL)]
    public async Task Answers_in_the_type_that_is_accepted(string? accept, string type)
    {
        using var response = await host.PostAsync(GatewayHost.Json(new { query = "{ __typename }" }), accept);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{type}; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.True(response.Content.Headers.ContentLength > 0);
        Assert.Equal("parse;dur=0.5, plan;dur=1, db;dur=2, write;dur=0", response.Headers.GetValues("Server-Timing").Single());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json;q=0")]
    [InlineData("text/html")]
    public async Task Refuses_what_it_can_not_give(string accept)
    {
        using var response = await host.PostAsync(GatewayHost.Json(new { query = "{ __typename }" }), accept);
        await RefusedAsync(response, HttpStatusCode.NotAcceptable, "PG-REQ-ACCEPT");
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData(GraphQL, HttpStatusCode.BadRequest)]
    public async Task A_refused_document_is_400_for_those_who_know_the_type(string accept, HttpStatusCode status)
    {
        using var response = await host.PostAsync(GatewayHost.Json(new { query = "{ nope }" }), accept);
        await RefusedAsync(response, status, "PG-REQ-VALIDATION");
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.OK)]
    [InlineData(GraphQL, HttpStatusCode.GatewayTimeout)]
    public async Task What_took_too_long_is_504_for_those_who_know_the_type(string accept, HttpStatusCode status)
    {
        using var response = await host.PostAsync(GatewayHost.Json(new { query = "{ late }" }), accept);
        await RefusedAsync(response, status, "PG-EXE-TIMEOUT");
    }

    [Theory]
    [InlineData("", "PG-REQ-BODY")]
    [InlineData("{ \"not a JSON", "PG-REQ-BODY")]
    [InlineData("\"text\"", "PG-REQ-BODY")]
    [InlineData("""{"query":"{ __typename }","query":"{ __typename }"}""", "PG-REQ-BODY")]
    [InlineData("""{"query":"{ __typename }","variables":{"text":"\ud800"}}""", "PG-REQ-BODY")]
    [InlineData("""[{"query":"{ __typename }"}]""", "PG-REQ-BATCH")]
    [InlineData("{}", "PG-REQ-PARAMETER")]
    [InlineData("""{"query":1}""", "PG-REQ-PARAMETER")]
    [InlineData("""{"query":"{ __typename }","operationName":{}}""", "PG-REQ-PARAMETER")]
    [InlineData("""{"query":"{ __typename }","variables":[]}""", "PG-REQ-PARAMETER")]
    [InlineData("""{"query":"{ __typename }","extensions":"x"}""", "PG-REQ-PARAMETER")]
    public async Task A_malformed_request_is_400(string body, string code)
    {
        using var response = await host.PostAsync(new StringContent(body, Encoding.UTF8, "application/json"));
        await RefusedAsync(response, HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(null)]
    public async Task Only_JSON_in_UTF8_is_taken_by_POST(string? type)
    {
        var content = new ByteArrayContent("""{"query":"{ __typename }"}"""u8.ToArray());
        if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await host.PostAsync(content);
        await RefusedAsync(response, HttpStatusCode.UnsupportedMediaType, "PG-REQ-MEDIA-TYPE");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_one_mebibyte_is_413(bool announced)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = GatewayHost.Json(new { query = "{ __typename }" + new string(' ', 1 << 20) }) };
        request.Headers.TransferEncodingChunked = !announced;
        using var response = await host.Http.SendAsync(request);
        await RefusedAsync(response, HttpStatusCode.RequestEntityTooLarge, "PG-REQ-SIZE");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Other_methods_are_405_and_say_which_are_not(string method)
    {
        using var response = await host.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/graphql"));
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow);
        await RefusedAsync(response, HttpStatusCode.MethodNotAllowed, "PG-REQ-METHOD");
    }

    [Fact]
    public async Task GET_answers_queries_and_reads_variables_as_JSON()
    {
        using var response = await host.Http.GetAsync("/graphql?query=" + Uri.EscapeDataString("query($text: String) { __typename }") + "&variables=" + Uri.EscapeDataString("""{"text":"楼"}"""));
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("楼", json.RootElement.GetProperty("data").GetProperty("text").GetString());
    }

    [Fact]
    public async Task GET_refuses_a_mutation()
    {
        using var response = await host.Http.GetAsync("/graphql?query=" + Uri.EscapeDataString("mutation { __typename }"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("variables=[]")]
    [InlineData("variables=nope")]
    [InlineData("extensions=1")]
    [InlineData("query=b")]
    public async Task GET_is_as_strict(string parameters)
    {
        using var response = await host.Http.GetAsync("/graphql?query=a&" + parameters);
        await RefusedAsync(response, HttpStatusCode.BadRequest, "PG-REQ-PARAMETER");
    }

    [Theory]
    [InlineData("{\"documentId\":\"sha256:HASH\"}", false)]
    [InlineData("{\"documentId\":\"HASH\",\"query\":null}", false)]
    [InlineData("{\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"HASH\"}}}", true)]
    [InlineData("{\"query\":\"{ __typename }\",\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"HASH\"}}}", true)]
    public async Task A_document_may_be_named_by_its_hash(string body, bool automatic)
    {
        var hash = new string('a', 63) + "F";
        using var posted = await host.PostAsync(new StringContent(body.Replace("HASH", hash, StringComparison.Ordinal), Encoding.UTF8, "application/json"));
        Assert.Equal((hash.ToLowerInvariant(), automatic, false), (host.Engine.Last!.DocumentHash, host.Engine.Last.IsAutomatic, host.Engine.Last.QueriesOnly));
        var parameters = JsonDocument.Parse(body.Replace("HASH", hash, StringComparison.Ordinal)).RootElement.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null);
        using var got = await host.Http.GetAsync("/graphql?" + string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value.ToString())}")));
        Assert.Equal((hash.ToLowerInvariant(), automatic, true), (host.Engine.Last!.DocumentHash, host.Engine.Last.IsAutomatic, host.Engine.Last.QueriesOnly));
    }

    [Theory]
    [InlineData("{\"documentId\":\"\"}")]
    [InlineData("{\"documentId\":1}")]
    [InlineData("{\"documentId\":\"md5:HASH\"}")]
    [InlineData("{\"documentId\":\"../HASH\"}")]
    [InlineData("{\"documentId\":\"HASH\",\"query\":\"{ __typename }\"}")]
    [InlineData("{\"extensions\":{\"persistedQuery\":null}}")]
    [InlineData("{\"extensions\":{\"persistedQuery\":\"HASH\"}}")]
    [InlineData("{\"extensions\":{\"persistedQuery\":{\"version\":2,\"sha256Hash\":\"HASH\"}}}")]
    [InlineData("{\"extensions\":{\"persistedQuery\":{\"version\":1,\"sha256Hash\":\"short\"}}}")]
    public async Task A_name_that_can_not_be_one_is_refused(string body)
    {
        using var response = await host.PostAsync(new StringContent(body.Replace("HASH", new string('a', 64), StringComparison.Ordinal), Encoding.UTF8, "application/json"));
        await RefusedAsync(response, HttpStatusCode.BadRequest, "PG-REQ-PARAMETER");
        Assert.Null(host.Engine.Last);
    }

    [Fact]
    public async Task What_fails_inside_stays_inside()
    {
        using var response = await host.PostAsync(GatewayHost.Json(new { query = "{ crash }" }));
        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await RefusedAsync(response, HttpStatusCode.InternalServerError, "PG-INTERNAL");
    }

    [Fact]
    public async Task A_client_that_hangs_up_cancels_its_query()
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, host.Http.BaseAddress!.Port);
            await client.GetStream().WriteAsync("POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{\"query\":\"{ slow }\"}"u8.ToArray());
            await host.Engine.Started.Task.WaitAsync(TimeSpan.FromSeconds(10));
        }
        await host.Engine.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_trace_is_given_in_Development_when_asked_for()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = GatewayHost.Json(new { query = "{ __typename }" }) };
        request.Headers.Add("X-PropertyGraph-Trace", "1");
        using var response = await host.Http.SendAsync(request);
        Assert.True(host.Engine.Last!.Trace);
    }

    [Theory]
    [InlineData("report", CostMode.Report)]
    [InlineData("validate", CostMode.Validate)]
    public async Task The_cost_is_told_when_asked_for(string word, CostMode mode)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = GatewayHost.Json(new { query = "{ __typename }" }) };
        request.Headers.Add("GraphQL-Cost", word);
        using var byHeader = await host.Http.SendAsync(request);
        Assert.Equal((mode, HttpStatusCode.OK), (host.Engine.Last!.Cost, byHeader.StatusCode));
        using var plain = await host.Http.PostAsync("/graphql", GatewayHost.Json(new { query = "{ __typename }" }));
        Assert.Equal(CostMode.None, host.Engine.Last!.Cost);
        using var byExtension = await host.Http.PostAsync("/graphql", GatewayHost.Json(new { query = "{ __typename }", extensions = new { cost = word } }));
        Assert.Equal(mode, host.Engine.Last!.Cost);
    }

    [Fact]
    public async Task A_misspelled_wish_for_the_cost_runs_nothing()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = GatewayHost.Json(new { query = "{ __typename }" }) };
        request.Headers.Add("GraphQL-Cost", "validat");
        using var byHeader = await host.Http.SendAsync(request);
        await RefusedAsync(byHeader, HttpStatusCode.BadRequest, "PG-REQ-PARAMETER");
        using var byExtension = await host.Http.PostAsync("/graphql", GatewayHost.Json(new { query = "{ __typename }", extensions = new { cost = 1 } }));
        await RefusedAsync(byExtension, HttpStatusCode.BadRequest, "PG-REQ-PARAMETER");
        Assert.Null(host.Engine.Last);
    }

    [Theory]
    [InlineData("http://localhost:3000", true)]
    [InlineData("http://127.0.0.1:5173", true)]
    [InlineData("https://localhost.example.com", false)]
    [InlineData("https://example.com", false)]
    public async Task Development_lets_pages_of_this_machine_in(string origin, bool allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/graphql");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type, authorization, graphql-cost");
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(allowed, response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/board")]
    [InlineData("/graphql")]
    public async Task Pages_load_nothing_from_elsewhere(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        using var response = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'; script-src 'self';", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_lives_but_is_not_ready_without_its_database()
    {
        using var live = await host.Http.GetAsync("/health/live");
        using var ready = await host.Http.GetAsync("/health/ready");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));
        Assert.Contains("The database does not answer.", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.Equal(status, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.False(json.RootElement.TryGetProperty("data", out _));
        Assert.Equal(code, json.RootElement.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }
}
