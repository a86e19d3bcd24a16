using System.Threading.Channels;
using Npgsql;
using PropertyGraph.Benchmarks.Operations;

namespace PropertyGraph.Benchmarks.Floors;

/// <summary>A long-lived connection of the floor, with its buffers and every statement prepared at its first use. One request has it at a time.</summary>
internal sealed class FloorConnection(NpgsqlConnection connection)
{
    private readonly Dictionary<(Operation, bool), NpgsqlBatch> prepared = [];
    private readonly Dictionary<(Operation, int), NpgsqlBatch> changes = [];

    public NpgsqlConnection Connection => connection;

    /// <summary>The response.</summary>
    public JsonBuffer Json { get; } = new();

    /// <summary>Rows of inner lists until they find their places.</summary>
    public IReadOnlyList<FlatRows> Inner { get; } = [new(), new(), new()];

    /// <summary>The prepared statements of an operation, with this request's values.</summary>
    public async ValueTask<NpgsqlBatch> StatementsAsync(Operation operation, bool json, IReadOnlyList<object> values, CancellationToken cancel)
    {
        if (!prepared.TryGetValue((operation, json), out var batch))
        {
            batch = new NpgsqlBatch(connection);
            foreach (var sql in json ? [operation.JsonSql] : operation.RowsSql)
            {
                var command = new NpgsqlBatchCommand(sql);
                foreach (var parameter in operation.Parameters) command.Parameters.Add(parameter.Make());
                batch.BatchCommands.Add(command);
            }
            Fill(operation, batch, values);
            await batch.PrepareAsync(cancel);
            prepared.Add((operation, json), batch);
            return batch;
        }
        Fill(operation, batch, values);
        return batch;
    }

    /// <summary>The prepared statements of one round trip of a change, made at its first use.</summary>
    public async ValueTask<NpgsqlBatch> ChangesAsync(Operation operation, int roundTrip, Func<NpgsqlBatch> make, CancellationToken cancel)
    {
        if (changes.TryGetValue((operation, roundTrip), out var batch)) return batch;
        changes.Add((operation, roundTrip), batch = make());
        await batch.PrepareAsync(cancel);
        return batch;
    }

    private static void Fill(Operation operation, NpgsqlBatch batch, IReadOnlyList<object> values)
    {
        foreach (NpgsqlBatchCommand command in batch.BatchCommands)
            for (var i = 0; i < values.Count; i++) operation.Parameters[i].Set(command.Parameters[i], values[i]);
    }
}

/// <summary>Connections of the floor, set up as those that the gateway reads on.</summary>
internal sealed class FloorConnections
{
    /// <summary>As many as the gateway reads on.</summary>
    public static int ForReads => Math.Max(4, 2 * Environment.ProcessorCount);

    /// <summary>A change waits for the disk most of the time, so that nobody should wait for a connection, too.</summary>
    public const int ForChanges = 16;

    private readonly Channel<FloorConnection> idle = Channel.CreateUnbounded<FloorConnection>();

    public static async Task<FloorConnections> OpenAsync(string connectionString, int count)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            NoResetOnClose = true,
            ApplicationName = "floor",
            Options = "-c default_transaction_isolation=repeatable\\ read -c jit=off -c timezone=UTC",
        }.ConnectionString);
        var connections = new FloorConnections();
        for (var i = 0; i < count; i++) connections.idle.Writer.TryWrite(new(await source.OpenConnectionAsync()));
        return connections;
    }

    public ValueTask<FloorConnection> RentAsync(CancellationToken cancel) => idle.Reader.ReadAsync(cancel);

    public void Return(FloorConnection connection) => idle.Writer.TryWrite(connection);
}

/// <summary>JSON of the rows of an inner list, ordered as their parents are, until those are written.</summary>
internal sealed class FlatRows
{
    private readonly List<(Guid Parent, Guid Key, int End)> rows = [];

    public JsonBuffer Json { get; } = new();

    public int Count => rows.Count;

    public Guid Key(int row) => rows[row].Key;

    public bool BelongsTo(int row, Guid parent) => row < rows.Count && rows[row].Parent == parent;

    public void Add(Guid parent, Guid key) => rows.Add((parent, key, Json.Length));

    public void CopyTo(JsonBuffer to, int row) => to.Copy(Json, row == 0 ? 0 : rows[row - 1].End, rows[row].End);

    public void Clear()
    {
        rows.Clear();
        Json.Clear();
    }
}
