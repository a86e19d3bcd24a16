using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>Outside Development: tokens of an OpenID Connect issuer, found by its discovery document.</summary>
public sealed class IssuerTests : IAsyncLifetime
{
    private const string Audience = "propertygraph";
    private readonly RsaSecurityKey key = new(RSA.Create(2048)) { KeyId = "1" };
    private WebApplication issuer = null!;
    private GatewayHost host = null!;

    private string Authority => issuer.Urls.Single();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        issuer = builder.Build();
        var published = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(key.Rsa.ExportParameters(false)) { KeyId = key.KeyId });
        issuer.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Authority, jwks_uri = Authority + "/keys" }));
        issuer.MapGet("/keys", () => Results.Json(new { keys = new[] { new { kty = "RSA", kid = published.Kid, n = published.N, e = published.E, alg = "RS256", use = "sig" } } }));
        await issuer.StartAsync();
        host = await GatewayHost.StartAsync("Production", null, ("Auth:Authority", Authority), ("Auth:Audience", Audience), ("Auth:RequireHttps", "false"));
        host.Know("li.wei", Actor.Customer(Guid.NewGuid(), "li.wei"));
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_token_of_the_issuer_is_taken()
    {
        using var response = await AskAsync(Token("li.wei"));
        Assert.Contains("\"audience\":\"Customer\"", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subject_that_nobody_granted_anything_is_403()
    {
        using var response = await AskAsync(Token("stranger"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_token_for_another_audience_is_401()
    {
        using var response = await AskAsync(Token("li.wei", audience: "payroll"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("another audience", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_another_key_is_401()
    {
        using var response = await AskAsync(Token("li.wei", signedBy: new RsaSecurityKey(RSA.Create(2048)) { KeyId = "1" }));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task The_issuers_public_key_is_no_secret_to_sign_with()
    {
        foreach (var secret in new[] { key.Rsa.ExportRSAPublicKey(), key.Rsa.ExportSubjectPublicKeyInfo(), System.Text.Encoding.ASCII.GetBytes(key.Rsa.ExportSubjectPublicKeyInfoPem()), key.Rsa.ExportParameters(false).Modulus! })
        {
            using var response = await AskAsync(Token("li.wei", signedBy: new SymmetricSecurityKey(secret) { KeyId = "1" }, algorithm: SecurityAlgorithms.HmacSha256));
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_token_without_signature_or_end_or_of_another_issuer_is_401()
    {
        var claims = new Dictionary<string, object> { ["sub"] = "li.wei" };
        var credentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        string[] tokens =
        [
            handler.CreateToken(new SecurityTokenDescriptor { Issuer = Authority, Audience = Audience, Expires = DateTime.UtcNow.AddMinutes(5), Claims = claims }),
            handler.CreateToken(new SecurityTokenDescriptor { Issuer = Authority, Audience = Audience, Claims = claims, SigningCredentials = credentials }),
            handler.CreateToken(new SecurityTokenDescriptor { Issuer = Authority, Audience = Audience, NotBefore = DateTime.UtcNow.AddHours(-2), Expires = DateTime.UtcNow.AddHours(-1), Claims = claims, SigningCredentials = credentials }),
            handler.CreateToken(new SecurityTokenDescriptor { Issuer = "https://issuer.example.com", Audience = Audience, Expires = DateTime.UtcNow.AddMinutes(5), Claims = claims, SigningCredentials = credentials }),
        ];
        foreach (var token in tokens)
        {
            using var response = await AskAsync(token);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("/..%2f..%2fPropertyGraph.Gateway.dll")]
    [InlineData("/%2e%2e/%2e%2e/PropertyGraph.Gateway.dll")]
    [InlineData("/graphiql/..%5c..%5cappsettings.json")]
    [InlineData("/.%2e/appsettings.json")]
    [InlineData("/board/%00")]
    [InlineData("/board//..//..//etc/passwd")]
    [InlineData("/%2fetc%2fpasswd")]
    public async Task Nothing_but_the_pages_is_served(string path)
    {
        using var response = await host.Http.GetAsync(path);
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_503_and_nobody_becomes_anonymous()
    {
        var token = Token("li.wei");
        await issuer.StopAsync();
        using var response = await AskAsync(token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task No_trace_is_given_outside_Development()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = GatewayHost.Json(new { query = "{ __typename }" }) };
        request.Headers.Add("X-PropertyGraph-Trace", "1");
        using var response = await host.Http.SendAsync(request);
        Assert.False(host.Engine.Last!.Trace);
    }

    private Task<HttpResponseMessage> AskAsync(string token) => host.PostAsync(GatewayHost.Json(new { query = "{ __typename }" }), token: token);

    private string Token(string subject, string audience = Audience, SecurityKey? signedBy = null, string algorithm = SecurityAlgorithms.RsaSha256) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Authority,
        Audience = audience,
        Expires = DateTime.UtcNow.AddMinutes(5),
        Claims = new Dictionary<string, object> { ["sub"] = subject },
        SigningCredentials = new(signedBy ?? key, algorithm),
    });
}
