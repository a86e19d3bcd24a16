using System.Globalization;
using PropertyGraph.Gateway.Http;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>What no client library sends, over raw sockets: each is refused with a name, memory stays bounded, and others are served meanwhile.</summary>
public sealed class HostileHttpTests : IAsyncLifetime
{
    private const string Json = "Content-Type: application/json\r\n";
    private const string Good = "POST /graphql HTTP/1.1\r\nHost: localhost\r\n" + Json + "Content-Length: 26\r\n\r\n{\"query\":\"{ __typename }\"}";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private GatewayHost host = null!;

    public async Task InitializeAsync() => host = await GatewayHost.StartAsync("Development", null,
        ("Http:HeaderSeconds", "1"), ("Http:BodySeconds", "2"), ("Http:BodyBytes", "300000"), ("Http:AllBodiesBytes", "700000"));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Headers_that_never_end_are_408_and_hold_nobody_up()
    {
        var slow = new List<RawHttp>();
        for (var i = 0; i < 300; i++) slow.Add(await OpenAsync("POST /graphql HTTP/1.1\r\nHost: localhost\r\nX-Slow: "));
        await ServesOthersAsync();
        foreach (var socket in slow)
        {
            using (socket) Assert.StartsWith("HTTP/1.1 408 ", await socket.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Bodies_that_never_end_are_408_and_take_no_memory()
    {
        var slow = new List<RawHttp>();
        for (var i = 0; i < 300; i++) slow.Add(await OpenAsync(Post("Content-Length: 300000\r\n") + "{"));
        await ServesOthersAsync();
        Assert.Equal(0, host.Get<BodyMemory>().Taken);
        foreach (var socket in slow)
        {
            using (socket) Refused(await socket.ReadToEndAsync(), 408, "PG-REQ-SLOW");
        }
    }

    [Fact]
    public async Task A_body_that_trickles_is_408_however_steady_it_is()
    {
        using var socket = await OpenAsync(Post("Content-Length: 300000\r\n"));
        var answer = socket.ReadToEndAsync();
        while (await Task.WhenAny(answer, Task.Delay(50)) != answer)
            if (!await socket.TrySendAsync(new string(' ', 100))) break;
        Refused(await answer, 408, "PG-REQ-SLOW");
    }

    [Fact]
    public async Task More_bodies_than_memory_is_for_are_503_and_it_is_all_given_back()
    {
        var large = new List<RawHttp>();
        for (var i = 0; i < 8; i++) large.Add(await OpenAsync(Post("Content-Length: 290000\r\n") + new string(' ', 250_000)));
        var answers = await Task.WhenAll(large.Select(s => s.ReadToEndAsync()));
        Assert.Contains(answers, a => a.StartsWith("HTTP/1.1 503 ", StringComparison.Ordinal) && a.Contains("PG-REQ-BUSY", StringComparison.Ordinal) && a.Contains("Retry-After: 5", StringComparison.Ordinal));
        Assert.Contains(answers, a => a.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal));
        foreach (var socket in large) socket.Dispose();
        await UntilAsync(() => host.Get<BodyMemory>().Taken == 0);
    }

    [Theory]
    [InlineData("Content-Length: 10000000000\r\nExpect: 100-continue\r\n", "")]
    [InlineData("Content-Length: 300001\r\n", "{")]
    public async Task What_is_announced_too_large_is_413_before_it_is_sent(string headers, string start)
    {
        using var socket = await OpenAsync(Post(headers) + start);
        var answer = await socket.ReadAnswerAsync();
        Refused(answer, 413, "PG-REQ-SIZE");
        Assert.DoesNotContain("100 Continue", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunks_without_end_are_413()
    {
        using var socket = await OpenAsync(Post("Transfer-Encoding: chunked\r\n"));
        var answer = socket.ReadAnswerAsync();
        var chunk = $"1000\r\n{new string(' ', 4096)}\r\n";
        for (var i = 0; i < 1000 && !answer.IsCompleted; i++)
            if (!await socket.TrySendAsync(chunk)) break;
        Refused(await answer, 413, "PG-REQ-SIZE");
        await UntilAsync(() => host.Get<BodyMemory>().Taken == 0);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate, gzip")]
    public async Task A_body_that_would_have_to_be_inflated_is_415(string encoding)
    {
        using var socket = await OpenAsync(Post($"Content-Encoding: {encoding}\r\nContent-Length: 20\r\n") + new string('x', 20));
        var answer = await socket.ReadAnswerAsync();
        Refused(answer, 415, "PG-REQ-ENCODING");
        Assert.Contains("Accept-Encoding: identity", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_of_requests_in_one_body_is_refused_as_one()
    {
        var body = "[" + string.Join(',', Enumerable.Repeat("{\"query\":\"{ __typename }\"}", 10_000)) + "]";
        using var socket = await OpenAsync(Post($"Content-Length: {body.Length}\r\n") + body);
        Refused(await socket.ReadAnswerAsync(), 400, "PG-REQ-BATCH");
        Assert.Null(host.Engine.Last);
    }

    [Theory]
    [InlineData("{\"query\":\"{ __typename # \xFF }\"}")]
    [InlineData("{\"query\":\"{ __typename }\",\"variables\":{\"\xC3\":1}}")]
    [InlineData("{\"query\":\"{ __typename }\",\"operationName\":\"\xED\xA0\x80\"}")]
    public async Task JSON_that_is_not_in_UTF_8_is_refused(string body)
    {
        foreach (var path in new[] { "/graphql", "/graphql/stream" })
        {
            using var socket = await OpenAsync(Post($"Content-Length: {body.Length}\r\n").Replace("/graphql", path, StringComparison.Ordinal) + body);
            Refused(await socket.ReadAnswerAsync(), 400, "PG-REQ-BODY");
        }
    }

    [Theory]
    [InlineData("Sec-WebSocket-Version: 12\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")]
    [InlineData("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n")]
    [InlineData("Sec-WebSocket-Version: 13\r\n")]
    public async Task A_handshake_that_is_none_is_told_which_is(string headers)
    {
        using var socket = await OpenAsync($"GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{headers}\r\n");
        var answer = await socket.ReadAnswerAsync();
        Refused(answer, 426, "PG-REQ-HANDSHAKE");
        Assert.Contains("Sec-WebSocket-Version: 13", answer, StringComparison.Ordinal);
        Assert.Contains("Upgrade: websocket", answer, StringComparison.Ordinal);
    }

    /// <summary>Nothing that a client compresses is ever inflated, so that there is no bomb.</summary>
    [Fact]
    public async Task A_socket_that_offers_compression_gets_none()
    {
        using var socket = await OpenAsync("GET /graphql HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            + "Sec-WebSocket-Protocol: graphql-transport-ws\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n\u0088\u0080\0\0\0\0"); // and a close frame
        var answer = await socket.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 101 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Sec-WebSocket-Extensions", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task JSON_that_is_only_deep_is_refused()
    {
        var body = new string('[', 200_000);
        using var socket = await OpenAsync(Post($"Content-Length: {body.Length}\r\n") + body);
        Refused(await socket.ReadAnswerAsync(), 400, "PG-REQ-BODY");
    }

    /// <summary>The server refuses these before there is a request: the status is all that is said.</summary>
    public static TheoryData<string, int> Malformed => new()
    {
        { $"GET /graphql?query={new string('x', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414 },
        { $"GET /graphql HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('x', 40_000)}\r\n\r\n", 431 },
        { "GET /graphql HTTP/1.1\r\nHost: localhost\r\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: 1\r\n")) + "\r\n", 431 },
        { "POST /graphql HTTP/1.1\r\nHost: localhost\r\n" + Json + "Content-Length: 3\r\nContent-Length: 26\r\n\r\n{\"query\":\"{ __typename }\"}", 400 },
        { "POST /graphql HTTP/1.1\r\nHost: localhost\r\n" + Json + "Content-Length: -1\r\n\r\n", 400 },
        { "POST /graphql HTTP/1.1\r\nHost: localhost\r\n" + Json + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400 },
        { "GET /graphql HTTP/1.1\r\nHost: localhost\r\nX-Bad: a\0b\r\n\r\n", 400 },
        { "GET /graphql HTTP/1.1\r\nHost: localhost\r\nX-Bad: a\rSet-Cookie: b\r\n\r\n", 400 },
        { "GET /graphql HTTP/1.1\r\n\r\n", 400 },
        { "GET /graphql HTTP/9.9\r\nHost: localhost\r\n\r\n", 505 },
        { "\u0016\u0003\u0001 TLS to a plain port\r\n\r\n", 400 },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_is_no_HTTP_is_refused_by_its_status(string bytes, int status)
    {
        using var socket = await OpenAsync(bytes);
        Assert.StartsWith($"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} ", await socket.ReadToEndAsync(), StringComparison.Ordinal);
        await ServesOthersAsync();
    }

    [Theory]
    [InlineData("/graphql?query=%0d%0aSet-Cookie:%20stolen=1&documentId=%0d%0aX-Injected:%201")]
    [InlineData("/%0d%0aX-Injected:%201")]
    [InlineData("/board%0d%0aX-Injected:%201")]
    public async Task Line_ends_in_an_address_reach_no_header(string path)
    {
        using var socket = await OpenAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nOrigin: http://localhost\r\nConnection: close\r\n\r\n");
        var answer = await socket.ReadToEndAsync();
        var headers = answer[..answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.DoesNotContain("X-Injected", headers, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Set-Cookie", headers, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_client_that_does_not_read_its_answer_loses_the_connection()
    {
        await using var strict = await GatewayHost.StartAsync("Development", null, ("Http:AnswerBytesPerSecond", "1000000000"));
        using var socket = new RawHttp(strict.Http.BaseAddress!.Port);
        await socket.TrySendAsync(Good.Replace("__typename", "large     ", StringComparison.Ordinal));
        // More than the sockets' buffers hold; the server waits five seconds before it counts.
        await UntilAsync(() => socket.IsReset);
        Assert.InRange((await socket.ReadToEndAsync()).Length, 1, 29_000_000);
    }

    [Fact]
    public async Task A_client_that_has_closed_its_half_is_answered_or_let_go()
    {
        using var socket = await OpenAsync(Good);
        socket.CloseSending();
        var answer = await socket.ReadToEndAsync();
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal), answer);
        using var half = await OpenAsync(Good[..^10]);
        half.CloseSending();
        Assert.False((await half.ReadToEndAsync()).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal));
        await ServesOthersAsync();
    }

    [Fact]
    public async Task Requests_one_after_another_on_one_connection_are_each_answered()
    {
        using var socket = await OpenAsync(string.Concat(Enumerable.Repeat(Good, 50)) + "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.Equal(51, (await socket.ReadToEndAsync()).Split("HTTP/1.1 200 ").Length - 1);
    }

    private static string Post(string headers) => $"POST /graphql HTTP/1.1\r\nHost: localhost\r\n{Json}{headers}\r\n";

    private static void Refused(string answer, int status, string code)
    {
        Assert.StartsWith($"HTTP/1.1 {status.ToString(CultureInfo.InvariantCulture)} ", answer, StringComparison.Ordinal);
        Assert.Contains($"\"code\":\"{code}\"", answer, StringComparison.Ordinal);
    }

    private async Task ServesOthersAsync()
    {
        for (var i = 0; i < 10; i++)
        {
            using var response = await host.PostAsync(GatewayHost.Json(new { query = "{ __typename }" })).WaitAsync(Patience);
            Assert.True(response.IsSuccessStatusCode);
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!holds()) await Task.Delay(20, limit.Token);
    }

    private async Task<RawHttp> OpenAsync(string bytes)
    {
        var socket = new RawHttp(host.Http.BaseAddress!.Port);
        await socket.TrySendAsync(bytes);
        return socket;
    }
}
