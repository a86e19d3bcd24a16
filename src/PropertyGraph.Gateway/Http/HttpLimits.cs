using Microsoft.AspNetCore.Server.Kestrel.Core;
using PropertyGraph.Modules;

namespace PropertyGraph.Gateway.Http;

/// <summary>What one request over HTTP, and one connection, may take up. Every number can be set in the configuration section <c>Http</c>, such as <c>Http__BodySeconds=10</c>.</summary>
internal sealed record HttpLimits
{
    /// <summary>Bytes of a body that are read.</summary>
    public int BodyBytes { get; init; } = 1 << 20;

    /// <summary>Bytes of all bodies that are being read at the same time; small ones do not count.</summary>
    public long AllBodiesBytes { get; init; } = 256 << 20;

    /// <summary>How long a whole body may take to arrive.</summary>
    public int BodySeconds { get; init; } = 30;

    /// <summary>How long the request line and headers may take to arrive.</summary>
    public int HeaderSeconds { get; init; } = 15;

    /// <summary>Bytes of the request line, and of all headers together.</summary>
    public int RequestLineBytes { get; init; } = 16 << 10;

    /// <inheritdoc cref="RequestLineBytes"/>
    public int HeaderBytes { get; init; } = 32 << 10;

    /// <summary>Bytes a second that a client must read of an answer; one that reads less loses its connection.</summary>
    public int AnswerBytesPerSecond { get; init; } = 4 << 10;

    /// <summary>Connections at the same time, those of WebSockets included; 0 for as many as there are files.</summary>
    public int Connections { get; init; }

    /// <summary>An answer smaller than this is sent as it is: it fits into one packet, and compressing it costs more than it saves.</summary>
    public int CompressedFromBytes { get; init; } = 1_400;

    /// <summary>The limits of a configuration section; what it does not name stays as it is here.</summary>
    /// <exception cref="StartupException">It names what is no limit, or a value is no number above zero.</exception>
    public static HttpLimits Of(IConfiguration section) =>
        Settings.Read<HttpLimits>(section, "Http", "Its names are those of docs/protocols.md, its values whole numbers.").Checked();

    /// <summary>Tells the server what it has to look after itself, before a request has reached the gateway.</summary>
    public void Apply(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestLineSize = RequestLineBytes;
        server.Limits.MaxRequestHeadersTotalSize = HeaderBytes;
        server.Limits.Http2.MaxRequestHeaderFieldSize = Math.Min(HeaderBytes, server.Limits.Http2.MaxRequestHeaderFieldSize);
        server.Limits.MaxRequestBufferSize = Math.Max(Math.Max(RequestLineBytes, HeaderBytes), server.Limits.MaxRequestBufferSize ?? 0);
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(HeaderSeconds);
        server.Limits.MinResponseDataRate = new MinDataRate(AnswerBytesPerSecond, TimeSpan.FromSeconds(5));
        if (Connections > 0) server.Limits.MaxConcurrentConnections = Connections;
    }

    private HttpLimits Checked()
    {
        Settings.CheckNumbers(this, "Http", except: nameof(Connections));
        return Connections >= 0 ? this : throw new StartupException($"Http:Connections is {Connections}; it must not be negative.");
    }
}
