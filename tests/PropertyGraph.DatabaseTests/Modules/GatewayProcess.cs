using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace PropertyGraph.DatabaseTests.Modules;

/// <summary>The gateway as somebody starts it: a process of its own, in Development, on a free port.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly HttpClient http;

    private GatewayProcess(Process process, int port)
    {
        this.process = process;
        http = new() { BaseAddress = new($"http://localhost:{port}"), Timeout = Patience };
    }

    /// <summary>Where the gateway was built, its <c>modules</c> folder included.</summary>
    public static string Folder { get; } =
        Repository.Path("src", "PropertyGraph.Gateway", "bin", Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/'))!.Name, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'))) + "/";

    /// <param name="settings">Configuration, such as <c>Modules:Folder</c>.</param>
    public static async Task<GatewayProcess> StartAsync(string data, params (string Key, string Value)[] settings)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Folder + "PropertyGraph.Gateway.dll", "--port", $"{port}", "--data", data, "--demo", "none"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = data,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (key, value) in settings) start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        var gateway = new GatewayProcess(Process.Start(start)!, port);
        await gateway.UntilReadyAsync();
        return gateway;
    }

    public async Task<string> TokenAsync(string persona)
    {
        using var response = await http.PostAsJsonAsync("/dev/token", new { persona });
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

    public Task<string> SchemaAsync() => http.GetStringAsync("/graphql/schema.graphql");

    /// <summary>A socket on which the subscription runs; each message is one change.</summary>
    public async Task<ClientWebSocket> SubscribeAsync(string token, string query)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        using var limit = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(new UriBuilder(http.BaseAddress!) { Scheme = "ws", Path = "/graphql" }.Uri, limit.Token);
        await SendAsync(new { type = "connection_init", payload = new { authorization = $"Bearer {token}" } });
        Assert.Equal("connection_ack", (await ReadAsync(socket)).GetProperty("type").GetString());
        await SendAsync(new { id = "1", type = "subscribe", payload = new { query } });
        return socket;

        Task SendAsync(object message) => socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, limit.Token);
    }

    /// <summary>The next message.</summary>
    public static async Task<JsonElement> ReadAsync(ClientWebSocket socket)
    {
        using var limit = new CancellationTokenSource(Patience);
        var buffer = new byte[64 << 10];
        var part = await socket.ReceiveAsync(buffer, limit.Token);
        return JsonDocument.Parse(buffer.AsMemory(0, part.Count).ToArray()).RootElement;
    }

    private async Task UntilReadyAsync()
    {
        var ready = new TaskCompletionSource();
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var first = await Task.WhenAny(ready.Task, process.WaitForExitAsync(), Task.Delay(Patience));
        lock (output) Assert.True(first == ready.Task, $"The gateway did not start:\n{output}");

        void Note(string? line)
        {
            lock (output) output.AppendLine(line);
            if (line?.Contains("is ready", StringComparison.Ordinal) == true) ready.TrySetResult();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
