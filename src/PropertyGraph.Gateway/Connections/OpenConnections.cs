using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using PropertyGraph.Gateway.Auth;
using PropertyGraph.Gateway.Http;

namespace PropertyGraph.Gateway.Connections;

/// <summary>Counts the connections that stay open: in all, of each signed-in subject, and of each address from which somebody came without signing in.</summary>
internal sealed class OpenConnections : IDisposable
{
    /// <summary>What a subscriber of IPv6 usually has to itself.</summary>
    private const int PrefixBytes = 8;

    private readonly ConnectionLimits limits;
    private readonly Lock gate = new();
    private readonly Dictionary<Holder, int> held = [];
    private readonly Meter meter = new("PropertyGraph");
    private int total;

    public OpenConnections(ConnectionLimits limits)
    {
        this.limits = limits;
        meter.CreateObservableGauge("propertygraph.connections.open", () => Total, description: "WebSockets and event streams that are open or reserved.");
    }

    /// <summary>How many are open.</summary>
    public int Total { get { lock (gate) return total; } }

    /// <summary>A place for a caller of whom only the address is known; or why there is none.</summary>
    public (Place? Place, Refusal? Refusal) Open(IPAddress? address)
    {
        var holder = new Holder(false, Network(address));
        lock (gate)
        {
            if (total >= limits.Total) return (null, Refusal.Crowded(limits.Total));
            if (!Take(holder, limits.PerAddress)) return (null, Refusal.TooManyConnections($"{limits.PerAddress} connections of callers without a token are open from your address"));
            total++;
            return (new Place(this, holder), null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    /// <summary>Callers who come through a proxy have its address, unless <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c> lets it say theirs.</summary>
    private static string Network(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, PrefixBytes)) : address.ToString();
    }

    private bool Take(Holder holder, int most)
    {
        var count = held.GetValueOrDefault(holder);
        if (count >= most) return false;
        held[holder] = count + 1;
        return true;
    }

    private void Give(Holder holder)
    {
        var count = held[holder] - 1;
        if (count == 0) held.Remove(holder);
        else held[holder] = count;
    }

    /// <summary>Whose connections are counted together.</summary>
    internal readonly record struct Holder(bool IsSubject, string Name);

    /// <summary>One connection's place. Dispose it when the connection has ended.</summary>
    internal sealed class Place : IDisposable
    {
        private readonly OpenConnections connections;
        private Holder holder;
        private bool isGiven;

        internal Place(OpenConnections connections, Holder holder) => (this.connections, this.holder) = (connections, holder);

        /// <summary>Counts it for who has signed in instead; or why that one may have no more.</summary>
        public Refusal? SignIn(Identity identity)
        {
            if (identity.Subject is not { } subject) return null;
            var signedIn = new Holder(true, subject);
            lock (connections.gate)
            {
                if (isGiven || holder == signedIn) return null;
                if (!connections.Take(signedIn, connections.limits.PerActor)) return Refusal.TooManyConnections($"You have {connections.limits.PerActor} connections open");
                connections.Give(holder);
                holder = signedIn;
                return null;
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            lock (connections.gate)
            {
                if (isGiven) return;
                isGiven = true;
                connections.Give(holder);
                connections.total--;
            }
        }
    }
}
