using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

/// <summary>
/// Runs inside a measured process before its own code, by DOTNET_STARTUP_HOOKS (https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md): the
/// product needs no endpoint for this. Whoever connects to the port is told the bytes allocated since the start, and the connection is closed.
/// </summary>
internal static class StartupHook
{
    public const string PortVariable = "PROPERTYGRAPH_BENCHMARK_METER";

    public static void Initialize()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(PortVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return;
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        new Thread(() => Serve(listener)) { IsBackground = true, Name = "benchmark meter" }.Start();
    }

    private static void Serve(TcpListener listener)
    {
        while (true)
        {
            using var client = listener.AcceptTcpClient();
            var text = GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture);
            client.GetStream().Write(Encoding.ASCII.GetBytes(text));
        }
    }
}
