using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace PropertyGraph.Commands;

/// <summary>
/// Encrypts personal values in the audit, with AES-256-GCM and one key per person. Erasure sets the person's key to null: what was written can't be
/// read any more, and nothing personal is written from then on.
/// </summary>
internal sealed class SubjectKeys(WriteConnection connection)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    /// <summary>Keys that were read beside rows, in the transaction's snapshot, without having an erasure wait yet.</summary>
    private readonly Dictionary<Guid, byte[]?> seen = [];

    /// <summary>A statement for <see cref="SeeAsync"/>, to be sent with what reads the row whose key is the parameter: the person's key is probably needed next.</summary>
    public static string OfRow(PersonalTable table) =>
        $"SELECT k.subject, k.key FROM propertygraph.subject_keys AS k WHERE k.subject = {(table.Subject == table.Key ? "$1" : $"(SELECT t.{table.Subject} FROM {table.Name} AS t WHERE t.{table.Key} = $1)")}";

    /// <summary>Reads what <see cref="OfRow"/> selects.</summary>
    public async Task SeeAsync(NpgsqlDataReader reader, CancellationToken cancel)
    {
        while (await reader.ReadAsync(cancel)) seen[reader.GetGuid(0)] = KeyOf(reader);
    }

    /// <summary>
    /// Keys of these persons, made where there are none; null for the erased. Nobody who is not erased yet is until the transaction ends: of it and an erasure at the same moment, one waits for the other.
    /// </summary>
    /// <param name="first">Takes what has to be sent before any changed row; null where those are sent before the transaction's last statements.</param>
    public async Task<IReadOnlyDictionary<Guid, byte[]?>> LoadAsync(IEnumerable<Guid> subjects, List<NpgsqlBatchCommand>? first, CancellationToken cancel)
    {
        // In order, so that two transactions can't wait for each other.
        var ids = subjects.Distinct().Order().ToArray();
        if (ids.Length == 0) return seen;
        if (first is not null && ids.All(seen.ContainsKey))
        {
            // Where one was changed since it was seen, PostgreSQL refuses this, and the call is run again.
            first.Add(Select(ids));
            return seen;
        }
        await using var known = connection.Batch(Select(ids));
        var keys = await ReadAsync(known, cancel);
        if (keys.Count == ids.Length) return keys;
        await using var made = connection.Batch(Make([.. ids.Where(id => !keys.ContainsKey(id))]), Select(ids));
        return await ReadAsync(made, cancel);
    }

    /// <summary>Waits for whoever is writing about these persons, and has others wait until the transaction ends.</summary>
    public async Task HoldAsync(IEnumerable<Guid> subjects, CancellationToken cancel)
    {
        var ids = subjects.Distinct().Order().ToArray();
        await using var hold = connection.Batch(
            Make(ids), new("SELECT FROM propertygraph.subject_keys WHERE subject = ANY($1) ORDER BY subject FOR UPDATE") { Parameters = { new() { Value = ids } } });
        await hold.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Takes these persons' keys away: they are erased.</summary>
    public async Task ForgetAsync(IEnumerable<Guid> subjects, CancellationToken cancel)
    {
        seen.Clear();
        await using var forget = new NpgsqlCommand("INSERT INTO propertygraph.subject_keys (subject, key) SELECT person, NULL FROM unnest($1) AS p (person) ON CONFLICT (subject) DO UPDATE SET key = NULL", connection.Begun)
        {
            Parameters = { new() { Value = subjects.ToArray() } },
        };
        await forget.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>One person, as almost always, is asked for by itself: PostgreSQL would plan a list of them anew each time.</summary>
    private static NpgsqlBatchCommand Select(Guid[] ids) => ids is [var only]
        ? new("SELECT subject, key FROM propertygraph.subject_keys WHERE subject = $1 FOR SHARE") { Parameters = { new NpgsqlParameter<Guid> { TypedValue = only } } }
        : new("SELECT subject, key FROM propertygraph.subject_keys WHERE subject = ANY($1) ORDER BY subject FOR SHARE") { Parameters = { new() { Value = ids } } };

    private static NpgsqlBatchCommand Make(Guid[] ids) => new("INSERT INTO propertygraph.subject_keys (subject, key) SELECT * FROM unnest($1, $2) ON CONFLICT DO NOTHING")
    {
        Parameters = { new() { Value = ids }, new() { Value = ids.Select(_ => RandomNumberGenerator.GetBytes(32)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea } },
    };

    private static async Task<Dictionary<Guid, byte[]?>> ReadAsync(NpgsqlBatch batch, CancellationToken cancel)
    {
        var keys = new Dictionary<Guid, byte[]?>();
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) keys.Add(reader.GetGuid(0), KeyOf(reader));
        return keys;
    }

    private static byte[]? KeyOf(NpgsqlDataReader reader) => reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1);

    /// <summary>Nonce, tag and ciphertext of the two values' JSON, in base64.</summary>
    public static string Encrypt(byte[] key, Guid subject, object? before, object? after)
    {
        var plain = LogJson.Pair(before, after);
        var sealedBytes = new byte[NonceLength + TagLength + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength), subject.ToByteArray(bigEndian: true));
        return Convert.ToBase64String(sealedBytes);
    }

    /// <summary>The value's JSON.</summary>
    /// <exception cref="CryptographicException">Another key, another person, or altered text.</exception>
    public static string Decrypt(byte[] key, Guid subject, string text)
    {
        var sealedBytes = Convert.FromBase64String(text);
        var plain = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(sealedBytes.AsSpan(0, NonceLength), sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength), plain, subject.ToByteArray(bigEndian: true));
        return System.Text.Encoding.UTF8.GetString(plain);
    }
}
