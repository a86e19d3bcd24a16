using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>A TCP connection to this machine on which a test says what it likes.</summary>
internal sealed class RawHttp : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TcpClient client = new();
    private readonly NetworkStream stream;

    public RawHttp(int port)
    {
        client.Connect(IPAddress.Loopback, port);
        stream = client.GetStream(); // which is not given once a half is closed
    }

    /// <summary>Sends bytes, one for each character; false where the peer takes no more.</summary>
    public async Task<bool> TrySendAsync(string bytes)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), limit.Token);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Says that no more will be sent.</summary>
    public void CloseSending() => client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Whether the peer has cut the connection, also where what it sent before is still to be read.</summary>
    public bool IsReset => client.Client.Poll(0, SelectMode.SelectError);

    /// <summary>All that the peer sends until it closes.</summary>
    public Task<string> ReadToEndAsync() => ReadAsync(null);

    /// <summary>One answer with a Content-Length, or all until the peer closes.</summary>
    public Task<string> ReadAnswerAsync() => ReadAsync(text =>
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var at = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        return end > 0 && at > 0 && at < end && text.Length >= end + 4 + int.Parse(text.AsSpan(at + 16, text.IndexOf('\r', at) - at - 16), System.Globalization.CultureInfo.InvariantCulture);
    });

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<string> ReadAsync(Func<string, bool>? isAll)
    {
        using var limit = new CancellationTokenSource(Patience);
        var received = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            while (await stream.ReadAsync(buffer, limit.Token) is > 0 and var count)
            {
                received.Append(Encoding.Latin1.GetString(buffer, 0, count));
                if (isAll is not null && isAll(received.ToString())) break;
            }
        }
        catch (IOException)
        {
            // Reset by the peer: what came before it counts.
        }
        return received.ToString();
    }
}
