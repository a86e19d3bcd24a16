using System.IO.Compression;
using System.Text.Json;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>Which answers are compressed, and how.</summary>
public sealed class CompressionTests : IAsyncLifetime
{
    private GatewayHost host = null!;

    public async Task InitializeAsync() => host = await GatewayHost.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip;q=1, br;q=0.5", "gzip")]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *;q=0.1", "gzip")]
    [InlineData("identity", null)]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("zstd", null)]
    [InlineData("no, such; q=x", null)]
    [InlineData(null, null)]
    public async Task The_clients_encodings_decide(string? accepted, string? encoding)
    {
        var text = string.Concat(Enumerable.Range(0, 800).Select(i => $"Lift {i}; "));
        using var response = await AskAsync(accepted, text);
        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(bytes.Length, response.Content.Headers.ContentLength);
        if (encoding is not null) Assert.InRange(bytes.Length, 1, text.Length / 2);
        using var json = JsonDocument.Parse(Inflated(bytes, encoding));
        Assert.Equal(text, json.RootElement.GetProperty("data").GetProperty("text").GetString());
    }

    [Fact]
    public async Task What_fits_into_a_packet_is_sent_as_it_is()
    {
        using var response = await AskAsync("br, gzip", new string('x', 1000));
        Assert.Empty(response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task What_would_not_get_smaller_is_sent_as_it_is()
    {
        var random = new Random(4711);
        using var response = await AskAsync("gzip", new string([.. Enumerable.Range(0, 4000).Select(_ => (char)random.Next(0x4E00, 0x9FFF))]));
        using var json = JsonDocument.Parse(Inflated(await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentEncoding.SingleOrDefault()));
        Assert.Equal(4000, json.RootElement.GetProperty("data").GetProperty("text").GetString()!.Length);
    }

    private async Task<HttpResponseMessage> AskAsync(string? accepted, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = GatewayHost.Json(new { query = "query($text: String) { __typename }", variables = new { text } }) };
        if (accepted is not null) request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        return await host.Http.SendAsync(request);
    }

    private static byte[] Inflated(byte[] bytes, string? encoding)
    {
        using var from = new MemoryStream(bytes);
        using Stream inflating = encoding switch { "br" => new BrotliStream(from, CompressionMode.Decompress), "gzip" => new GZipStream(from, CompressionMode.Decompress), _ => from };
        using var to = new MemoryStream();
        inflating.CopyTo(to);
        return to.ToArray();
    }
}
