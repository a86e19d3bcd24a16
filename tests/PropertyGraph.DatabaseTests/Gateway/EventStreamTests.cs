using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PropertyGraph.Access;
using PropertyGraph.Gateway.Connections;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>Server-sent events, line by line: a stream for each operation, and one that operations share.</summary>
public sealed class EventStreamTests : IAsyncLifetime
{
    private const string TokenHeader = "X-GraphQL-Event-Stream-Token";
    private static readonly ConnectionLimits Quick = new() { Recheck = TimeSpan.FromMilliseconds(200), KeepAlive = TimeSpan.FromMilliseconds(300), Operations = 2, PerActor = 3, PerAddress = 5, Reservation = TimeSpan.FromSeconds(2), Send = TimeSpan.FromMilliseconds(800), Idle = TimeSpan.FromSeconds(4) };
    private static readonly object Subscription = new { query = "subscription { a }" };
    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
    private GatewayHost host = null!;

    public async Task InitializeAsync() => host = await GatewayHost.StartAsync(limits: Quick);

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        limit.Dispose();
    }

    [Theory]
    [InlineData("POST", "/graphql/stream")]
    [InlineData("GET", "/graphql/stream")]
    [InlineData("POST", "/graphql")]
    [InlineData("GET", "/graphql")]
    public async Task A_subscription_gives_what_happens_until_it_ends(string method, string path)
    {
        using var response = await SendAsync(method, path, Subscription);
        Assert.Equal((HttpStatusCode.OK, "text/event-stream; charset=utf-8"), (response.StatusCode, response.Content.Headers.ContentType!.ToString()));
        using var lines = await ReaderAsync(response);
        for (var i = 0; i < 2; i++)
        {
            host.Engine.Events.Writer.TryWrite($$$"""{"data":{"a":{{{i}}}}}""");
            Assert.Equal(["event: next", $"id: cursor-{i + 1}", $$$"""data: {"data":{"a":{{{i}}}}}"""], await EventAsync(lines));
        }
        host.Engine.Events.Writer.Complete();
        Assert.Equal(["event: complete", "data:"], await EventAsync(lines));
        Assert.Null(await EventAsync(lines));
        await HostileSocketTests.UntilAsync(() => host.Connections.Total == 0);
    }

    [Fact]
    public async Task A_query_gives_one_event_and_the_end_as_whoever_the_token_stands_for()
    {
        using var response = await SendAsync("POST", "/graphql/stream", new { query = "query($text: String) { __typename }", variables = new { text = "楼" } }, await host.TokenAsync("agent"));
        using var lines = await ReaderAsync(response);
        Assert.Equal(["event: next", """data: {"data":{"__typename":"Query","audience":"Staff","text":"\u697C"}}"""], await EventAsync(lines));
        Assert.Equal(["event: complete", "data:"], await EventAsync(lines));
        Assert.Null(await EventAsync(lines));
    }

    [Fact]
    public async Task The_last_event_s_id_is_where_a_subscription_goes_on()
    {
        using var request = Request("GET", "/graphql/stream", Subscription);
        request.Headers.Add("Last-Event-ID", "cursor-7");
        using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("cursor-7", host.Engine.Last!.After);
    }

    [Fact]
    public async Task A_mistake_is_an_event()
    {
        using var response = await SendAsync("POST", "/graphql/stream", new { query = "{ nope }" });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var lines = await ReaderAsync(response);
        Assert.Equal(["event: next", """data: {"errors":[{"message":"No such field.","extensions":{"code":"PG-REQ-VALIDATION"}}]}"""], await EventAsync(lines));
        Assert.Equal(["event: complete", "data:"], await EventAsync(lines));
    }

    public static TheoryData<string, int, string> Refusals => new()
    {
        { "a mutation by GET", 405, "Only queries" },
        { "another method", 405, "PG-REQ-METHOD" },
        { "a form", 415, "PG-REQ-MEDIA-TYPE" },
        { "no document", 400, "PG-REQ-PARAMETER" },
        { "no events accepted", 406, "PG-REQ-ACCEPT" },
        { "a page of another site", 403, "PG-REQ-ORIGIN" },
        { "a token that is none", 401, "PG-REQ-TOKEN" },
        { "the token in the address", 200, "Anonymous" },
        { "a stream of nobody", 404, "PG-REQ-STREAM" },
        { "a stop without a stream", 404, "PG-REQ-STREAM" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task What_is_no_stream_says_why(string what, int status, string says)
    {
        using var request = what switch
        {
            "a mutation by GET" => Request("GET", "/graphql/stream", new { query = "mutation { a }" }),
            "another method" => Request("PATCH", "/graphql/stream", Subscription),
            "no document" => Request("POST", "/graphql/stream", new { }),
            "the token in the address" => Request("GET", $"/graphql/stream?authorization=Bearer%20{await host.TokenAsync("agent")}&access_token={await host.TokenAsync("agent")}", new { query = "{ __typename }" }),
            "a stop without a stream" => Request("DELETE", "/graphql/stream?operationId=1", null),
            _ => Request("POST", "/graphql/stream", Subscription, what == "a token that is none" ? "nonsense" : null),
        };
        if (what == "a form") request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        if (what == "a page of another site") request.Headers.Add("Origin", "https://example.com");
        if (what == "a stream of nobody") request.Headers.Add(TokenHeader, "bm9ib2R5");
        if (what == "no events accepted")
        {
            request.Headers.Accept.Clear();
            request.Headers.Accept.Add(new("application/json"));
        }
        using var response = await host.Http.SendAsync(request, limit.Token);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(says, await response.Content.ReadAsStringAsync(limit.Token), StringComparison.Ordinal);
        await HostileSocketTests.UntilAsync(() => host.Connections.Total == 0);
    }

    [Fact]
    public async Task A_silent_stream_beats()
    {
        using var response = await SendAsync("POST", "/graphql/stream", Subscription);
        using var lines = await ReaderAsync(response);
        for (var beats = 0; beats < 3;) if (await lines.ReadLineAsync(limit.Token) == ":") beats++;
    }

    [Fact]
    public async Task A_client_that_hangs_up_frees_everything()
    {
        using (var response = await SendAsync("POST", "/graphql/stream", Subscription))
            await HostileSocketTests.UntilAsync(() => host.Engine.Watching == 1 && host.Connections.Total == 1);
        await HostileSocketTests.UntilAsync(() => host.Engine.Watching == 0 && host.Connections.Total == 0);
    }

    [Fact]
    public async Task A_client_that_never_reads_is_given_up()
    {
        using var raw = await RawEventsAsync();
        for (var i = 0; i < 5; i++) host.Engine.Events.Writer.TryWrite($$$"""{"data":{"a":"{{{new string('x', 4 << 20)}}}"}}""");
        await HostileSocketTests.UntilAsync(() => host.Engine.Watching == 0 && host.Connections.Total == 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_ends_with_its_token_and_its_person_and_tells_no_completion(bool expires)
    {
        host.Know("somebody", Actor.Customer(Guid.NewGuid(), "somebody"));
        using var response = await SendAsync("POST", "/graphql/stream", Subscription, host.Token("somebody", expires ? TimeSpan.FromSeconds(2) : TimeSpan.FromHours(1)));
        if (!expires) host.Dismiss("somebody");
        var all = await response.Content.ReadAsStringAsync(limit.Token);
        Assert.Contains(expires ? ": The token expired" : ": What this token stands for has changed", all, StringComparison.Ordinal);
        Assert.DoesNotContain("complete", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_streams_and_they_tell_no_completion()
    {
        using var distinct = await SendAsync("POST", "/graphql/stream", Subscription);
        var token = await ReserveAsync();
        using var shared = await OpenAsync(token);
        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.DoesNotContain("complete", await distinct.Content.ReadAsStringAsync(limit.Token), StringComparison.Ordinal);
        Assert.DoesNotContain("complete", await shared.Content.ReadAsStringAsync(limit.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_share_a_reserved_stream()
    {
        var token = await ReserveAsync();
        // What is asked before the stream is open waits for it.
        Assert.Equal(HttpStatusCode.Accepted, (await OperateAsync(token, "q", "{ __typename }")).Status);
        using var stream = await OpenAsync(token);
        using var lines = await ReaderAsync(stream);
        Assert.Equal(["event: next", """data: {"id":"q","payload":{"data":{"__typename":"Query","audience":"Anonymous","text":null}}}"""], await EventAsync(lines));
        Assert.Equal(["event: complete", """data: {"id":"q"}"""], await EventAsync(lines));

        Assert.Equal(HttpStatusCode.Accepted, (await OperateAsync(token, "s", "subscription { a }")).Status);
        Assert.Equal((HttpStatusCode.Conflict, "PG-REQ-OPERATION-ID"), await OperateAsync(token, "s", "{ __typename }"));
        Assert.Equal((HttpStatusCode.BadRequest, "PG-REQ-VALIDATION"), await OperateAsync(token, "n", "{ nope }"));
        Assert.Equal((HttpStatusCode.BadRequest, "PG-REQ-PARAMETER"), await OperateAsync(token, null, "{ __typename }"));
        Assert.Equal(HttpStatusCode.Accepted, (await OperateAsync(token, "t", "subscription { a }")).Status);
        Assert.Equal((HttpStatusCode.TooManyRequests, "PG-REQ-OPERATIONS"), await OperateAsync(token, "u", "subscription { a }"));

        foreach (var id in (string[])["s", "t", "unknown"]) Assert.Equal(HttpStatusCode.OK, await StopAsync(token, id));
        await HostileSocketTests.UntilAsync(() => host.Engine.Watching == 0);
        Assert.Equal(HttpStatusCode.Accepted, (await OperateAsync(token, "s", "subscription { a }")).Status);
        host.Engine.Events.Writer.TryWrite("""{"data":{"a":1}}""");
        Assert.Equal(["event: next", """data: {"id":"s","payload":{"data":{"a":1}}}"""], await EventAsync(lines));
    }

    [Fact]
    public async Task Only_one_stream_fulfils_a_reservation_and_it_ends_with_it()
    {
        var token = await ReserveAsync();
        using (var stream = await OpenAsync(token))
        {
            using var second = await OpenAsync(token);
            Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
            Assert.Equal(HttpStatusCode.Accepted, (await OperateAsync(token, "s", "subscription { a }")).Status);
            await HostileSocketTests.UntilAsync(() => host.Engine.Watching == 1);
        }
        await HostileSocketTests.UntilAsync(() => host.Engine.Watching == 0 && host.Connections.Total == 0);
        Assert.Equal((HttpStatusCode.NotFound, "PG-REQ-STREAM"), await OperateAsync(token, "s", "{ __typename }"));
        using var again = await OpenAsync(token);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    [Fact]
    public async Task A_reservation_that_nobody_opens_expires_with_what_it_ran()
    {
        var token = await ReserveAsync();
        Assert.Equal(HttpStatusCode.Accepted, (await OperateAsync(token, "s", "subscription { a }")).Status);
        Assert.Equal((1, 1), (host.Engine.Watching, host.Connections.Total));
        await HostileSocketTests.UntilAsync(() => host.Engine.Watching == 0 && host.Connections.Total == 0);
        using var late = await OpenAsync(token);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
    }

    [Fact]
    public async Task What_waits_for_a_stream_that_nobody_opens_is_bounded()
    {
        await using var narrow = await GatewayHost.StartAsync(limits: new() { WaitingBytes = 3 * FakeEngine.BigBytes, Reservation = TimeSpan.FromMinutes(10) });
        using var reserved = await narrow.Http.SendAsync(Request("PUT", "/graphql/stream", null), limit.Token);
        var token = await reserved.Content.ReadAsStringAsync(limit.Token);
        for (var i = 0; i < 5; i++)
        {
            using var request = Request("POST", "/graphql/stream", new { query = "{ big }", extensions = new { operationId = $"{i}" } });
            request.Headers.Add(TokenHeader, token);
            using var accepted = await narrow.Http.SendAsync(request, limit.Token);
            if (!accepted.IsSuccessStatusCode) break;
        }
        await HostileSocketTests.UntilAsync(() => narrow.Connections.Total == 0);
    }

    [Theory]
    [InlineData("POST /graphql/stream", "Accept: text/event-stream\r\n")]
    [InlineData("POST /graphql", "Accept: text/event-stream\r\n")]
    [InlineData("POST /graphql", "")]
    public async Task A_body_that_is_too_large_or_stalls_is_told_by_the_same_name_everywhere(string line, string accept)
    {
        await using var strict = await GatewayHost.StartAsync(settings: ("Http:BodyBytes", "20000"));
        var head = $"{line} HTTP/1.1\r\nHost: localhost\r\n{accept}Content-Type: application/json\r\n";
        using var large = new RawHttp(strict.Http.BaseAddress!.Port);
        await large.TrySendAsync($"{head}Transfer-Encoding: chunked\r\n\r\n8000\r\n{new string(' ', 0x8000)}\r\n");
        var answer = await large.ReadAnswerAsync();
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("PG-REQ-SIZE", answer, StringComparison.Ordinal);
        // The server itself gives up who sends less than 240 bytes a second.
        using var stalled = new RawHttp(strict.Http.BaseAddress!.Port);
        await stalled.TrySendAsync($"{head}Content-Length: 1000\r\n\r\n{{");
        answer = await stalled.ReadAnswerAsync();
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("PG-REQ-SLOW", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reservation_is_its_maker_s_alone()
    {
        var (agent, other) = (await host.TokenAsync("agent"), await host.TokenAsync("admin"));
        var token = await ReserveAsync(agent);
        Assert.Equal(43, token.Length); // 256 bits
        foreach (var bearer in (string?[])[other, null])
        {
            using var stream = await OpenAsync(token, bearer);
            Assert.Equal(HttpStatusCode.NotFound, stream.StatusCode);
            Assert.Equal((HttpStatusCode.NotFound, "PG-REQ-STREAM"), await OperateAsync(token, "q", "{ __typename }", bearer));
            Assert.Equal(HttpStatusCode.NotFound, await StopAsync(token, "q", bearer));
        }
        using var own = await OpenAsync(token, agent);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task Reservations_and_streams_are_as_many_as_connections_may_be()
    {
        var agent = await host.TokenAsync("agent");
        for (var i = 0; i < Quick.PerActor; i++) await ReserveAsync(agent);
        using var reserved = await host.Http.SendAsync(Request("PUT", "/graphql/stream", null, agent), limit.Token);
        using var stream = await SendAsync("POST", "/graphql/stream", Subscription, agent);
        foreach (var refused in (HttpResponseMessage[])[reserved, stream])
        {
            Assert.Equal((HttpStatusCode.TooManyRequests, "5"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
            Assert.Contains("PG-REQ-CONNECTIONS", await refused.Content.ReadAsStringAsync(limit.Token), StringComparison.Ordinal);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, object body, string? bearer = null) =>
        await host.Http.SendAsync(Request(method, path, body, bearer), HttpCompletionOption.ResponseHeadersRead, limit.Token);

    private static HttpRequestMessage Request(string method, string path, object? body, string? bearer = null)
    {
        var query = body?.GetType().GetProperty("query")?.GetValue(body) as string;
        if (method == "GET" && query is not null) path += $"{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}query={Uri.EscapeDataString(query)}";
        var request = new HttpRequestMessage(new(method), path);
        if (method is "POST" or "PATCH" && body is not null) request.Content = GatewayHost.Json(body);
        request.Headers.Accept.Add(new(method == "PUT" ? "*/*" : "text/event-stream"));
        if (bearer is not null) request.Headers.Authorization = new("Bearer", bearer);
        return request;
    }

    private async Task<string> ReserveAsync(string? bearer = null)
    {
        using var response = await host.Http.SendAsync(Request("PUT", "/graphql/stream", null, bearer), limit.Token);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await response.Content.ReadAsStringAsync(limit.Token);
    }

    private async Task<HttpResponseMessage> OpenAsync(string token, string? bearer = null)
    {
        using var request = Request("GET", "/graphql/stream", null, bearer);
        request.Headers.Add(TokenHeader, token);
        return await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
    }

    /// <summary>The status, and the code of an error.</summary>
    private async Task<(HttpStatusCode Status, string Code)> OperateAsync(string token, string? id, string query, string? bearer = null)
    {
        using var request = Request("POST", "/graphql/stream", new { query, extensions = new { operationId = id } }, bearer);
        request.Headers.Add(TokenHeader, token);
        request.Headers.Accept.Clear();
        using var response = await host.Http.SendAsync(request, limit.Token);
        var text = await response.Content.ReadAsStringAsync(limit.Token);
        return (response.StatusCode, text.Length == 0 ? "" : System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()!);
    }

    private async Task<HttpStatusCode> StopAsync(string token, string id, string? bearer = null)
    {
        using var request = Request("DELETE", $"/graphql/stream?operationId={id}", null, bearer);
        request.Headers.Add(TokenHeader, token);
        using var response = await host.Http.SendAsync(request, limit.Token);
        return response.StatusCode;
    }

    private async Task<StreamReader> ReaderAsync(HttpResponseMessage response) => new(await response.Content.ReadAsStreamAsync(limit.Token));

    /// <summary>The lines of the next event, without comments; null at the end.</summary>
    private async Task<List<string>?> EventAsync(StreamReader lines)
    {
        var found = new List<string>();
        while (await lines.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith(':')) continue;
            if (line.Length > 0) found.Add(line);
            else if (found.Count > 0) return found;
        }
        return null;
    }

    /// <summary>A subscription by a client that reads nothing.</summary>
    private async Task<System.Net.Sockets.Socket> RawEventsAsync()
    {
        var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, host.Http.BaseAddress!.Port), limit.Token);
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /graphql/stream?query=subscription%20%7B%20a%20%7D HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"), limit.Token);
        await HostileSocketTests.UntilAsync(() => host.Engine.Watching == 1);
        return socket;
    }
}
