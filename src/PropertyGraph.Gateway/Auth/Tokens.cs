using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using PropertyGraph.Modules;

namespace PropertyGraph.Gateway.Auth;

/// <summary>The issuer's keys can't be read, so that no token can be checked now.</summary>
internal sealed class IssuerUnavailableException(Exception inner) : Exception("The issuer's configuration could not be read.", inner);

/// <summary>
/// Checks tokens: those of the company's own OpenID Connect issuer; in Development the gateway's own instead. It is no authentication handler of
/// ASP.NET, because a WebSocket brings its token in a message, long after the request's headers.
/// </summary>
internal sealed class Tokens
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters rules;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? issuer;

    private Tokens(TokenValidationParameters rules, ConfigurationManager<OpenIdConnectConfiguration>? issuer)
    {
        (this.rules, this.issuer) = (rules, issuer);
        rules.ClockSkew = ClockSkew;
        rules.ConfigurationManager = issuer;
    }

    /// <summary>Takes the tokens that the gateway itself issues in Development.</summary>
    public static Tokens Of(DevelopmentIssuer issuer) => new(issuer.Rules(), null);

    /// <summary>Takes the tokens of the configured issuer, whose keys it reads from the issuer's discovery document when first needed.</summary>
    /// <exception cref="StartupException">No issuer is configured, or not completely.</exception>
    public static Tokens Of(IConfiguration configuration, IHostEnvironment environment)
    {
        var (authority, audience) = (configuration["Auth:Authority"], configuration["Auth:Audience"]);
        if (string.IsNullOrWhiteSpace(authority) || string.IsNullOrWhiteSpace(audience))
            throw new StartupException(
                $"No token issuer is configured for the environment {environment.EnvironmentName}: set Auth__Authority to the address of your OpenID Connect issuer and Auth__Audience to the audience of its tokens, or set DOTNET_ENVIRONMENT=Development for the gateway's own test tokens.");
        var secure = configuration.GetValue("Auth:RequireHttps", true);
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || (secure && address.Scheme != Uri.UriSchemeHttps))
            throw new StartupException($"Auth:Authority is '{authority}'; it must be an https address (in a closed network, Auth__RequireHttps=false allows http).");
        var manager = new ConfigurationManager<OpenIdConnectConfiguration>(
            authority.TrimEnd('/') + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = secure });
        return new(new TokenValidationParameters { ValidAudience = audience }, manager);
    }

    /// <summary>Checks signature, issuer, audience and lifetime.</summary>
    /// <exception cref="IssuerUnavailableException">The issuer does not answer.</exception>
    public async ValueTask<TokenValidationResult> CheckAsync(string token, CancellationToken cancel)
    {
        if (issuer is not null)
        {
            try
            {
                await issuer.GetConfigurationAsync(cancel);
            }
            catch (Exception error) when (!cancel.IsCancellationRequested)
            {
                throw new IssuerUnavailableException(error);
            }
        }
        return await handler.ValidateTokenAsync(token, rules);
    }
}
