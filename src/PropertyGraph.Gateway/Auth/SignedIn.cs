using System.Globalization;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PropertyGraph.Access;
using PropertyGraph.Gateway.Http;

namespace PropertyGraph.Gateway.Auth;

/// <summary>Who is asking, or why a token was not taken. The actor carries the client, so that what the client may run holds wherever the actor goes.</summary>
/// <param name="Subject">The token's subject; null without a token.</param>
/// <param name="Until">When the token expires; null without a token.</param>
internal readonly record struct Identity(Actor Actor, Refusal? Refusal, string? Subject = null, DateTimeOffset? Until = null)
{
    /// <summary>The API key that was used; null where it was none.</summary>
    public ApiKeySecret? Key { get; init; }
}

/// <summary>Turns an authorization into an actor. A token that can't be taken is refused: nobody becomes anonymous without noticing.</summary>
internal sealed partial class SignedIn(Tokens tokens, Actors actors, Clients clients, KeyRing keys, ILogger<SignedIn> log) : IDisposable
{
    private const string Scheme = "Bearer ";

    /// <summary>How long a valid token is not checked again: a signature costs more than many a query.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private const int RememberedCharacters = 8 << 20;

    private readonly MemoryCache valid = new(new MemoryCacheOptions { SizeLimit = RememberedCharacters });

    /// <param name="authorization">An Authorization header's value; null or empty for nobody.</param>
    public async ValueTask<Identity> AuthenticateAsync(string? authorization, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(authorization)) return new(Actor.Anonymous, null);
        // The server gives a connection's next request the same text again, so that not even a token is cut out of it.
        if (valid.TryGetValue(authorization, out Holder? known)) return await IdentifyAsync(known!, cancel);
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return Refused(Refusal.Token("The authorization must be 'Bearer' and a token.", "a bearer token is expected"));
        var token = authorization[Scheme.Length..].Trim();
        if (ApiKeySecret.IsMeant(token)) return await keys.AuthenticateAsync(token, cancel);
        TokenValidationResult result;
        try
        {
            result = await tokens.CheckAsync(token, cancel);
        }
        catch (IssuerUnavailableException error)
        {
            IssuerUnavailable(error);
            return Refused(Refusal.IssuerUnavailable());
        }
        if (!result.IsValid) return Refused(Invalid(result.Exception));
        if (result.ClaimsIdentity.FindFirst(JwtRegisteredClaimNames.Sub)?.Value is not { } subject) return Refused(Refusal.UnknownSubject(null));
        var holder = new Holder(subject, clients.Of(result.ClaimsIdentity), new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero));
        Remember(authorization, holder);
        return await IdentifyAsync(holder, cancel);
    }

    private async ValueTask<Identity> IdentifyAsync(Holder holder, CancellationToken cancel) =>
        await actors.FindAsync(holder.Subject, cancel) is { } actor ? new(actor.Through(holder.Client), null, holder.Subject, holder.Until) : Refused(Refusal.UnknownSubject(holder.Subject));

    private void Remember(string authorization, Holder holder)
    {
        var left = holder.Until - DateTimeOffset.UtcNow;
        if (left > TimeSpan.Zero) _ = valid.Set(authorization, holder, new MemoryCacheEntryOptions { Size = authorization.Length, AbsoluteExpirationRelativeToNow = left < Remembered ? left : Remembered });
    }

    /// <inheritdoc/>
    public void Dispose() => valid.Dispose();

    /// <summary>What a valid token says.</summary>
    private sealed record Holder(string Subject, Client? Client, DateTimeOffset Until);

    private static Identity Refused(Refusal refusal) => new(Actor.Anonymous, refusal);

    private static Refusal Invalid(Exception failure) => failure switch
    {
        SecurityTokenExpiredException expired => Refusal.Token(
            string.Create(CultureInfo.InvariantCulture, $"The token expired at {expired.Expires:yyyy-MM-dd'T'HH:mm:ss'Z'}; get a new one."), "the token expired"),
        SecurityTokenNotYetValidException => Refusal.Token("The token is not valid yet; check the clocks of issuer and server.", "the token is not valid yet"),
        SecurityTokenInvalidAudienceException => Refusal.Token("The token is meant for another audience; get one for this server.", "the audience is another"),
        SecurityTokenInvalidIssuerException => Refusal.Token("The token comes from another issuer than the one trusted here.", "the issuer is another"),
        _ => Refusal.Token("The token is not valid here; sign in again.", "the token is not valid"),
    };

    [LoggerMessage(LogLevel.Error, "A token could not be checked: the issuer's keys could not be read.")]
    private partial void IssuerUnavailable(Exception error);
}
