using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>A WebSocket byte by byte, for what no client library would send.</summary>
internal sealed class RawSocket : IDisposable
{
    public const byte Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10, Final = 0x80;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Socket socket;
    private byte[] received = new byte[1_024];
    private int from, to;

    private RawSocket(Socket socket) => this.socket = socket;

    /// <summary>The response's head, and body where it has one.</summary>
    public string Head { get; private set; } = "";

    public bool IsUpgraded => Head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal);

    /// <summary>Connects and asks for graphql-transport-ws.</summary>
    public static async Task<RawSocket> OpenAsync(Uri gateway, int? receiveBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } bytes) socket.ReceiveBufferSize = bytes;
        var raw = new RawSocket(socket);
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, gateway.Port), limit.Token);
            await raw.SendBytesAsync(Encoding.ASCII.GetBytes(
                $"GET /graphql HTTP/1.1\r\nHost: localhost:{gateway.Port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"));
            await raw.ReadHeadAsync(limit.Token);
            return raw;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public Task SendTextAsync(string text) => SendAsync(Text | Final, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends a frame, masked as clients must; the mask is zero.</summary>
    public Task SendAsync(byte opcode, ReadOnlySpan<byte> payload, long? announced = null) => SendBytesAsync(Frame(opcode, payload, announced));

    public static byte[] Frame(byte opcode, ReadOnlySpan<byte> payload, long? announced = null)
    {
        var frame = new byte[14 + payload.Length];
        frame[0] = opcode;
        frame[1] = 0x80 | 127;
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), announced ?? payload.Length);
        payload.CopyTo(frame.AsSpan(14));
        // The shortest form of a length is demanded of clients.
        if ((announced ?? payload.Length) > ushort.MaxValue) return frame;
        if (payload.Length < 126) return [opcode, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload];
        return [opcode, 0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length, 0, 0, 0, 0, .. payload];
    }

    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes, limit.Token)..];
    }

    /// <summary>Says that nothing more will be sent, and goes on reading.</summary>
    public void EndSending() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>The next frame; null where the connection has ended. Pings are answered.</summary>
    public async Task<(int Opcode, byte[] Payload)?> ReadAsync()
    {
        while (await ReadFrameAsync() is { } frame)
        {
            if (frame.Opcode != Ping) return frame;
            await SendAsync(Pong | Final, frame.Payload);
        }
        return null;
    }

    private async Task<(int Opcode, byte[] Payload)?> ReadFrameAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            if (!await FillAsync(2, limit.Token)) return null;
            var (opcode, length, head) = (received[from] & 0x0F, (long)received[from + 1], 2);
            if (length >= 126)
            {
                head = length == 126 ? 4 : 10;
                if (!await FillAsync(head, limit.Token)) return null;
                length = length == 126 ? BinaryPrimitives.ReadUInt16BigEndian(received.AsSpan(from + 2)) : BinaryPrimitives.ReadInt64BigEndian(received.AsSpan(from + 2));
            }
            from += head;
            var payload = new byte[length];
            for (var filled = 0; filled < length;)
            {
                if (!await FillAsync(1, limit.Token)) return null;
                var some = (int)Math.Min(length - filled, to - from);
                received.AsSpan(from, some).CopyTo(payload.AsSpan(filled));
                (from, filled) = (from + some, filled + some);
            }
            return (opcode, payload);
        }
        catch (SocketException)
        {
            return null; // reset
        }
    }

    /// <summary>Reads on to the close frame; its code and reason, or null where the connection ended without one.</summary>
    public async Task<(int Code, string Reason)?> ReadCloseAsync()
    {
        while (await ReadAsync() is { } frame)
            if (frame.Opcode == Close) return frame.Payload.Length < 2 ? (1005, "") : (BinaryPrimitives.ReadUInt16BigEndian(frame.Payload), Encoding.UTF8.GetString(frame.Payload.AsSpan(2)));
        return null;
    }

    /// <summary>The next text message.</summary>
    public async Task<string> ReadTextAsync()
    {
        while (await ReadAsync() is { } frame)
            if (frame.Opcode == Text) return Encoding.UTF8.GetString(frame.Payload);
        throw new InvalidOperationException("The connection ended.");
    }

    public async Task InitAsync(string? token = null)
    {
        await SendTextAsync(token is null ? """{"type":"connection_init"}""" : $$$"""{"type":"connection_init","payload":{"authorization":"Bearer {{{token}}}"}}""");
        Assert.Equal("""{"type":"connection_ack"}""", await ReadTextAsync());
    }

    public void Dispose() => socket.Dispose();

    private async Task ReadHeadAsync(CancellationToken cancel)
    {
        int end;
        while ((end = received.AsSpan(from, to - from).IndexOf("\r\n\r\n"u8)) < 0)
            if (!await FillAsync(to - from + 1, cancel)) throw new InvalidOperationException("The connection ended before the head of a response.");
        Head = Encoding.UTF8.GetString(received, from, to - from);
        from += end + 4;
    }

    private async Task<bool> FillAsync(int bytes, CancellationToken cancel)
    {
        while (to - from < bytes)
        {
            if (from > 0) received.AsSpan(from, to - from).CopyTo(received);
            (from, to) = (0, to - from);
            if (to == received.Length) Array.Resize(ref received, received.Length * 2);
            var read = await socket.ReceiveAsync(received.AsMemory(to), cancel);
            if (read == 0) return false;
            to += read;
        }
        return true;
    }
}
