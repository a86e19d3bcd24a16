using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PropertyGraph.Gateway.Auth;

/// <summary>Issues tokens in Development. Its key is random and stays in the data directory, so that a token outlives a restart.</summary>
internal sealed class DevelopmentIssuer
{
    private const string Name = "urn:propertygraph:development";
    private const int KeyBytes = 32;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly SymmetricSecurityKey key;

    private DevelopmentIssuer(byte[] key) => this.key = new(key);

    /// <summary>Reads the key, or makes one that only the present user may read.</summary>
    public static DevelopmentIssuer Open(string directory)
    {
        var file = Path.Combine(Directory.CreateDirectory(directory).FullName, "development-tokens.key");
        var key = SecretFile.ReadOrMake(file, () => RandomNumberGenerator.GetBytes(KeyBytes));
        if (key.Length == KeyBytes) return new(key);
        throw new Modules.StartupException($"{file} is no signing key; delete it and start again, then old tokens are no longer valid.");
    }

    /// <summary>A token for a subject, valid for twelve hours.</summary>
    /// <param name="client">The program that it is issued to; null for none in particular.</param>
    public string Issue(string subject, DateTimeOffset now, string? client = null) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Name,
        Audience = Name,
        IssuedAt = now.UtcDateTime,
        NotBefore = now.UtcDateTime,
        Expires = (now + Lifetime).UtcDateTime,
        Claims = client is null ? new Dictionary<string, object> { ["sub"] = subject } : new() { ["sub"] = subject, ["client_id"] = client },
        SigningCredentials = new(key, SecurityAlgorithms.HmacSha256),
    });

    /// <summary>What a token of this issuer must be.</summary>
    public TokenValidationParameters Rules() => new()
    {
        ValidIssuer = Name,
        ValidAudience = Name,
        IssuerSigningKey = key,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
    };
}
