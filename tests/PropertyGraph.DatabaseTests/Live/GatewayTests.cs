using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using PropertyGraph.DatabaseTests.Gateway;

namespace PropertyGraph.DatabaseTests.Live;

/// <summary>Live changes as a browser gets them: through a WebSocket of the gateway that everybody starts.</summary>
public sealed class GatewayTests : IAsyncLifetime
{
    private readonly string data = Directory.CreateTempSubdirectory("propertygraph-test-").FullName;
    private readonly HttpClient http = new();
    private readonly CancellationTokenSource limit = new(TimeSpan.FromMinutes(3));
    private Process gateway = null!;
    private string token = "";

    public async Task InitializeAsync()
    {
        var database = await PostgresFixture.CreateDatabaseAsync();
        var port = GatewayProcessTests.FreePort();
        gateway = GatewayProcessTests.Start($"--port {port} --demo none --data {data}", ("ConnectionStrings__PropertyGraph", database));
        while (await gateway.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            if (line.Contains("Ctrl-C", StringComparison.Ordinal)) break;
        http.BaseAddress = new($"http://localhost:{port}");
        using var response = await http.PostAsJsonAsync("/dev/token", new { persona = "agent" });
        token = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    public async Task DisposeAsync()
    {
        using var terminate = Process.Start("kill", ["-TERM", gateway.Id.ToString(CultureInfo.InvariantCulture)]);
        await gateway.WaitForExitAsync(limit.Token);
        gateway.Dispose();
        http.Dispose();
        limit.Dispose();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_browser_that_loses_its_socket_goes_on_where_it_stopped()
    {
        var filed = new List<string>();
        string cursor, received;
        using (var socket = await SubscribeAsync(null))
        {
            // Nothing says when a subscription from now on has begun, but a change that comes.
            var next = NextAsync(socket);
            while (await Task.WhenAny(next, Task.Delay(100, limit.Token)) != next) filed.Add(await FileAsync());
            var change = await next;
            Assert.Equal("FILED", change.GetProperty("kind").GetString());
            (cursor, received) = (change.GetProperty("cursor").GetString()!, change.GetProperty("complaint").GetProperty("reference").GetString()!);
            socket.Abort();
        }
        filed.Add(await FileAsync());
        var missed = filed.Skip(filed.IndexOf(received) + 1).ToList();
        using var again = await SubscribeAsync(cursor);
        foreach (var reference in missed) Assert.Equal(reference, (await NextAsync(again)).GetProperty("complaint").GetProperty("reference").GetString());
        var live = await FileAsync();
        Assert.Equal(live, (await NextAsync(again)).GetProperty("complaint").GetProperty("reference").GetString());
    }

    private async Task<ClientWebSocket> SubscribeAsync(string? after)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new UriBuilder(http.BaseAddress!) { Scheme = "ws", Path = "/graphql" }.Uri, limit.Token);
        await SendAsync(socket, new { type = "connection_init", payload = new { authorization = $"Bearer {token}" } });
        Assert.Equal("connection_ack", (await ReadAsync(socket)).GetProperty("type").GetString());
        await SendAsync(socket, new
        {
            id = "live",
            type = "subscribe",
            payload = new { query = "subscription($after: String) { complaintChanged(after: $after) { cursor kind complaint { reference } } }", variables = new { after } },
        });
        return socket;
    }

    private async Task<string> FileAsync()
    {
        using var response = await http.PostAsJsonAsync("/graphql", new { query = """mutation { fileComplaint(input: { title: "Lift", description: "Stuck" }) { reference } }""" }, limit.Token);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(limit.Token);
        return answer.GetProperty("data").GetProperty("fileComplaint").GetProperty("reference").GetString()!;
    }

    private async Task<JsonElement> NextAsync(ClientWebSocket socket)
    {
        var message = await ReadAsync(socket);
        Assert.Equal(("live", "next"), (message.GetProperty("id").GetString(), message.GetProperty("type").GetString()));
        return message.GetProperty("payload").GetProperty("data").GetProperty("complaintChanged");
    }

    private Task SendAsync(ClientWebSocket socket, object message) => socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, limit.Token);

    private async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[16 << 10];
        var read = await socket.ReceiveAsync(buffer, limit.Token);
        Assert.True(read.MessageType == WebSocketMessageType.Text, socket.CloseStatusDescription);
        return JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, read.Count));
    }
}
