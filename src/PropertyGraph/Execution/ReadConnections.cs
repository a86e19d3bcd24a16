#pragma warning disable NPG9001 // See RawColumns.

using System.Diagnostics;
using Npgsql;

namespace PropertyGraph.Execution;

/// <summary>
/// The few long-lived connections that queries run on. A batch on one of them is one read-only transaction with one snapshot, at no extra statement,
/// because that is their default. Reads that wait for a connection at the same time are sent together: one message there, one back, one transaction.
/// </summary>
public sealed class ReadConnections : IAsyncDisposable
{
    /// <summary>Reads, and statements, that go together at most.</summary>
    private const int MostReads = 8, MostStatements = 64;

    /// <summary>What reads that go together may be expected to take: each waits for all.</summary>
    private static readonly TimeSpan LongestTogether = TimeSpan.FromMilliseconds(4);

    private readonly NpgsqlDataSource source;
    private readonly ReadConnection[] all;
    private readonly Lock gate = new();
    private readonly Stack<ReadConnection> idle;
    private readonly Queue<PlanRead> waiting = [];
    private readonly List<PlanRead> chosen = [];
    private bool isClosed;

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
        all = [.. Enumerable.Range(0, count).Select(_ => new ReadConnection(source))];
        idle = new(all);
    }

    internal IReadOnlyList<ReadConnection> All => all;

    /// <summary>Fills the rows of a read, as soon as a connection is free.</summary>
    internal Task ReadAsync(PlanRead read)
    {
        ReadConnection? connection;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            if (!idle.TryPop(out connection))
            {
                read.IsAwaited = true;
                waiting.Enqueue(read);
            }
        }
        return connection is null ? read.WaitAsync() : ReadAsync(connection, read);
    }

    private async Task ReadAsync(ReadConnection connection, PlanRead read)
    {
        try
        {
            read.TryStart();
            await connection.ReadAsync([read]);
        }
        finally
        {
            _ = ServeAsync(connection);
        }
    }

    /// <summary>Reads on a connection that has become free, as long as anything waits. What is next is sent at once, on the thread that is here already.</summary>
    private async Task ServeAsync(ReadConnection connection)
    {
        Activity.Current = null; // What is sent from here belongs to other requests than the one whose thread it is.
        while (Next(connection) is { } reads)
        {
            try
            {
                await connection.ReadAsync(reads);
            }
            catch (Exception error)
            {
                // What has its rows is answered, whatever came after them.
                if (reads is [{ IsRead: false } one]) one.Finish(error);
                else StartOver(reads);
            }
        }
        if (isClosed) await CloseIdleAsync();
    }

    /// <summary>Whose fault it was shows when each goes by itself.</summary>
    private void StartOver(PlanRead[] reads)
    {
        lock (gate)
        {
            foreach (var read in reads)
            {
                if (read.IsRead) continue;
                read.StartOver();
                waiting.Enqueue(read);
            }
        }
    }

    /// <summary>What the connection reads next; null where nothing waits, and it is idle.</summary>
    private PlanRead[]? Next(ReadConnection connection)
    {
        lock (gate)
        {
            while (waiting.Count > 0)
            {
                Choose();
                if (chosen.Count > 1 || (chosen is [var one] && one.TryStart())) return [.. chosen];
            }
            idle.Push(connection);
            return null;
        }
    }

    /// <summary>Takes what has waited longest, and what may go together with it.</summary>
    private void Choose()
    {
        chosen.Clear();
        var (statements, expected) = (0, TimeSpan.Zero);
        while (chosen.Count < MostReads && waiting.TryPeek(out var read))
        {
            statements += read.Plan.Statements.Count;
            expected += read.Plan.Typically;
            if (chosen.Count > 0 && (!MayShare(chosen[0]) || !MayShare(read) || statements > MostStatements || expected > LongestTogether)) return;
            waiting.Dequeue();
            if (!read.IsGivenUp) chosen.Add(read);
        }

        // What a plan takes is not known before it has run once.
        static bool MayShare(PlanRead read) => read.IsPrepared && !read.IsAlone && read.Plan.Typically > TimeSpan.Zero;
    }

    /// <summary>What is under way, or waits, is answered: a connection closes when it has become idle, since Npgsql's can't be closed under their reader.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate) isClosed = true;
        await CloseIdleAsync();
        await source.DisposeAsync();
    }

    private async Task CloseIdleAsync()
    {
        while (Pop() is { } connection) await connection.DisposeAsync();

        ReadConnection? Pop()
        {
            lock (gate) return idle.TryPop(out var connection) ? connection : null;
        }
    }
}
