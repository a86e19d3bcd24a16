#pragma warning disable NPG9001 // See RawColumns.

using System.Threading.Channels;
using Npgsql;

namespace PropertyGraph.Execution;

/// <summary>
/// The few long-lived connections that queries run on. A batch on one of them is one read-only transaction with one snapshot, at no extra statement,
/// because that is their default.
/// </summary>
public sealed class ReadConnections : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly Channel<ReadConnection?> idle;

    /// <param name="connectionString">Where the database is.</param>
    /// <param name="count">How many connections: about twice the database's cores.</param>
    /// <param name="statementTimeout">Limit of one statement.</param>
    public ReadConnections(string connectionString, int count, TimeSpan statementTimeout)
    {
        var builder = new NpgsqlDataSourceBuilder(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            NoResetOnClose = true,
            MaxAutoPrepare = ReadConnection.MaximumAutoPrepared,
            AutoPrepareMinUsages = 2,
            ApplicationName = "PropertyGraph reads",
            // Without workers a UNION ALL gives its branches one after the other, each in its own order, which statements of several levels rely on.
            Options = $"-c max_parallel_workers_per_gather=0 -c default_transaction_isolation=repeatable\\ read -c default_transaction_read_only=on -c jit=off -c statement_timeout={(int)statementTimeout.TotalMilliseconds}",
        }.ConnectionString);
        builder.AddTypeInfoResolverFactory(new RawColumns());
        source = builder.Build();
        idle = Channel.CreateBounded<ReadConnection?>(count);
        for (var i = 0; i < count; i++) idle.Writer.TryWrite(null);
    }

    /// <summary>An open connection; give it back with <see cref="Return"/>.</summary>
    internal async ValueTask<ReadConnection> RentAsync(CancellationToken cancel)
    {
        var connection = await idle.Reader.ReadAsync(cancel);
        if (connection is { IsOpen: true }) return connection;
        try
        {
            if (connection is not null) await connection.DisposeAsync();
            return new(await source.OpenConnectionAsync(cancel));
        }
        catch
        {
            idle.Writer.TryWrite(null);
            throw;
        }
    }

    /// <summary>Gives a connection back; a broken one is opened anew at its next use.</summary>
    internal void Return(ReadConnection connection) => idle.Writer.TryWrite(connection);

    public async ValueTask DisposeAsync()
    {
        idle.Writer.TryComplete();
        while (idle.Reader.TryRead(out var connection))
            if (connection is not null) await connection.DisposeAsync();
        await source.DisposeAsync();
    }
}
