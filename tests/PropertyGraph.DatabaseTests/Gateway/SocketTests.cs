using System.Net.WebSockets;
using System.Text;
using PropertyGraph.Access;
using PropertyGraph.Gateway.Connections;
using PropertyGraph.Modules;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>graphql-transport-ws, message by message.</summary>
public sealed class SocketTests : IAsyncLifetime
{
    private const string Init = """{"type":"connection_init"}""";
    private static readonly ConnectionLimits Quick = new() { Recheck = TimeSpan.FromMilliseconds(200), MessageBytes = 2000, Operations = 3 };
    private GatewayHost host = null!;

    public async Task InitializeAsync() => host = await GatewayHost.StartAsync(limits: Quick);

    public async Task DisposeAsync() => await host.DisposeAsync();

    public static TheoryData<int, string[]> Closes => new()
    {
        { 4400, ["{nope"] },
        { 4400, ["[]"] },
        { 4400, [Init, """{"type":"bogus"}"""] },
        { 4400, [Init, """{"type":"subscribe","payload":{"query":"{ __typename }"}}"""] },
        { 4400, [Init, """{"id":"1","type":"subscribe","payload":{}}"""] },
        { 4400, [Init, """{"id":"1","type":"subscribe","payload":{"query":"{ __typename }","variables":[]}}"""] },
        { 4400, [Init, """{"id":"1","type":"subscribe","payload":{"query":"{ __typename }","extensions":{"cost":"validat"}}}"""] },
        { 4400, ["""{"type":"connection_init","payload":"x"}"""] },
        { 4401, ["""{"id":"1","type":"subscribe","payload":{"query":"{ __typename }"}}"""] },
        { 4403, ["""{"type":"connection_init","payload":{"authorization":"Bearer nonsense"}}"""] },
        { 4403, ["""{"type":"connection_init","payload":{"authorization":"Basic eDp5"}}"""] },
        { 4408, [] },
        { 4408, ["""{"type":"ping"}"""] },
        { 4409, [Init, """{"id":"1","type":"subscribe","payload":{"query":"subscription { a }"}}""", """{"id":"1","type":"subscribe","payload":{"query":"subscription { a }"}}"""] },
        { 4429, [Init, Init] },
        { 1009, [new string(' ', 3000)] },
    };

    [Theory]
    [MemberData(nameof(Closes))]
    public async Task A_client_that_breaks_the_rules_is_told_which(int code, string[] messages)
    {
        await using var hasty = code == 4408 ? await GatewayHost.StartAsync(limits: Quick with { Init = TimeSpan.FromMilliseconds(300) }) : null;
        using var socket = await (hasty ?? host).ConnectAsync();
        foreach (var message in messages) await SendAsync(socket, message);
        while (await ReadAsync(socket) is not null) { }
        Assert.Equal(code, (int?)socket.CloseStatus);
        Assert.NotEmpty(socket.CloseStatusDescription!);
    }

    [Fact]
    public async Task Another_subprotocol_is_not_spoken()
    {
        using var socket = await host.ConnectAsync(protocol: null);
        Assert.Null(await ReadAsync(socket));
        Assert.Equal(4406, (int?)socket.CloseStatus);
    }

    [Fact]
    public async Task Pages_of_other_sites_may_not_connect()
    {
        await Assert.ThrowsAsync<WebSocketException>(() => host.ConnectAsync(origin: "https://example.com"));
        using var socket = await host.ConnectAsync(origin: "http://localhost:3000");
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task Ping_is_answered_before_and_after_the_acknowledgement()
    {
        using var socket = await host.ConnectAsync();
        await SendAsync(socket, """{"type":"ping","payload":{"a":1}}""");
        Assert.Equal("""{"type":"pong","payload":{"a":1}}""", await ReadAsync(socket));
        await InitAsync(socket);
        await SendAsync(socket, """{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await ReadAsync(socket));
    }

    [Fact]
    public async Task A_query_is_answered_and_completed_as_whoever_the_token_stands_for()
    {
        using var socket = await InitialisedAsync(await host.TokenAsync("agent"));
        await SendAsync(socket, """{"id":"q","type":"subscribe","payload":{"query":"query($text: String) { __typename }","variables":{"text":"楼"}}}""");
        Assert.Equal("""{"id":"q","type":"next","payload":{"data":{"__typename":"Query","audience":"Staff","text":"\u697C"}}}""", await ReadAsync(socket));
        Assert.Equal("""{"id":"q","type":"complete"}""", await ReadAsync(socket));
    }

    [Fact]
    public async Task A_cost_that_is_only_asked_for_is_an_answer_and_the_end()
    {
        using var socket = await InitialisedAsync();
        await SendAsync(socket, """{"id":"c","type":"subscribe","payload":{"query":"{ __typename }","extensions":{"cost":"validate"}}}""");
        Assert.Equal("""{"id":"c","type":"next","payload":{"extensions":{"cost":{"cost":7}}}}""", await ReadAsync(socket));
        Assert.Equal("""{"id":"c","type":"complete"}""", await ReadAsync(socket));
    }

    [Fact]
    public async Task A_refused_document_is_an_error_and_the_id_is_free_again()
    {
        using var socket = await InitialisedAsync();
        for (var i = 0; i < 2; i++)
        {
            await SendAsync(socket, """{"id":"e","type":"subscribe","payload":{"query":"{ nope }"}}""");
            Assert.Equal("""{"id":"e","type":"error","payload":[{"message":"No such field.","extensions":{"code":"PG-REQ-VALIDATION"}}]}""", await ReadAsync(socket));
        }
    }

    [Fact]
    public async Task A_subscription_gives_what_happens_until_it_ends()
    {
        using var socket = await InitialisedAsync();
        await SendAsync(socket, """{"id":"s","type":"subscribe","payload":{"query":"subscription { a }"}}""");
        for (var i = 0; i < 3; i++)
        {
            host.Engine.Events.Writer.TryWrite($$$"""{"data":{"a":{{{i}}}}}""");
            Assert.Equal($$$$"""{"id":"s","type":"next","payload":{"data":{"a":{{{{i}}}}}}}""", await ReadAsync(socket));
        }
        host.Engine.Events.Writer.Complete();
        Assert.Equal("""{"id":"s","type":"complete"}""", await ReadAsync(socket));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_client_completes_or_leaves_is_cancelled(bool completes)
    {
        using (var socket = await InitialisedAsync())
        {
            await SendAsync(socket, """{"id":"x","type":"subscribe","payload":{"query":"{ slow }"}}""");
            await host.Engine.Started.Task.WaitAsync(TimeSpan.FromSeconds(10));
            if (completes) await SendAsync(socket, """{"id":"x","type":"complete"}""");
            else socket.Abort();
            await host.Engine.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
            if (!completes) return;
            await SendAsync(socket, """{"type":"ping"}""");
            Assert.Equal("""{"type":"pong"}""", await ReadAsync(socket)); // and nothing about x before it
        }
    }

    [Fact]
    public async Task One_socket_runs_only_so_many_operations()
    {
        using var socket = await InitialisedAsync();
        for (var i = 0; i < Quick.Operations + 1; i++)
            await SendAsync(socket, $$$"""{"id":"{{{i}}}","type":"subscribe","payload":{"query":"subscription { a }"}}""");
        var refusal = await ReadAsync(socket);
        Assert.Contains("\"id\":\"3\",\"type\":\"error\"", refusal, StringComparison.Ordinal);
        Assert.Contains("PG-REQ-OPERATIONS", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_dismissed_loses_the_socket()
    {
        using var socket = await InitialisedAsync(await host.TokenAsync("agent"));
        host.Dismiss("development:agent");
        Assert.Null(await ReadAsync(socket));
        Assert.Equal(4403, (int?)socket.CloseStatus);
    }

    [Fact]
    public async Task A_token_that_runs_out_ends_the_socket_at_that_moment()
    {
        var slow = await GatewayHost.StartAsync(limits: Quick with { Recheck = TimeSpan.FromMinutes(10) });
        await using var kept = slow;
        slow.Know("somebody", Actor.Customer(Guid.NewGuid(), "somebody"));
        using var socket = await slow.ConnectAsync();
        await InitAsync(socket, slow.Token("somebody", TimeSpan.FromSeconds(2)));
        Assert.Null(await ReadAsync(socket));
        Assert.Equal((4403, "The token expired; connect again with a new one"), ((int)socket.CloseStatus!, socket.CloseStatusDescription));
    }

    [Fact]
    public async Task A_server_that_stops_says_so_and_stops()
    {
        using var socket = await InitialisedAsync();
        await SendAsync(socket, """{"id":"s","type":"subscribe","payload":{"query":"subscription { a }"}}""");
        await HostileSocketTests.UntilAsync(() => host.Engine.Watching == 1);
        var stopped = host.StopAsync();
        Assert.Null(await ReadAsync(socket));
        Assert.Equal(1001, (int?)socket.CloseStatus);
        await stopped.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, host.Engine.Watching);
    }

    [Fact]
    public async Task What_a_ping_is_answered_behind_has_begun()
    {
        using var socket = await InitialisedAsync();
        await SendAsync(socket, """{"id":"s","type":"subscribe","payload":{"query":"subscription { a }"}}""");
        await SendAsync(socket, """{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await ReadAsync(socket));
        Assert.Equal("subscription { a }", host.Engine.Last!.Query);
    }

    [Theory]
    [InlineData("Connections:PerActor", "0")]
    [InlineData("Connections:Idle", "-00:00:01")]
    [InlineData("Connections:Idle", "soon")]
    [InlineData("Connections:Sockets", "5")]
    public async Task A_setting_that_is_none_stops_the_start(string name, string value)
    {
        var error = await Assert.ThrowsAsync<StartupException>(() => GatewayHost.StartAsync(settings: (name, value)));
        Assert.Contains("Connections", error.Message, StringComparison.Ordinal);
    }

    private async Task<ClientWebSocket> InitialisedAsync(string? token = null)
    {
        var socket = await host.ConnectAsync();
        await InitAsync(socket, token);
        return socket;
    }

    internal static async Task InitAsync(ClientWebSocket socket, string? token = null)
    {
        await SendAsync(socket, token is null ? Init : $$$"""{"type":"connection_init","payload":{"authorization":"Bearer {{{token}}}"}}""");
        Assert.Equal("""{"type":"connection_ack"}""", await ReadAsync(socket));
    }

    internal static Task SendAsync(ClientWebSocket socket, string message) =>
        socket.State == WebSocketState.Open ? socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None) : Task.CompletedTask;

    /// <summary>The next message, or null where the server closed.</summary>
    internal static async Task<string?> ReadAsync(ClientWebSocket socket)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var buffer = new byte[64 << 10];
        var part = await socket.ReceiveAsync(buffer, timeout.Token);
        if (part.MessageType != WebSocketMessageType.Close) return Encoding.UTF8.GetString(buffer, 0, part.Count);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, timeout.Token);
        return null;
    }
}
