using System.Globalization;
using PropertyGraph.Modules;

namespace PropertyGraph.Gateway.Connections;

/// <summary>
/// What connections that stay open may take up: WebSockets and event streams. Each can be set in the configuration section <c>Connections</c>, such as
/// <c>Connections__PerActor=50</c> or <c>Connections__Idle=00:05:00</c>.
/// </summary>
internal sealed record ConnectionLimits
{
    /// <summary>Connections at the same time.</summary>
    public int Total { get; init; } = 10_000;

    /// <summary>Connections of one signed-in subject.</summary>
    public int PerActor { get; init; } = 100;

    /// <summary>Connections from one address of callers who have not signed in, or not yet.</summary>
    public int PerAddress { get; init; } = 200;

    /// <summary>Operations of one connection at the same time.</summary>
    public int Operations { get; init; } = 100;

    /// <summary>Bytes of one message from the client.</summary>
    public int MessageBytes { get; init; } = 256 << 10;

    /// <summary>Messages that are read from one socket in a second; more of them wait.</summary>
    public int MessagesPerSecond { get; init; } = 200;

    /// <summary>Bytes of answers that may wait for one client. One answer may be larger, if no other waits.</summary>
    public int WaitingBytes { get; init; } = 16 << 20;

    /// <summary>How long the server waits for <c>connection_init</c>.</summary>
    public TimeSpan Init { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a message may take to arrive, once it has begun.</summary>
    public TimeSpan Receive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a client may take to read one message.</summary>
    public TimeSpan Send { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the server asks again whether the token's holder is still active.</summary>
    public TimeSpan Recheck { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Silence after which the peer is asked for a sign of life, and then taken for dead.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a connection is kept on which nothing runs and no message comes.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a reserved event stream waits for its client.</summary>
    public TimeSpan Reservation { get; init; } = TimeSpan.FromSeconds(30);

    public WebSocketOptions ToOptions() => new() { KeepAliveInterval = KeepAlive, KeepAliveTimeout = KeepAlive };

    /// <summary>The limits of a configuration section; what it does not name stays as it is here.</summary>
    /// <exception cref="StartupException">It names what is no limit, or a value is none.</exception>
    public static ConnectionLimits Of(IConfiguration section) =>
        Settings.Read<ConnectionLimits>(section, "Connections", "Its names are those of docs/protocols.md, its values whole numbers, or times such as 00:00:30.").Checked();

    private ConnectionLimits Checked()
    {
        Settings.CheckNumbers(this, "Connections");
        foreach (var property in GetType().GetProperties())
            // A timer's longest time is a little less than 50 days.
            if (property.GetValue(this) is TimeSpan time && (time <= TimeSpan.Zero || time > TimeSpan.FromDays(40)))
                throw new StartupException(string.Create(CultureInfo.InvariantCulture, $"Connections:{property.Name} is {time}; it must be above zero and at most 40 days."));
        return this;
    }
}
