using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>Stands between Npgsql and PostgreSQL, and cuts a connection where no statement could.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly EndPoint server;
    private readonly Task accepting;
    private readonly List<Socket> clients = [];
    private int passing = int.MaxValue;
    private volatile bool isDown;

    /// <param name="connectionString">How to connect to the server, through its folder of sockets.</param>
    public CuttingProxy(string connectionString)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        server = new UnixDomainSocketEndPoint(Path.Combine(to.Host!, $".s.PGSQL.{to.Port}"));
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        // Without encryption each of the server's messages says what it is.
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndPoint!).Port,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;
        accepting = AcceptAsync();
    }

    /// <summary>How to connect through it.</summary>
    public string ConnectionString { get; }

    /// <summary>Connections so far.</summary>
    public int Connected { get; private set; }

    /// <summary>Cuts instead of telling that the so-manyth transaction from now has ended; all its rows have gone through.</summary>
    public void CutBeforeTransactionEnds(int number) => Volatile.Write(ref passing, number);

    /// <summary>Cuts all connections, and each new one at once.</summary>
    public void GoDown()
    {
        isDown = true;
        lock (clients) clients.ForEach(c => c.Shutdown(SocketShutdown.Both));
    }

    public void ComeBack() => isDown = false;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptAsync();
                Connected++;
                if (isDown) client.Dispose();
                else _ = PassAsync(client);
            }
        }
        catch (SocketException)
        {
            // Closed.
        }
    }

    private async Task PassAsync(Socket client)
    {
        using var backend = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await backend.ConnectAsync(server);
        await using var from = new NetworkStream(backend);
        await using var to = new NetworkStream(client, ownsSocket: true);
        lock (clients) clients.Add(client);
        try
        {
            // Whichever ends closes both.
            await await Task.WhenAny(to.CopyToAsync(from), PassMessagesAsync(from, to));
        }
        catch (IOException)
        {
            // One of them has gone.
        }
        finally
        {
            lock (clients) clients.Remove(client);
        }
    }

    private async Task PassMessagesAsync(NetworkStream from, NetworkStream to)
    {
        var head = new byte[5];
        while (true)
        {
            await from.ReadExactlyAsync(head);
            // ReadyForQuery.
            if (head[0] == 'Z' && Interlocked.Decrement(ref passing) == 0) return;
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - 4];
            await from.ReadExactlyAsync(body);
            await to.WriteAsync((byte[])[.. head, .. body]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await accepting;
    }
}
