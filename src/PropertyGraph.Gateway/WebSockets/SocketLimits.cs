namespace PropertyGraph.Gateway.WebSockets;

/// <summary>What one socket may take up.</summary>
internal sealed record SocketLimits
{
    /// <summary>Bytes of one message from the client.</summary>
    public int MessageBytes { get; init; } = 256 << 10;

    /// <summary>Operations at the same time.</summary>
    public int Operations { get; init; } = 100;

    /// <summary>How long the server waits for <c>connection_init</c>.</summary>
    public TimeSpan Init { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take to read one message.</summary>
    public TimeSpan Send { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the server asks again whether the token's holder is still active.</summary>
    public TimeSpan Recheck { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Silence after which the peer is asked for a sign of life, and then taken for dead.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(20);

    public WebSocketOptions ToOptions() => new() { KeepAliveInterval = KeepAlive, KeepAliveTimeout = KeepAlive };
}

/// <summary>Close codes: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md.</summary>
internal static class CloseCode
{
    public const int BadMessage = 4400;
    public const int Unauthorized = 4401;
    public const int Forbidden = 4403;
    public const int SubprotocolNotAcceptable = 4406;
    public const int InitTimeout = 4408;
    public const int SubscriberExists = 4409;
    public const int TooManyInits = 4429;
    public const int MessageTooBig = 1009;
    public const int GoingAway = 1001;
    public const int TryAgainLater = 1013;
}
