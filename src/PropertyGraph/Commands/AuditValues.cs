using System.Security.Cryptography;
using System.Text.Json;

namespace PropertyGraph.Commands;

/// <summary>What the audit wrote down of one field: the value before and the one after.</summary>
public static class AuditValues
{
    /// <param name="text">
    /// A JSON array of both; of personal values, with a space between each: the person, the person's key in hexadecimal, and what it encrypts, as <c>propertygraph.subject_keys</c> and
    /// <c>propertygraph.audit</c> have them.
    /// </param>
    /// <returns>Text as it is, other values as JSON; null for none, and where the key does not fit.</returns>
    public static (string? Before, string? After) Read(string text)
    {
        try
        {
            var json = text.StartsWith('[') ? text : text.Split(' ') is [var person, var key, var value] ? SubjectKeys.Decrypt(Convert.FromHexString(key), Guid.Parse(person), value) : "[]";
            using var pair = JsonDocument.Parse(json);
            return pair.RootElement.GetArrayLength() == 2 ? (Text(pair.RootElement[0]), Text(pair.RootElement[1])) : (null, null);
        }
        catch (CryptographicException)
        {
            // Written under a key that is no more.
            return (null, null);
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
