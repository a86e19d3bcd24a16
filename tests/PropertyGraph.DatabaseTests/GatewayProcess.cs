using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;

namespace PropertyGraph.DatabaseTests;

/// <summary>The built gateway with its modules and pages, serving in Development as somebody starts it.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> welcome = [];
    private readonly List<string> errors = [];
    private readonly string data;
    private readonly bool hasOwnPostgres;
    private readonly HttpClient http;
    private readonly Process process;

    private GatewayProcess(string? connectionString, string? data, string arguments, (string Name, string Value)[] environment)
    {
        hasOwnPostgres = connectionString is null;
        this.data = data ?? Directory.CreateTempSubdirectory("propertygraph-test-").FullName;
        var port = FreePort();
        Address = new($"http://localhost:{port}/");
        http = new() { BaseAddress = Address, Timeout = Patience };
        process = Launch($"--port {port} --data {this.data} {arguments}", [.. environment, ("ConnectionStrings__PropertyGraph", connectionString ?? "")]);
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => { lock (errors) if (line.Data is { } text) errors.Add(text); };
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it was built, beside these tests and in the same configuration; its modules are in the folder <c>modules</c> there.</summary>
    public static string Folder { get; } =
        Repository.Path("src", "PropertyGraph.Gateway", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, new DirectoryInfo(AppContext.BaseDirectory).Name) + "/";

    /// <summary>Where it serves.</summary>
    public Uri Address { get; }

    /// <summary>Memory that it has in RAM, in bytes. Linux only.</summary>
    public long ResidentBytes =>
        1024 * long.Parse(File.ReadLines($"/proc/{process.Id}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);

    /// <summary>What it said until it was ready.</summary>
    public IReadOnlyList<string> Welcome => welcome;

    /// <summary>Starts it on a free port and waits until it is ready.</summary>
    /// <param name="connectionString">A database, which it migrates.</param>
    /// <param name="arguments">More for its command line, with spaces between.</param>
    /// <param name="environment">More for its environment.</param>
    /// <exception cref="InvalidOperationException">It ended instead; the message has its last words.</exception>
    public static Task<GatewayProcess> ServeAsync(string connectionString, string arguments = "--demo none", params (string Name, string Value)[] environment) =>
        ReadyAsync(new GatewayProcess(connectionString, null, arguments, environment));

    /// <summary>Starts it with a PostgreSQL of its own in a data folder, which the caller deletes.</summary>
    public static Task<GatewayProcess> ServeFromAsync(string data, string arguments = "--demo none") => ReadyAsync(new GatewayProcess(null, data, arguments, []));

    private static async Task<GatewayProcess> ReadyAsync(GatewayProcess gateway)
    {
        try
        {
            var ended = gateway.process.WaitForExitAsync();
            if (await Task.WhenAny(gateway.ready.Task, ended).WaitAsync(Patience) == ended)
                throw new InvalidOperationException($"The gateway ended with {gateway.process.ExitCode}: {gateway.LastWords()}");
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts its program, with the output and errors for the caller to read.</summary>
    public static Process Launch(string arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Folder + "PropertyGraph.Gateway.dll", .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>A token of a persona, who exists from then on.</summary>
    /// <param name="client">The program that it is issued to.</param>
    public async Task<string> TokenAsync(string persona, string? client = null)
    {
        using var response = await http.PostAsJsonAsync("/dev/token", new { persona, client });
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("token").GetString()!;
    }

    /// <summary>The <c>data</c> of a response without errors.</summary>
    public async Task<JsonElement> DataAsync(string token, string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var answer = JsonDocument.Parse(text).RootElement;
        Assert.False(answer.TryGetProperty("errors", out _), text);
        return answer.GetProperty("data");
    }

    /// <summary>The schema as clients download it.</summary>
    public Task<string> SchemaAsync() => http.GetStringAsync("/graphql/schema.graphql");

    /// <summary>A socket on which the subscription begins; each message is one change.</summary>
    public async Task<ClientWebSocket> SubscribeAsync(string token, string query, object? variables = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        using var limit = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(new UriBuilder(http.BaseAddress!) { Scheme = "ws", Path = "/graphql" }.Uri, limit.Token);
        await SendAsync(new { type = "connection_init", payload = new { authorization = $"Bearer {token}" } });
        Assert.Equal("connection_ack", (await ReadAsync(socket)).GetProperty("type").GetString());
        await SendAsync(new { id = "1", type = "subscribe", payload = new { query, variables } });
        return socket;

        Task SendAsync(object message) => socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, limit.Token);
    }

    /// <summary>The next message of a socket.</summary>
    public static async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(Patience);
        var buffer = new byte[64 << 10];
        var part = await socket.ReceiveAsync(buffer, limit.Token);
        Assert.True(part.MessageType == WebSocketMessageType.Text, socket.CloseStatusDescription);
        return JsonDocument.Parse(buffer.AsMemory(0, part.Count).ToArray()).RootElement;
    }

    /// <summary>Stops it as a service's keeper does, with SIGTERM, or as Ctrl-C does, with SIGINT.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(string signal = "TERM")
    {
        using var terminate = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        http.Dispose();
        // Killed, it could not stop a PostgreSQL of its own.
        if (!process.HasExited && hasOwnPostgres) await StopAsync();
        else if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        if (!hasOwnPostgres) Directory.Delete(data, recursive: true);
    }

    private void Read(string? line)
    {
        if (line is null || ready.Task.IsCompleted) return;
        welcome.Add(line);
        if (line.Contains("Ctrl-C", StringComparison.Ordinal)) ready.SetResult();
    }

    private string LastWords()
    {
        lock (errors) return string.Join('\n', errors);
    }

    private void KillAtExit(object? sender, EventArgs e) => process.Kill();

    /// <summary>A port that nobody uses at the moment.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
