using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace PropertyGraph.Surveys;

/// <summary>
/// The secret that lets its holder answer one invitation: 256 random bits, so that it can't be guessed and its hash needs no salt. Only the hash is kept.
/// </summary>
internal static class InvitationToken
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256 of the token as it is written.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
