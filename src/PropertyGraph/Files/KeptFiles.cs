using Npgsql;
using NpgsqlTypes;

namespace PropertyGraph.Files;

/// <summary>Which files a committed transaction has named: table <c>propertygraph.files</c>.</summary>
public sealed class KeptFiles
{
    private readonly FileStore store;
    private readonly NpgsqlDataSource source;

    internal KeptFiles(FileStore store, NpgsqlDataSource source) => (this.store, this.source) = (store, source);

    /// <summary>A statement that names files as kept, for the transaction that keeps them.</summary>
    internal static NpgsqlBatchCommand Insert(IReadOnlyList<Guid> files, DateTimeOffset at) => new("INSERT INTO propertygraph.files (id, at) SELECT unnest($1), $2 ON CONFLICT DO NOTHING")
    {
        Parameters = { new() { Value = files.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid }, new() { Value = at } },
    };

    /// <summary>Removes those of the files that no committed transaction has named.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RemoveUnnamedAsync(IReadOnlyList<Guid> files, CancellationToken cancel)
    {
        if (files.Count == 0) return 0;
        var unnamed = new HashSet<Guid>(files);
        await using (var command = source.CreateCommand("SELECT id FROM propertygraph.files WHERE id = ANY ($1)"))
        {
            command.Parameters.Add(new() { Value = files.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) unnamed.Remove(reader.GetGuid(0));
        }
        foreach (var id in unnamed) store.Remove(id);
        return unnamed.Count;
    }
}
