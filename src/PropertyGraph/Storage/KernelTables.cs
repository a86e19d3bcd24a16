using System.Globalization;
using Npgsql;
using PropertyGraph.Modules;

namespace PropertyGraph.Storage;

/// <summary>The kernel's own tables: numbered SQL files, each run once, in order.</summary>
internal static class KernelTables
{
    private const string Prefix = "PropertyGraph.Storage.";

    /// <summary>Brings the tables up to this kernel's version. The caller holds the migration lock.</summary>
    /// <exception cref="StartupException">The database was migrated by a newer kernel.</exception>
    public static async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await connection.ExecuteAsync(
            "CREATE SCHEMA IF NOT EXISTS propertygraph; CREATE TABLE IF NOT EXISTS propertygraph.schema_versions (version int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())", cancel);
        await using var last = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM propertygraph.schema_versions", connection);
        var present = (int)(await last.ExecuteScalarAsync(cancel))!;
        var versions = Versions();
        if (present > versions[^1].Version)
            throw new StartupException($"The database has version {present} of the kernel's tables, this gateway knows {versions[^1].Version}; start the newer gateway.");
        foreach (var (version, sql) in versions.Where(v => v.Version > present))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await connection.ExecuteAsync(sql, cancel);
            await connection.ExecuteAsync($"INSERT INTO propertygraph.schema_versions (version) VALUES ({version})", cancel);
            await transaction.CommitAsync(cancel);
        }
        foreach (var name in Secrets.Names)
            await connection.ExecuteAsync(
                $"INSERT INTO propertygraph.secrets (name, key) VALUES ('{name}', decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')) ON CONFLICT DO NOTHING", cancel);
        await Epochs.EnsureAsync(connection, cancel);
    }

    private static List<(int Version, string Sql)> Versions()
    {
        var assembly = typeof(KernelTables).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                return (int.Parse(name.AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture), reader.ReadToEnd());
            })];
    }
}

/// <summary>Histories of transaction ids; see <c>0001.sql</c>.</summary>
internal static class Epochs
{
    /// <summary>Begins a new epoch where the database is not in the history that the last one was in.</summary>
    public static async Task<int> EnsureAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var ensure = new NpgsqlCommand(
            """
            WITH here AS (
                SELECT s.system_identifier || ':' || c.timeline_id || ':' || d.oid AS history
                FROM pg_control_system() AS s, pg_control_checkpoint() AS c, pg_database AS d WHERE d.datname = current_database()
            ), last AS (
                SELECT epoch, history FROM propertygraph.epochs ORDER BY epoch DESC LIMIT 1
            )
            INSERT INTO propertygraph.epochs (epoch, history)
            SELECT coalesce((SELECT epoch FROM last), 0) + 1, history FROM here
            WHERE NOT EXISTS (SELECT 1 FROM last WHERE last.history = here.history)
            ON CONFLICT DO NOTHING
            """, connection);
        await ensure.ExecuteNonQueryAsync(cancel);
        await using var read = new NpgsqlCommand("SELECT max(epoch) FROM propertygraph.epochs", connection);
        return (int)(await read.ExecuteScalarAsync(cancel))!;
    }
}
