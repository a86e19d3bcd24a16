using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using Npgsql;
using Xunit.Abstractions;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>Connections that stay open, to a real gateway with a real database.</summary>
public sealed class OpenConnectionTests(OpenConnectionTests.LiveGateway gateway, ITestOutputHelper output) : IClassFixture<OpenConnectionTests.LiveGateway>
{
    private const string Query = "{ complaints { totalCount } }";
    private static readonly int Silent = Math.Min(10_000, MostFiles() - 2_000);

    public sealed class LiveGateway : IAsyncLifetime
    {
        public string Database { get; private set; } = "";
        public GatewayProcess Running { get; private set; } = null!;
        public string Token { get; private set; } = "";

        public async Task InitializeAsync()
        {
            Database = await TestServer.CreateDatabaseAsync();
            Running = await GatewayProcess.ServeAsync(Database, "--demo none",
                ("Connections__Total", (Silent - Silent / 10).ToString(CultureInfo.InvariantCulture)), ("Connections__PerAddress", "100000"), ("Connections__Init", "00:00:15"));
            Token = await Running.TokenAsync("agent");
        }

        public async Task DisposeAsync() => await Running.DisposeAsync();
    }

    [Theory]
    [InlineData("complete on a socket")]
    [InlineData("hanging up a socket")]
    [InlineData("hanging up a stream")]
    [InlineData("DELETE for a shared stream")]
    [InlineData("hanging up a shared stream")]
    public async Task What_a_client_wants_no_more_stops_in_the_database(string how)
    {
        await using var source = NpgsqlDataSource.Create(gateway.Database);
        await using var holder = await source.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var lockTable = new NpgsqlCommand("LOCK TABLE complaints.complaints IN ACCESS EXCLUSIVE MODE", holder, transaction)) await lockTable.ExecuteNonQueryAsync();
        // The query waits for the lock, which nobody gives up before it is gone.
        var stop = await StartAsync(how);
        await UntilAsync(source, waiting: 1);
        await stop();
        await UntilAsync(source, waiting: 0);
    }

    private async Task<Func<Task>> StartAsync(string how)
    {
        if (how.EndsWith("a socket", StringComparison.Ordinal))
        {
            var socket = await gateway.Running.SubscribeAsync(gateway.Token, Query);
            return how.StartsWith("complete", StringComparison.Ordinal)
                ? () => socket.SendAsync("""{"id":"1","type":"complete"}"""u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None)
                : () => { socket.Abort(); return Task.CompletedTask; };
        }
        var http = new HttpClient { BaseAddress = gateway.Running.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", gateway.Token);
        http.DefaultRequestHeaders.Accept.Add(new("text/event-stream"));
        if (how == "hanging up a stream")
        {
            var stream = await http.SendAsync(new(HttpMethod.Post, "/graphql/stream") { Content = GatewayHost.Json(new { query = Query }) }, HttpCompletionOption.ResponseHeadersRead);
            return () => { stream.Dispose(); return Task.CompletedTask; };
        }
        var reserved = await http.SendAsync(new(HttpMethod.Put, "/graphql/stream"));
        http.DefaultRequestHeaders.Add("X-GraphQL-Event-Stream-Token", await reserved.Content.ReadAsStringAsync());
        var shared = await http.GetAsync("/graphql/stream", HttpCompletionOption.ResponseHeadersRead);
        var accepted = await http.PostAsync("/graphql/stream", GatewayHost.Json(new { query = Query, extensions = new { operationId = "1" } }));
        Assert.Equal(202, (int)accepted.StatusCode);
        return how.StartsWith("DELETE", StringComparison.Ordinal)
            ? async () => Assert.True((await http.DeleteAsync("/graphql/stream?operationId=1")).IsSuccessStatusCode)
            : () => { shared.Dispose(); return Task.CompletedTask; };
    }

    /// <summary>Waits until so many reads of the gateway wait for a lock.</summary>
    private static async Task UntilAsync(NpgsqlDataSource source, long waiting)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(8)); // shorter than any statement may take
        await using var connection = await source.OpenConnectionAsync(limit.Token);
        await using var count = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'PropertyGraph reads' AND state = 'active' AND wait_event_type = 'Lock'", connection);
        while ((long)(await count.ExecuteScalarAsync(limit.Token))! != waiting) await Task.Delay(20, limit.Token);
    }

    [Fact]
    public async Task Ten_thousand_sockets_that_say_nothing_are_refused_or_closed_while_others_are_served()
    {
        using var stop = new CancellationTokenSource();
        var served = ServeAsync(stop.Token);
        var (began, before) = (TimeProvider.System.GetTimestamp(), gateway.Running.ResidentBytes);
        var sockets = new RawSocket[Silent];
        await Parallel.ForEachAsync(Enumerable.Range(0, Silent), new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (i, _) => sockets[i] = await RawSocket.OpenAsync(gateway.Running.Address));
        try
        {
            var each = (gateway.Running.ResidentBytes - before) / (double)Silent;
            var refused = sockets.Where(s => !s.IsUpgraded).ToList();
            output.WriteLine($"{Silent - refused.Count} sockets opened and {refused.Count} refused in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s, {each:0} bytes each");
            Assert.InRange(refused.Count, 1, Silent / 5);
            Assert.All(refused, s => Assert.StartsWith("HTTP/1.1 503", s.Head, StringComparison.Ordinal));
            Assert.InRange(each, 0, 40_000);

            await Parallel.ForEachAsync(sockets.Where(s => s.IsUpgraded), new ParallelOptions { MaxDegreeOfParallelism = Silent }, async (socket, _) => Assert.Equal(4408, (await socket.ReadCloseAsync())?.Code));
        }
        finally
        {
            foreach (var socket in sockets) socket.Dispose();
        }
        await stop.CancelAsync();
        var (answers, slowest) = await served;
        output.WriteLine($"{answers} answers meanwhile, the slowest in {slowest.TotalMilliseconds:0} ms");
        Assert.InRange(answers, 5, int.MaxValue);
        Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        using var room = await RawSocket.OpenAsync(gateway.Running.Address);
        Assert.True(room.IsUpgraded);
    }

    /// <summary>Asks over a socket and by HTTP, over and over.</summary>
    private async Task<(int Answers, TimeSpan Slowest)> ServeAsync(CancellationToken stop)
    {
        using var socket = await gateway.Running.SubscribeAsync(gateway.Token, Query);
        var (answers, slowest) = (0, TimeSpan.Zero);
        while (!stop.IsCancellationRequested)
        {
            var began = TimeProvider.System.GetTimestamp();
            await gateway.Running.DataAsync(gateway.Token, Query);
            await socket.SendAsync("""{"type":"ping"}"""u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
            while ((await GatewayProcess.ReadAsync(socket)).GetProperty("type").GetString() != "pong") { }
            var took = TimeProvider.System.GetElapsedTime(began);
            answers++;
            if (took > slowest) slowest = took;
            await Task.Delay(50, CancellationToken.None);
        }
        return (answers, slowest);
    }

    [Fact]
    public async Task The_documents_conversation_over_a_socket_is_as_it_says()
    {
        var lines = Block("text socket").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        await socket.ConnectAsync(new UriBuilder(gateway.Running.Address) { Scheme = "ws", Path = "/graphql" }.Uri, CancellationToken.None);
        foreach (var line in lines)
        {
            if (line[0] == '>') await SocketTests.SendAsync(socket, line[2..].Replace("TOKEN", gateway.Token, StringComparison.Ordinal));
            else Assert.Equal(line[2..], await SocketTests.ReadAsync(socket));
        }
    }

    [Fact]
    public async Task The_documents_request_for_events_is_answered_as_it_says()
    {
        using var curl = Process.Start(new ProcessStartInfo("bash", ["-c", "exec " + Block("sh stream").Replace("localhost:5080", gateway.Running.Address.Authority, StringComparison.Ordinal)])
        {
            RedirectStandardOutput = true,
            Environment = { ["TOKEN"] = gateway.Token },
        })!;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            // The first comment: the subscription has begun.
            Assert.Equal(":", await curl.StandardOutput.ReadLineAsync(limit.Token));
            await gateway.Running.DataAsync(gateway.Token, """mutation { fileComplaint(input: { title: "Lift stops between floors", description: "Twice this morning." }) { reference } }""");
            foreach (var expected in Block("text events").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                string? line;
                while ((line = await curl.StandardOutput.ReadLineAsync(limit.Token)) is "" or ":") { }
                if (expected.StartsWith("id: ", StringComparison.Ordinal)) Assert.Matches("^id: [A-Za-z0-9_-]{60,}$", line);
                else Assert.Equal(expected, line);
            }
        }
        finally
        {
            curl.Kill();
        }
    }

    [Fact]
    public async Task The_document_s_shared_stream_is_as_it_says()
    {
        using var curl = Process.Start(new ProcessStartInfo("bash", ["-c", Block("sh shared").Replace("localhost:5080", gateway.Running.Address.Authority, StringComparison.Ordinal).Replace("\ncurl -sN", "\nexec curl -sN", StringComparison.Ordinal)])
        {
            RedirectStandardOutput = true,
            Environment = { ["TOKEN"] = gateway.Token },
        })!;
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            foreach (var expected in Block("text shared").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                string? line;
                while ((line = await curl.StandardOutput.ReadLineAsync(limit.Token)) is "" or ":") { }
                Assert.Equal(expected, line);
            }
        }
        finally
        {
            curl.Kill();
        }
    }

    [Fact]
    public async Task Connections_that_never_say_anything_cost_little_and_hold_nobody_up()
    {
        var before = gateway.Running.ResidentBytes;
        var silent = new Socket[Silent];
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(0, Silent), new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (i, cancel) =>
            {
                silent[i] = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await silent[i].ConnectAsync(IPAddress.Loopback, gateway.Running.Address.Port, cancel);
            });
            // Accepted one after another: who is answered came after them.
            await gateway.Running.DataAsync(gateway.Token, Query);
            using var socket = await gateway.Running.SubscribeAsync(gateway.Token, Query);
            Assert.Equal("next", (await GatewayProcess.ReadAsync(socket)).GetProperty("type").GetString());
            var each = (gateway.Running.ResidentBytes - before) / (double)Silent;
            output.WriteLine($"{Silent} silent connections, {each:0} bytes each");
            Assert.InRange(each, double.MinValue, 40_000);
        }
        finally
        {
            foreach (var socket in silent) socket?.Dispose();
        }
    }

    /// <summary>The first block of this kind on the page.</summary>
    private static string Block(string kind)
    {
        var page = File.ReadAllText(Repository.Path("docs", "protocols.md"));
        var start = page.IndexOf($"```{kind}\n", StringComparison.Ordinal) + kind.Length + 4;
        return page[start..page.IndexOf("\n```", start, StringComparison.Ordinal)];
    }

    /// <summary>Files that a process may have open, sockets among them.</summary>
    private static int MostFiles() => OperatingSystem.IsLinux()
        && int.TryParse(File.ReadLines("/proc/self/limits").Single(line => line.StartsWith("Max open files", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[4], CultureInfo.InvariantCulture, out var most)
        ? most : 4_000;
}
