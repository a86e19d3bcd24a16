using System.Security.Claims;
using PropertyGraph.Access;
using PropertyGraph.Modules;
using PropertyGraph.Requests;

namespace PropertyGraph.Gateway.Auth;

/// <summary>The programs that callers ask through, and which of them run their trusted documents only: the configuration section <c>Clients</c>.</summary>
internal sealed class Clients
{
    /// <summary>Claims that name the client: RFC 9068, 2.2, and OpenID Connect Core 1.0, 2.</summary>
    private static readonly string[] Naming = ["client_id", "azp"];

    private readonly Dictionary<string, Client> byId = new(StringComparer.Ordinal);

    /// <exception cref="StartupException">A setting means nothing, or a client that may only run trusted documents has none.</exception>
    public Clients(IConfiguration configuration, TrustedDocuments documents)
    {
        foreach (var section in configuration.GetSection("Clients").GetChildren())
        {
            var settings = Settings.Read<ClientSettings>(section, $"Clients:{section.Key}", "A client has TrustedOnly (true or false) and Ids.");
            if (settings.TrustedOnly && !documents.Clients.Contains(section.Key))
                throw new StartupException($"Clients:{section.Key}:TrustedOnly is set, but there are no trusted documents of it, so that it could run nothing; add some under schema/operations/{section.Key}, or correct its name. There are: {string.Join(", ", documents.Clients.Order())}.");
            var client = new Client(section.Key, settings.TrustedOnly);
            foreach (var id in settings.Ids is { Length: > 0 } ids ? ids : [section.Key]) byId[id] = client;
        }
    }

    /// <summary>The client that a token was issued to; null where it does not say. Of two that it names, the one that is limited counts.</summary>
    public Client? Of(ClaimsIdentity token)
    {
        Client? found = null;
        foreach (var claim in Naming)
        {
            if (token.FindFirst(claim)?.Value is not { Length: > 0 } id) continue;
            var client = byId.TryGetValue(id, out var known) ? known : new(id, TrustedOnly: false);
            if (client.TrustedOnly) return client;
            found ??= client;
        }
        return found;
    }

    private sealed record ClientSettings
    {
        /// <summary>Whether it runs nothing but its trusted documents.</summary>
        public bool TrustedOnly { get; init; }

        /// <summary>What its tokens call it, where that is not its name.</summary>
        public string[]? Ids { get; init; }
    }
}
