using PropertyGraph.Gateway.Connections;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>What a hostile or broken client sends over a socket costs it its own connection, and others nothing.</summary>
public sealed class HostileSocketTests : IAsyncLifetime
{
    private static readonly ConnectionLimits Tight = new()
    {
        MessageBytes = 2_000, Operations = 3, MessagesPerSecond = 50, WaitingBytes = 3 << 20, PerAddress = 20, PerActor = 2,
        Receive = TimeSpan.FromMilliseconds(400), Send = TimeSpan.FromMilliseconds(800), Recheck = TimeSpan.FromMilliseconds(200), Idle = TimeSpan.FromSeconds(3),
    };
    private static readonly ConnectionLimits Strict = Tight with { KeepAlive = TimeSpan.FromMilliseconds(400) };
    private GatewayHost host = null!;

    public async Task InitializeAsync() => host = await GatewayHost.StartAsync(limits: Tight);

    public async Task DisposeAsync() => await host.DisposeAsync();

    public static TheoryData<string, int> Frames => new()
    {
        { "a frame that announces 4 EiB", 1009 },
        { "a message of parts that is too large", 1009 },
        { "parts without content, without end", 4400 },
        { "a message that never ends", 1008 },
        { "invalid UTF-8", 1007 },
        { "half a character at the end", 1007 },
        { "a lone surrogate in JSON", 4400 },
        { "a reserved bit", 1002 },
        { "an unknown opcode", 1002 },
        { "no mask", 1002 },
        { "a continuation of nothing", 1002 },
        { "a ping of more than 125 bytes", 1002 },
        { "nesting deeper than is read", 4400 },
        { "nothing at all in a message", 4400 },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task A_frame_that_breaks_the_rules_ends_its_socket(string what, int code)
    {
        using var socket = await RawSocket.OpenAsync(host.Http.BaseAddress!);
        await SendAsync(socket, what);
        var close = await socket.ReadCloseAsync();
        Assert.Equal(code, close?.Code);
        socket.Dispose();
        await UntilAsync(() => host.Connections.Total == 0);
    }

    private static Task SendAsync(RawSocket socket, string what) => what switch
    {
        "a frame that announces 4 EiB" => socket.SendAsync(RawSocket.Text | RawSocket.Final, new byte[3_000], announced: 1L << 62),
        "a message of parts that is too large" => socket.SendBytesAsync(Parts(300, 10)),
        "parts without content, without end" => socket.SendBytesAsync(Parts(500, 0)),
        "a message that never ends" => socket.SendAsync(RawSocket.Text, "{"u8),
        "invalid UTF-8" => socket.SendAsync(RawSocket.Text | RawSocket.Final, [0x7B, 0xFF, 0xFE, 0x7D]),
        "half a character at the end" => socket.SendAsync(RawSocket.Text | RawSocket.Final, [0x7B, 0xE6, 0xA5]),
        "a lone surrogate in JSON" => socket.SendTextAsync("""{"type":"\ud800"}"""),
        "a reserved bit" => socket.SendAsync(RawSocket.Text | RawSocket.Final | 0x40, "{}"u8),
        "an unknown opcode" => socket.SendAsync(RawSocket.Final | 3, "{}"u8),
        "no mask" => socket.SendBytesAsync((byte[])[RawSocket.Text | RawSocket.Final, 15, .. """{"type":"ping"}"""u8]),
        "a continuation of nothing" => socket.SendAsync(RawSocket.Continuation | RawSocket.Final, "{}"u8),
        "a ping of more than 125 bytes" => socket.SendAsync(RawSocket.Ping | RawSocket.Final, new byte[200]),
        "nesting deeper than is read" => socket.SendTextAsync(new string('[', 1_500)),
        "nothing at all in a message" => socket.SendTextAsync(""),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    private static byte[] Parts(int count, int bytes) =>
        [.. RawSocket.Frame(RawSocket.Text, new byte[1]), .. Enumerable.Range(0, count).SelectMany(_ => RawSocket.Frame(RawSocket.Continuation, new byte[bytes]))];

    [Fact]
    public async Task Who_does_not_answer_a_ping_is_taken_for_dead()
    {
        await using var strict = await GatewayHost.StartAsync(limits: Strict);
        using var socket = await RawSocket.OpenAsync(strict.Http.BaseAddress!);
        await socket.InitAsync();
        Assert.Equal(1, strict.Connections.Total);
        // Nobody reads the server's pings.
        await UntilAsync(() => strict.Connections.Total == 0);
    }

    [Fact]
    public async Task A_socket_on_which_nothing_happens_is_closed()
    {
        using var socket = await host.ConnectAsync();
        await SocketTests.InitAsync(socket);
        Assert.Null(await SocketTests.ReadAsync(socket));
        Assert.Equal(1000, (int?)socket.CloseStatus);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_has_sent_all_it_will_is_gone(bool runsSomething)
    {
        using var socket = await RawSocket.OpenAsync(host.Http.BaseAddress!);
        await socket.InitAsync();
        if (runsSomething) await socket.SendTextAsync("""{"id":"s","type":"subscribe","payload":{"query":"subscription { a }"}}""");
        if (runsSomething) await UntilAsync(() => host.Engine.Watching == 1);
        socket.EndSending();
        await UntilAsync(() => host.Connections.Total == 0 && host.Engine.Watching == 0);
    }

    [Theory]
    [InlineData("subscription { a }")]
    [InlineData("{ big }")]
    public async Task A_client_that_never_reads_is_given_up_and_what_waits_for_it_is_freed(string query)
    {
        using var socket = await RawSocket.OpenAsync(host.Http.BaseAddress!, receiveBuffer: 4_096);
        await socket.InitAsync();
        for (var i = 0; i < 3; i++) await socket.SendTextAsync($$$"""{"id":"{{{i}}}","type":"subscribe","payload":{"query":"{{{query}}}"}}""");
        var large = $$$"""{"data":{"a":"{{{new string('x', 3 << 20)}}}"}}""";
        for (var i = 0; i < 10; i++) host.Engine.Events.Writer.TryWrite(large);
        await UntilAsync(() => host.Connections.Total == 0 && host.Engine.Watching == 0);
    }

    [Fact]
    public async Task A_flood_of_pings_that_nobody_reads_the_answers_of_does_not_fill_memory()
    {
        await using var strict = await GatewayHost.StartAsync(limits: Strict);
        using var socket = await RawSocket.OpenAsync(strict.Http.BaseAddress!, receiveBuffer: 4_096);
        var pings = Enumerable.Range(0, 2_000).SelectMany(_ => RawSocket.Frame(RawSocket.Ping | RawSocket.Final, new byte[125])).ToArray();
        // As much as the buffers of both sides take, and then the connection ends, or nothing is taken any more.
        for (var i = 0; i < 100 && strict.Connections.Total > 0; i++)
            if (!await TrySendAsync(socket, pings)) break;
        await UntilAsync(() => strict.Connections.Total == 0);
    }

    [Fact]
    public async Task A_flood_of_messages_waits_and_others_are_served_meanwhile()
    {
        using var flood = await RawSocket.OpenAsync(host.Http.BaseAddress!);
        await flood.InitAsync();
        var started = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 3 * Tight.MessagesPerSecond; i++) await flood.SendTextAsync("""{"type":"ping"}""");
        using (var other = await RawSocket.OpenAsync(host.Http.BaseAddress!))
        {
            await other.InitAsync();
            await other.SendTextAsync("""{"id":"q","type":"subscribe","payload":{"query":"{ __typename }"}}""");
            Assert.Contains("\"type\":\"next\"", await other.ReadTextAsync(), StringComparison.Ordinal);
        }
        for (var i = 0; i < 3 * Tight.MessagesPerSecond; i++) Assert.Equal("""{"type":"pong"}""", await flood.ReadTextAsync());
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_flood_of_subscriptions_runs_as_many_as_one_connection_may()
    {
        using var socket = await RawSocket.OpenAsync(host.Http.BaseAddress!);
        await socket.InitAsync();
        for (var i = 0; i < 40; i++) await socket.SendTextAsync($$$"""{"id":"{{{i}}}","type":"subscribe","payload":{"query":"subscription { a }"}}""");
        for (var i = Tight.Operations; i < 40; i++) Assert.Contains("PG-REQ-OPERATIONS", await socket.ReadTextAsync(), StringComparison.Ordinal);
        Assert.Equal(Tight.Operations, host.Engine.Watching);
    }

    [Fact]
    public async Task Callers_without_a_token_have_so_many_connections_from_one_address()
    {
        var open = new List<RawSocket>();
        try
        {
            for (var i = 0; i < Tight.PerAddress; i++) open.Add(await RawSocket.OpenAsync(host.Http.BaseAddress!));
            Assert.All(open, socket => Assert.True(socket.IsUpgraded));
            using var refused = await RawSocket.OpenAsync(host.Http.BaseAddress!);
            Assert.StartsWith("HTTP/1.1 429", refused.Head, StringComparison.Ordinal);
            Assert.Contains("PG-REQ-CONNECTIONS", refused.Head, StringComparison.Ordinal);
            // Who signs in is counted for itself, and makes room.
            await open[0].InitAsync(await host.TokenAsync("agent"));
            using var room = await RawSocket.OpenAsync(host.Http.BaseAddress!);
            Assert.True(room.IsUpgraded);
        }
        finally
        {
            foreach (var socket in open) socket.Dispose();
        }
    }

    [Fact]
    public async Task A_signed_in_subject_has_so_many_connections()
    {
        var token = await host.TokenAsync("agent");
        using var first = await host.ConnectAsync();
        using var second = await host.ConnectAsync();
        using var third = await host.ConnectAsync();
        await SocketTests.InitAsync(first, token);
        await SocketTests.InitAsync(second, token);
        await SocketTests.SendAsync(third, $$$"""{"type":"connection_init","payload":{"authorization":"Bearer {{{token}}}"}}""");
        Assert.Null(await SocketTests.ReadAsync(third));
        Assert.Equal(1013, (int?)third.CloseStatus);
    }

    private static async Task<bool> TrySendAsync(RawSocket socket, byte[] bytes)
    {
        try
        {
            await socket.SendBytesAsync(bytes).WaitAsync(TimeSpan.FromSeconds(5));
            return true;
        }
        catch (Exception error) when (error is TimeoutException or OperationCanceledException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    internal static async Task UntilAsync(Func<bool> reached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!reached()) await Task.Delay(20, limit.Token);
    }
}
