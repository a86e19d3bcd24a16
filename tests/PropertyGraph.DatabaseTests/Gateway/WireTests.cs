using System.Net;
using System.Net.Http.Headers;
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
