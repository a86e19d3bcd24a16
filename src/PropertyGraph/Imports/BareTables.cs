using Npgsql;

namespace PropertyGraph.Imports;

/// <summary>
/// Tables without their foreign keys and secondary indexes for the length of a load: checking a million rows one by one, and putting each into a dozen indexes, takes
/// several times as long as doing both once for all of them. Everything happens in the caller's transaction, which locks the tables; what was taken off is checked in full when it is put back.
/// </summary>
internal sealed class BareTables
{
    // Primary keys stay: rows come in the order of their time-ordered keys, and the load itself looks rows up.
    private const string Indexes =
        """
        SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
        FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
        WHERE n.nspname = ANY ($1) AND t.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_constraint AS c WHERE c.conindid = i.indexrelid AND c.contype <> 'f')
        ORDER BY i.indexrelid
        """;

    private const string ForeignKeys =
        """
        SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname),
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
        FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
        WHERE n.nspname = ANY ($1) AND c.contype = 'f' AND c.conparentid = 0
        ORDER BY c.oid
        """;

    private readonly NpgsqlConnection connection;
    private readonly List<string> puttingBack;

    private BareTables(NpgsqlConnection connection, List<string> puttingBack) => (this.connection, this.puttingBack) = (connection, puttingBack);

    /// <summary>Takes foreign keys and secondary indexes off the tables of these PostgreSQL schemas.</summary>
    public static async Task<BareTables> StripAsync(NpgsqlConnection connection, string[] schemas, CancellationToken cancel)
    {
        var keys = await ReadAsync(connection, ForeignKeys, schemas, cancel);
        var indexes = await ReadAsync(connection, Indexes, schemas, cancel);
        await RunAsync(connection, keys.Concat(indexes).Select(p => p.TakingOff), cancel);
        return new(connection, [.. indexes.Concat(keys).Select(p => p.PuttingBack)]);
    }

    /// <summary>Builds the indexes again and checks every foreign key.</summary>
    /// <exception cref="PostgresException">A row breaks a foreign key, or is there twice.</exception>
    public Task RestoreAsync(CancellationToken cancel) => RunAsync(connection, puttingBack.Prepend("SET LOCAL maintenance_work_mem = '256MB'"), cancel);

    private static async Task<List<(string TakingOff, string PuttingBack)>> ReadAsync(NpgsqlConnection connection, string sql, string[] schemas, CancellationToken cancel)
    {
        var pairs = new List<(string, string)>();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = schemas } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) pairs.Add((reader.GetString(0), reader.GetString(1)));
        return pairs;
    }

    private static async Task RunAsync(NpgsqlConnection connection, IEnumerable<string> statements, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        foreach (var statement in statements) batch.BatchCommands.Add(new(statement));
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
