using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>The gateway as a user runs it: a process of its own, on a port of its own, with its own PostgreSQL in a data folder.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly StringBuilder output;

    private RunningGateway(Process process, StringBuilder output, int port)
    {
        (this.process, this.output, Port) = (process, output, port);
        Http = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
    }

    public int Port { get; }
    public HttpClient Http { get; }

    /// <summary>All that it printed, errors included.</summary>
    public string Output
    {
        get { lock (output) return output.ToString(); }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<RunningGateway> StartAsync(string data, params string[] arguments)
    {
        var port = FreePort();
        var (process, output) = Launch(["--port", $"{port}", "--data", data, .. arguments]);
        var gateway = new RunningGateway(process, output, port);
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < LongestStart && !process.HasExited)
        {
            if (await gateway.IsReadyAsync()) return gateway;
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(100));
        }
        await gateway.DisposeAsync();
        throw new InvalidOperationException($"The gateway did not become ready:\n{gateway.Output}");
    }

    public static string NewDataFolder() => Path.Combine(Path.GetTempPath(), $"propertygraph-gateway-{Guid.NewGuid():N}");

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public async Task<string> TokenAsync(string persona)
    {
        using var response = await Http.PostAsJsonAsync("/dev/token", new { persona });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    /// <summary>Ends it as Ctrl-C does; gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited) await StopAsync();
        process.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await Http.GetAsync("/health/ready");
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static (Process Process, StringBuilder Output) Launch(IReadOnlyList<string> arguments)
    {
        // The same build as the tests': .../bin/<configuration>/<framework>/
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var gateway = Repository.Path("src", "PropertyGraph.Gateway", "bin", here.Parent!.Name, here.Name, "PropertyGraph.Gateway.dll");
        var start = new ProcessStartInfo("dotnet", [gateway, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment.Remove("ConnectionStrings__PropertyGraph");
        var output = new StringBuilder();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return (process, output);

        void Keep(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null) return;
            lock (output) output.AppendLine(line.Data);
        }
    }
}

/// <summary>One gateway without demo data, for the tests of one class.</summary>
public sealed class EmptyGateway : IAsyncLifetime
{
    private readonly string data = RunningGateway.NewDataFolder();

    internal RunningGateway Running { get; private set; } = null!;

    public async Task InitializeAsync() => Running = await RunningGateway.StartAsync(data, "--demo", "none");

    public async Task DisposeAsync()
    {
        await Running.DisposeAsync();
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
    }
}
