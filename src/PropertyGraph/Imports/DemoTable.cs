using System.Collections.Concurrent;
using Npgsql;
using PropertyGraph.Schema;

namespace PropertyGraph.Imports;

/// <summary>
/// Rows of one table, collected and then loaded with COPY: one connection can run only one COPY at a time, and a demo fills several tables side by side.
/// Enums become their SCREAMING_SNAKE names.
/// </summary>
/// <param name="table">Table with its schema, such as <c>complaints.complaints</c>.</param>
/// <param name="columns">Its columns, in the order of the values that <see cref="Add"/> takes.</param>
public sealed class DemoTable(string table, params string[] columns)
{
    private static readonly ConcurrentDictionary<Enum, string> EnumTexts = [];
    private readonly List<object?[]> rows = [];

    /// <summary>Rows that are not loaded yet.</summary>
    public int Waiting => rows.Count;

    /// <summary>Adds a row, to be loaded by <see cref="LoadAsync"/>.</summary>
    /// <exception cref="ArgumentException">There are more or fewer values than columns.</exception>
    public void Add(params object?[] values)
    {
        if (values.Length != columns.Length) throw new ArgumentException($"A row of {table} has {columns.Length} columns, these are {values.Length} values.", nameof(values));
        for (var i = 0; i < values.Length; i++)
            if (values[i] is Enum value) values[i] = EnumTexts.GetOrAdd(value, static v => Names.Screaming(v.ToString()));
        rows.Add(values);
    }

    /// <summary>Loads the rows that wait, within the connection's transaction.</summary>
    public async Task LoadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (rows.Count == 0) return;
        var names = string.Join(", ", columns.Select(c => $"\"{c}\""));
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var row in rows) await copy.WriteRowAsync(cancel, row);
        await copy.CompleteAsync(cancel);
        rows.Clear();
    }
}

/// <summary>
/// Loads chunks of rows, each while the next is being made. The order of random choices stays that of the caller. The connection belongs to the loading
/// until this is disposed.
/// </summary>
public sealed class DemoPipeline : IAsyncDisposable
{
    private Task loading = Task.CompletedTask;

    /// <summary>Waits until the chunk before is in, and begins to load this one.</summary>
    public async Task NextAsync(Func<Task> load)
    {
        await loading;
        loading = Task.Run(load);
    }

    /// <summary>Waits for the last chunk.</summary>
    /// <exception cref="NpgsqlException">The database refused its rows.</exception>
    public async ValueTask DisposeAsync() => await loading;
}

/// <summary>Reading what earlier modules have put into the transaction of the demo.</summary>
public static class DemoRows
{
    /// <summary>
    /// The rows of a query. The graph reads on a connection of its own and can't see the demo's transaction, so a demo reads key columns of the modules
    /// that its own depends on by SQL; nothing but demos may do so.
    /// </summary>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancel)
    {
        var rows = new List<T>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) rows.Add(row(reader));
        return rows;
    }

    /// <summary>The key in a column of the present row; null where it has none.</summary>
    public static Guid? KeyOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);
}
