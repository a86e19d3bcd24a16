using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Access;
using PropertyGraph.Faults;

namespace PropertyGraph.Commands;

/// <summary>
/// Remembers for 30 days what a call with an idempotency key came to. The key belongs to the caller (audience and subject) and the mutation.
/// Callers without a token can't be told apart, so for them the input is part of the caller: only who sends the same key and the same input
/// gets the first outcome, and a stranger never learns that a key was used. What is shown once is not stored: a repeat answers null for it.
/// </summary>
internal sealed class IdempotencyKeys
{
    /// <summary>How long a key is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly CommandDefinition command;
    private readonly string key;
    private readonly byte[] input;
    private readonly string caller;

    /// <param name="input">The input without the key.</param>
    public IdempotencyKeys(CommandDefinition command, Actor actor, string key, IReadOnlyDictionary<string, object?> input)
    {
        (this.command, this.key) = (command, key);
        this.input = SHA256.HashData(LogJson.Canonical(input));
        var audience = Schema.EnumText<Audience>.Of(actor.Audience);
        caller = actor.Audience == Audience.Anonymous ? $"{audience} {Convert.ToHexStringLower(this.input)}" : $"{audience} {actor.Subject}";
    }

    /// <summary>
    /// Takes the key as the transaction's first statement: whoever comes at the same time waits for it, and finds it taken after.
    /// </summary>
    /// <returns>Null when this call is the first; else the first outcome, or a fault when that had another input.</returns>
    public async Task<CommandResult?> ClaimAsync(WriteUnit unit)
    {
        await using var claim = new NpgsqlCommand(
            """
            INSERT INTO propertygraph.idempotency_keys AS k (caller, mutation, key, input, created_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (caller, mutation, key) DO UPDATE SET input = excluded.input, created_at = excluded.created_at, row_key = NULL, returned = NULL
            WHERE k.created_at < $6
            """, unit.Connection)
        {
            Parameters =
            {
                new() { Value = caller }, new() { Value = command.Name }, new() { Value = key }, new() { Value = input },
                new() { Value = unit.Now }, new() { Value = unit.Now - Kept },
            },
        };
        return await claim.ExecuteNonQueryAsync(unit.Cancel) == 1 ? null : await FirstOutcomeAsync(unit);
    }

    /// <summary>Stores the outcome, with the transaction's last statements.</summary>
    public void Keep(WriteUnit unit, Guid? row, IReadOnlyDictionary<string, object?> values)
    {
        var repeatable = command.Values.Where(v => v.Repeatable && values.ContainsKey(v.Name)).ToDictionary(v => v.Name, v => values[v.Name]);
        unit.AtEnd(new("UPDATE propertygraph.idempotency_keys SET row_key = $4, returned = $5 WHERE caller = $1 AND mutation = $2 AND key = $3")
        {
            Parameters =
            {
                new() { Value = caller }, new() { Value = command.Name }, new() { Value = key },
                LogRows.Id(row),
                new() { Value = JsonSerializer.Serialize(repeatable, LogJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        });
    }

    private async Task<CommandResult> FirstOutcomeAsync(WriteUnit unit)
    {
        await using var read = new NpgsqlCommand(
            "SELECT input, row_key, returned::text FROM propertygraph.idempotency_keys WHERE caller = $1 AND mutation = $2 AND key = $3", unit.Connection)
        {
            Parameters = { new() { Value = caller }, new() { Value = command.Name }, new() { Value = key } },
        };
        await using var reader = await read.ExecuteReaderAsync(unit.Cancel);
        await reader.ReadAsync(unit.Cancel);
        if (!reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(input))
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"The idempotency key '{key}' was used with another input; choose a new key for a new call.");
            return new(null, [new IdempotencyKeyReused(message, ["idempotencyKey"])], CommandResults.NoValues);
        }
        using var returned = JsonDocument.Parse(await reader.IsDBNullAsync(2, unit.Cancel) ? "{}" : reader.GetString(2));
        var values = command.Values.ToDictionary(v => v.Name, v => returned.RootElement.TryGetProperty(v.Name, out var value) ? Value(v.Type, value) : null);
        return new(await reader.IsDBNullAsync(1, unit.Cancel) ? null : reader.GetGuid(1), [], values);
    }

    private static object? Value(Schema.ValueType type, JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? null : value.Deserialize(ClrTypes.Of(type), LogJson.Options);
}

/// <summary>C# types of the scalars.</summary>
internal static class ClrTypes
{
    public static Type Of(Schema.ValueType type)
    {
        var scalar = type.Kind switch
        {
            Schema.ScalarKind.Enum => type.Enum!,
            Schema.ScalarKind.Id or Schema.ScalarKind.String => typeof(string),
            Schema.ScalarKind.Uuid => typeof(Guid),
            Schema.ScalarKind.Int => typeof(int),
            Schema.ScalarKind.Long => typeof(long),
            Schema.ScalarKind.Float => typeof(double),
            Schema.ScalarKind.Decimal => typeof(decimal),
            Schema.ScalarKind.Boolean => typeof(bool),
            Schema.ScalarKind.DateTime => typeof(DateTimeOffset),
            Schema.ScalarKind.LocalDate => typeof(DateOnly),
            Schema.ScalarKind.Duration => typeof(TimeSpan),
            Schema.ScalarKind.Url => typeof(Uri),
            Schema.ScalarKind.Json => typeof(JsonElement),
            _ => throw new NotSupportedException(type.Kind.ToString()),
        };
        return type.IsList ? scalar.MakeArrayType() : scalar;
    }
}
