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
        if (!File.Exists(file)) Make(file);
        var key = File.ReadAllBytes(file);
        if (key.Length == KeyBytes) return new(key);
        throw new Modules.StartupException($"{file} is no signing key; delete it and start again, then old tokens are no longer valid.");
    }

    /// <summary>A token for a subject, valid for twelve hours.</summary>
    public string Issue(string subject, DateTimeOffset now) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Name,
        Audience = Name,
        IssuedAt = now.UtcDateTime,
        NotBefore = now.UtcDateTime,
        Expires = (now + Lifetime).UtcDateTime,
        Claims = new Dictionary<string, object> { ["sub"] = subject },
        SigningCredentials = new(key, SecurityAlgorithms.HmacSha256),
    });

    /// <summary>What a token of this issuer must be.</summary>
    public TokenValidationParameters Validation(TimeSpan clockSkew) => new()
    {
        ValidIssuer = Name,
        ValidAudience = Name,
        IssuerSigningKey = key,
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ClockSkew = clockSkew,
    };

    /// <summary>Two gateways may start at once: the file appears whole or not at all, and the first one wins.</summary>
    private static void Make(string file)
    {
        var draft = $"{file}.{Environment.ProcessId}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options)) stream.Write(RandomNumberGenerator.GetBytes(KeyBytes));
        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);
        }
    }
}
