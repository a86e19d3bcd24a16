using System.Net.WebSockets;
using System.Text.Json;

namespace PropertyGraph.DatabaseTests.Live;

/// <summary>Live changes as a browser gets them: through a WebSocket of the gateway that everybody starts.</summary>
public sealed class GatewayTests : IAsyncLifetime
{
    private GatewayProcess gateway = null!;
    private string token = "";

    public async Task InitializeAsync()
    {
        gateway = await GatewayProcess.ServeAsync(await TestServer.CreateDatabaseAsync());
        token = await gateway.TokenAsync("agent");
    }

    public async Task DisposeAsync() => await gateway.DisposeAsync();

    [Fact]
    public async Task A_browser_that_loses_its_socket_goes_on_where_it_stopped()
    {
        var filed = new List<string>();
        string cursor, received;
        using (var socket = await SubscribeAsync(null))
        {
            // Nothing says when a subscription from now on has begun, but a change that comes.
            var next = NextAsync(socket);
            while (await Task.WhenAny(next, Task.Delay(100)) != next) filed.Add(await FileAsync());
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

    private Task<ClientWebSocket> SubscribeAsync(string? after) =>
        gateway.SubscribeAsync(token, "subscription($after: String) { complaintChanged(after: $after) { cursor kind complaint { reference } } }", new { after });

    private async Task<string> FileAsync()
    {
        var data = await gateway.DataAsync(token, """mutation { fileComplaint(input: { title: "Lift", description: "Stuck" }) { reference } }""");
        return data.GetProperty("fileComplaint").GetProperty("reference").GetString()!;
    }

    private static async Task<JsonElement> NextAsync(ClientWebSocket socket)
    {
        var message = await GatewayProcess.ReadAsync(socket);
        Assert.Equal("next", message.GetProperty("type").GetString());
        return message.GetProperty("payload").GetProperty("data").GetProperty("complaintChanged");
    }
}
