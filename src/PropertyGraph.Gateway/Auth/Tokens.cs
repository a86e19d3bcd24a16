using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using PropertyGraph.Modules;

namespace PropertyGraph.Gateway.Auth;

/// <summary>Which tokens are taken: the company's own OpenID Connect issuer's; in Development the gateway's own instead.</summary>
internal static class Tokens
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <exception cref="StartupException">Outside Development, where no issuer is configured.</exception>
    public static void AddTokens(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var authentication = services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme);
        if (environment.IsDevelopment())
        {
            var issuer = DevelopmentIssuer.Open(DataDirectory(configuration));
            services.AddSingleton(issuer);
            authentication.AddJwtBearer(options => Common(options).TokenValidationParameters = issuer.Validation(ClockSkew));
            return;
        }
        var (authority, audience) = (configuration["Auth:Authority"], configuration["Auth:Audience"]);
        if (string.IsNullOrWhiteSpace(authority) || string.IsNullOrWhiteSpace(audience))
            throw new StartupException(
                $"No token issuer is configured for the environment {environment.EnvironmentName}: set Auth__Authority to the address of your OpenID Connect issuer and Auth__Audience to the audience of its tokens, or set DOTNET_ENVIRONMENT=Development for the gateway's own test tokens.");
        var secure = configuration.GetValue("Auth:RequireHttps", true);
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || (secure && address.Scheme != Uri.UriSchemeHttps))
            throw new StartupException($"Auth:Authority is '{authority}'; it must be an https address (in a closed network, Auth__RequireHttps=false allows http).");
        authentication.AddJwtBearer(options =>
        {
            Common(options).Authority = authority;
            options.Audience = audience;
            options.RequireHttpsMetadata = secure;
            options.TokenValidationParameters.ClockSkew = ClockSkew;
        });
    }

    /// <summary>Where the gateway keeps what must outlive it.</summary>
    public static string DataDirectory(IConfiguration configuration) => configuration["DataDirectory"] ?? ".data";

    /// <summary>Claims keep their names, and nothing is put on the response: the endpoints answer refusals themselves.</summary>
    private static JwtBearerOptions Common(JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        return options;
    }
}
