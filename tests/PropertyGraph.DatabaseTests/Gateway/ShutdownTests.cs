using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>A gateway that is told to stop while it works, as at every deployment.</summary>
public sealed class ShutdownTests
{
    private const string Mutation = """mutation { fileComplaint(input: { title: "Lift", description: "Stands still.", channel: HOTLINE }) { complaint { reference } errors { ... on Error { message } } } }""";

    [Fact]
    public async Task What_runs_is_finished_and_told_over_every_transport_and_what_lives_is_ended()
    {
        var database = await TestServer.CreateDatabaseAsync();
        await using var gateway = await GatewayProcess.ServeAsync(database);
        var token = await gateway.TokenAsync("agent");
        await using var hold = await Lock.TakeAsync(database);
        using var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using var socket = await gateway.SubscribeAsync(token, "subscription { complaintChanged { cursor } }");
        await SocketTests.SendAsync(socket, $$$"""{"id":"m","type":"subscribe","payload":{"query":{{{System.Text.Json.JsonSerializer.Serialize(Mutation)}}}}}""");
        var plain = http.PostAsync("graphql", Body());
        using var stream = await StreamAsync(http, HttpMethod.Post, Body());
        using var live = await StreamAsync(http, HttpMethod.Post, GatewayHost.Json(new { query = "subscription { complaintChanged { cursor } }" }));
        using var reserved = await http.PutAsync("graphql/stream", null);
        http.DefaultRequestHeaders.Add("X-GraphQL-Event-Stream-Token", await reserved.Content.ReadAsStringAsync());
        using var shared = await StreamAsync(http, HttpMethod.Get, null);
        using var accepted = await http.PostAsync("graphql/stream", Body("m"));
        await hold.UntilWaitingAsync(4, orMore: true);

        var stopped = gateway.StopAsync();
        await UntilRefusedAsync(gateway.Address);
        Assert.False(stopped.IsCompleted);
        await hold.ReleaseAsync();

        Assert.Contains("\"reference\":\"C-", await (await plain).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var told = await stream.Content.ReadAsStringAsync();
        Assert.Contains("\"reference\":\"C-", told, StringComparison.Ordinal);
        Assert.Contains("event: complete", told, StringComparison.Ordinal);
        Assert.Contains("\"reference\":\"C-", await shared.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("complete", await live.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var messages = new List<string>();
        while (await SocketTests.ReadAsync(socket) is { } message) messages.Add(message);
        Assert.Contains(messages, m => m.StartsWith("""{"id":"m","type":"next",""", StringComparison.Ordinal) && m.Contains("\"reference\":\"C-", StringComparison.Ordinal));
        Assert.DoesNotContain("""{"id":"1","type":"complete"}""", messages);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.CloseStatus); // 1001
        Assert.Equal(0, await stopped);
    }

    private static StringContent Body(string? operationId = null) => GatewayHost.Json(new { query = Mutation, extensions = new { operationId } });

    private static Task<HttpResponseMessage> StreamAsync(HttpClient http, HttpMethod method, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, "graphql/stream") { Content = content };
        request.Headers.Accept.Add(new("text/event-stream"));
        return http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private static async Task UntilRefusedAsync(Uri address)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", address.Port, limit.Token);
                await Task.Delay(20, limit.Token);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }
}
