using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PropertyGraph.Benchmarks.Measuring;

/// <summary>A server in a process of its own, with its CPU time and allocations.</summary>
internal sealed class MeasuredProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private readonly Process process;
    private readonly int meter = FreePort();
    private readonly StringBuilder said = new();

    private MeasuredProcess(string assembly, int port, IEnumerable<string> arguments, IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
                [StartupHook.PortVariable] = meter.ToString(CultureInfo.InvariantCulture),
            },
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        Address = new($"http://localhost:{port}");
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += Kill;
    }

    public Uri Address { get; }

    public static async Task<MeasuredProcess> StartAsync(string assembly, Func<int, IEnumerable<string>> arguments, params (string Name, string Value)[] environment)
    {
        var port = FreePort();
        var server = new MeasuredProcess(assembly, port, arguments(port), environment);
        try
        {
            await server.AcceptsAsync(port);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>User and system time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Bytes allocated so far, as the hook in the process says.</summary>
    public async Task<long> AllocatedAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, meter);
        using var text = new StreamReader(client.GetStream(), Encoding.ASCII);
        return long.Parse(await text.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= Kill;
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>The gateway listens when it is ready, which with a demo to load is after minutes.</summary>
    private async Task AcceptsAsync(int port)
    {
        for (var started = Stopwatch.GetTimestamp(); ; await Task.Delay(50))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > Patience) throw new InvalidOperationException($"The server on port {port} did not start:\n{said}");
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        lock (said) said.AppendLine(line);
        if (line.StartsWith('[')) Console.Error.WriteLine(line);
    }

    private void Kill(object? sender, EventArgs e) => process.Kill();

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
