using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace PropertyGraph.Commands;

/// <summary>
/// An open connection whose REPEATABLE READ transaction begins with the first statement. The kernel's batches take the beginning with them: by itself, as Npgsql sends it, PostgreSQL parses it each time and
/// answers it with a message of its own. What was not committed by the end is rolled back.
/// </summary>
internal sealed class WriteConnection(NpgsqlConnection connection) : IAsyncDisposable
{
    private const string Begin = "BEGIN ISOLATION LEVEL REPEATABLE READ";

    private bool isCommitted;

    /// <summary>Whether anything was, or is to be, sent in the transaction.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The connection, for whoever sees to it that the transaction has begun before the first statement.</summary>
    public NpgsqlConnection Unbegun => connection;

    /// <summary>The connection, on which any statement is one of the transaction.</summary>
    public NpgsqlConnection Begun
    {
        get
        {
            // Sends nothing yet: it goes in front of the next statement.
            if (!HasBegun) connection.BeginTransaction(IsolationLevel.RepeatableRead);
            HasBegun = true;
            return connection;
        }
    }

    /// <summary>A batch in the transaction, to be sent before any other.</summary>
    public NpgsqlBatch Batch(params IEnumerable<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(connection);
        if (!HasBegun) batch.BatchCommands.Add(new(Begin));
        HasBegun = true;
        foreach (var command in commands) batch.BatchCommands.Add(command);
        return batch;
    }

    /// <summary>Says that a statement has ended the transaction.</summary>
    public void Committed() => isCommitted = true;

    public async ValueTask DisposeAsync()
    {
        if (!HasBegun || isCommitted || connection.State != ConnectionState.Open) return;
        try
        {
            await using var rollback = new NpgsqlCommand("ROLLBACK", connection);
            await rollback.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The connection has broken, whereupon PostgreSQL rolls back; what went wrong before is what the caller has to know.
        }
    }
}

/// <summary>Has a transaction begin before EF's first statement in it.</summary>
internal sealed class BeginsBeforeStatements : DbCommandInterceptor
{
    public static BeginsBeforeStatements Instance { get; } = new();

    public override DbCommand CommandCreated(CommandEndEventData eventData, DbCommand result)
    {
        if (eventData.Context is ModuleDb { Connection: { } connection }) _ = connection.Begun;
        return result;
    }
}
