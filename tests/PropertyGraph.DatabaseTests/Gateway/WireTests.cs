using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>The real gateway on the wire: HTTP/2 in clear and under TLS, and a client that hangs up.</summary>
[Collection(nameof(ServedGateway))]
public sealed class WireTests(ServedGateway gateway)
{
    private static StringContent Query => new("""{"query":"{ __typename }"}""", Encoding.UTF8, "application/json");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task HTTP_2_is_spoken(bool tls)
    {
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == gateway.Certificate.GetCertHashString() } };
        using var http = new HttpClient(handler) { BaseAddress = tls ? gateway.SecureAddress : gateway.Http2Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = Query, Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await http.SendAsync(request);
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (response.StatusCode, response.Version));
        Assert.Equal("""{"data":{"__typename":"Query"}}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task HTTP_1_is_spoken_under_TLS_too()
    {
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        using var http = new HttpClient(handler) { BaseAddress = gateway.SecureAddress };
        using var response = await http.PostAsync("graphql", Query);
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version11), (response.StatusCode, response.Version));
    }

    [Fact]
    public async Task What_runs_for_a_client_that_hangs_up_ends_in_the_database()
    {
        await using var hold = await Lock.TakeAsync(gateway.Database);
        const string body = """{"query":"{ complaints { totalCount } }"}""";
        using (var socket = new RawHttp(gateway.Running.Address.Port))
        {
            await socket.TrySendAsync($"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            await hold.UntilWaitingAsync(1);
        }
        await hold.UntilWaitingAsync(0);
    }

    [Fact]
    public async Task What_runs_in_a_stream_of_HTTP_2_that_is_reset_ends_in_the_database_and_its_neighbours_do_not()
    {
        await using var hold = await Lock.TakeAsync(gateway.Database);
        using var http = new HttpClient { BaseAddress = gateway.Http2Address, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var gone = new CancellationTokenSource();
        var left = PostAsync(gone.Token);
        var kept = PostAsync(CancellationToken.None);
        await hold.UntilWaitingAsync(2);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await hold.UntilWaitingAsync(1);
        await hold.ReleaseAsync();
        using var response = await kept;
        Assert.Equal("""{"data":{"complaints":{"totalCount":0}}}""", await response.Content.ReadAsStringAsync());

        Task<HttpResponseMessage> PostAsync(CancellationToken cancel) => http.PostAsync("graphql", new StringContent("""{"query":"{ complaints { totalCount } }"}""", Encoding.UTF8, "application/json"), cancel);
    }

    [Fact]
    public async Task The_page_s_request_by_HTTP_2_is_answered()
    {
        var page = await File.ReadAllTextAsync(Repository.Path("docs", "protocols.md"));
        var start = page.IndexOf("```sh h2\n", StringComparison.Ordinal) + 9;
        using var curl = Process.Start(new ProcessStartInfo("sh", ["-c", page[start..page.IndexOf("\n```", start, StringComparison.Ordinal)].Replace("localhost:5082", gateway.Http2Address.Authority, StringComparison.Ordinal)]) { RedirectStandardOutput = true })!;
        Assert.Equal("""{"data":{"__typename":"Query"}}""", await curl.StandardOutput.ReadToEndAsync());
        await curl.WaitForExitAsync();
    }

    /// <summary>RFC 8441: a WebSocket in a stream of HTTP/2.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_WebSocket_may_be_a_stream_of_HTTP_2(bool tls)
    {
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        using var invoker = new HttpMessageInvoker(handler);
        using var socket = new ClientWebSocket { Options = { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact } };
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new UriBuilder(tls ? gateway.SecureAddress : gateway.Http2Address) { Scheme = tls ? "wss" : "ws", Path = "/graphql" }.Uri, invoker, CancellationToken.None);
        await SocketTests.InitAsync(socket);
        await SocketTests.SendAsync(socket, """{"id":"1","type":"subscribe","payload":{"query":"{ __typename }"}}""");
        Assert.Equal("""{"id":"1","type":"next","payload":{"data":{"__typename":"Query"}}}""", await SocketTests.ReadAsync(socket));
        Assert.Equal("""{"id":"1","type":"complete"}""", await SocketTests.ReadAsync(socket));
        await SocketTests.SendAsync(socket, "{");
        Assert.Null(await SocketTests.ReadAsync(socket));
        Assert.Equal(4400, (int?)socket.CloseStatus);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Answers_are_compressed(string encoding)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = gateway.Running.Address };
        http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        const string query = """{"query":"{ __schema { types { name description fields { name description } } } }"}""";
        using var plain = new HttpClient { BaseAddress = gateway.Running.Address };
        using var expected = await plain.PostAsync("graphql", new StringContent(query, Encoding.UTF8, "application/json"));
        using var response = await http.PostAsync("graphql", new StringContent(query, Encoding.UTF8, "application/json"));
        Assert.Equal(await expected.Content.ReadAsStringAsync(), await response.Content.ReadAsStringAsync());
    }
}
