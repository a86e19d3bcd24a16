using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>A client that runs its trusted documents only, over each transport of the real gateway.</summary>
[Collection(nameof(ServedGateway))]
public sealed class TrustedClientTests(ServedGateway gateway)
{
    private const string Other = "{ complaints { totalCount } }";
    private static readonly string Hash = TrustedDocuments.Hash(File.ReadAllText(Repository.Path("schema", "operations", "partner", "AssignedComplaints.graphql")));

    [Fact]
    public async Task Over_HTTP()
    {
        using var http = new HttpClient { BaseAddress = gateway.Running.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await gateway.Running.TokenAsync("partner", "partner"));
        Assert.Equal(0, (await AnswerAsync(http.PostAsJsonAsync("graphql", new { documentId = Hash }))).GetProperty("data").GetProperty("complaints").GetProperty("totalCount").GetInt32());
        Assert.Equal(0, (await AnswerAsync(http.GetAsync($"graphql?documentId=sha256:{Hash}"))).GetProperty("data").GetProperty("complaints").GetProperty("totalCount").GetInt32());
        Assert.Equal("PG-REQ-TRUSTED", Code(await AnswerAsync(http.PostAsJsonAsync("graphql", new { query = Other }))));
        Assert.Equal("PG-REQ-TRUSTED", Code(await AnswerAsync(http.GetAsync("graphql?query=" + Uri.EscapeDataString(Other)))));
    }

    [Fact]
    public async Task Over_a_WebSocket()
    {
        var token = await gateway.Running.TokenAsync("partner", "partner");
        using (var socket = await gateway.Running.SubscribeAsync(token, Other))
        {
            var message = await GatewayProcess.ReadAsync(socket);
            Assert.Equal("error", message.GetProperty("type").GetString());
            Assert.Equal("PG-REQ-TRUSTED", message.GetProperty("payload")[0].GetProperty("extensions").GetProperty("code").GetString());
        }
        using var changes = await gateway.Running.SubscribeAsync(token, "subscription { complaintChanged { cursor } }");
        Assert.Equal("error", (await GatewayProcess.ReadAsync(changes)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task Over_server_sent_events()
    {
        using var http = new HttpClient { BaseAddress = gateway.Running.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await gateway.Running.TokenAsync("partner", "partner"));
        http.DefaultRequestHeaders.Accept.Add(new("text/event-stream"));
        foreach (var query in new[] { Other, "subscription { complaintChanged { cursor } }", "mutation { fileComplaint(input: { title: \"t\", description: \"d\" }) { reference } }" })
        {
            // A stream that is refused ends by itself.
            using var refused = await http.PostAsJsonAsync("graphql/stream", new { query });
            Assert.Contains("PG-REQ-TRUSTED", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var allowed = await http.PostAsJsonAsync("graphql/stream", new { documentId = Hash });
        Assert.Contains("\"totalCount\":0", await allowed.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var reserved = await http.PutAsync("graphql/stream", null);
        http.DefaultRequestHeaders.Add("X-GraphQL-Event-Stream-Token", await reserved.Content.ReadAsStringAsync());
        http.DefaultRequestHeaders.Accept.Clear();
        Assert.Equal("PG-REQ-TRUSTED", Code(await AnswerAsync(http.PostAsJsonAsync("graphql/stream", new { query = Other, extensions = new { operationId = "1" } }))));
        using var accepted = await http.PostAsJsonAsync("graphql/stream", new { documentId = Hash, extensions = new { operationId = "2" } });
        Assert.Equal(System.Net.HttpStatusCode.Accepted, accepted.StatusCode);
    }

    private static async Task<JsonElement> AnswerAsync(Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }

    private static string? Code(JsonElement answer) => answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();
}
