using System.Data;
using System.Diagnostics;
using Npgsql;

namespace PropertyGraph.Execution;

/// <summary>
/// One connection and the plans that are prepared on it: a plan's commands and their parameters are made once, at its second use, and filled anew at each.
/// </summary>
internal sealed class ReadConnection(NpgsqlDataSource source) : IAsyncDisposable
{
    /// <summary>Statements of whole plans, prepared here.</summary>
    public const int MaximumPrepared = 300;

    /// <summary>Statements that Npgsql prepares by itself: those of plans that are not kept, such as live views.</summary>
    public const int MaximumAutoPrepared = 200;

    private readonly Dictionary<CompiledPlan, List<PlanCommands>> prepared = new(ReferenceEqualityComparer.Instance);
    private NpgsqlConnection? connection;
    private NpgsqlBatch batch = new();
    private int statements;

    /// <summary>Not before its first use, and not when it has broken.</summary>
    public bool IsOpen => connection is { State: ConnectionState.Open };

    /// <summary>Sends reads as one batch, and fills their rows as they come. One that goes by itself is started already.</summary>
    public async Task ReadAsync(PlanRead[] reads)
    {
        // One client's hanging up does not end what others wait for.
        var cancel = reads is [var one] ? one.Cancel : CancellationToken.None;
        if (!IsOpen) await OpenAsync(cancel);
        try
        {
            var sent = reads is [{ IsPrepared: false } once] ? new PlanCommands(once.Plan, once.Values).In(new(connection)) : await PreparedAsync(reads, cancel);
            var started = Stopwatch.GetTimestamp();
            await using var reader = await sent.ExecuteReaderAsync(cancel);
            var rows = new RowReader(reader);
            for (var i = 0; i < reads.Length; i++)
            {
                if (i > 0) await rows.NextStatementAsync(cancel);
                if (reads.Length == 1 || reads[i].TryStart()) await reads[i].ReadAsync(rows, cancel);
                else await reads[i].SkipAsync(rows, cancel);
            }
            var each = Stopwatch.GetElapsedTime(started) / reads.Length;
            foreach (var read in reads) read.Plan.Took(each);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.FeatureNotSupported)
        {
            // "Cached plan must not change result type", since a migration went on under a running gateway. The next request prepares anew.
            Forget();
            throw;
        }
    }

    private async Task OpenAsync(CancellationToken cancel)
    {
        if (connection is not null) await connection.DisposeAsync();
        prepared.Clear();
        statements = 0;
        connection = await source.OpenConnectionAsync(cancel);
        batch = new(connection);
    }

    /// <summary>The batch of what is prepared, with the commands of these reads.</summary>
    private async ValueTask<NpgsqlBatch> PreparedAsync(PlanRead[] reads, CancellationToken cancel)
    {
        var more = 0;
        foreach (var read in reads)
            if (!prepared.ContainsKey(read.Plan)) more += read.Plan.Statements.Count;
        // All are forgotten rather than the oldest: Npgsql shares a statement between plans with the same text. The few that are in use come back at their next use.
        if (statements + more > MaximumPrepared) Forget();
        batch.BatchCommands.Clear();
        for (var i = 0; i < reads.Length; i++)
        {
            var same = 0;
            for (var before = 0; before < i; before++)
                if (reads[before].Plan == reads[i].Plan) same++;
            var commands = TryGet(reads[i].Plan, same) ?? await PrepareAsync(reads[i], cancel);
            commands.Fill(reads[i].Values);
            commands.In(batch);
        }
        return batch;
    }

    /// <param name="number">How many of the plan go before it in the batch.</param>
    private PlanCommands? TryGet(CompiledPlan plan, int number) => prepared.TryGetValue(plan, out var kept) && kept.Count > number ? kept[number] : null;

    /// <summary>One more set of a plan's commands. Statements that are prepared already are not prepared again.</summary>
    private async Task<PlanCommands> PrepareAsync(PlanRead read, CancellationToken cancel)
    {
        var commands = new PlanCommands(read.Plan, read.Values);
        // Npgsql reads the types off the values, also when it prepares.
        await commands.In(new(connection)).PrepareAsync(cancel);
        if (!prepared.TryGetValue(read.Plan, out var kept))
        {
            prepared.Add(read.Plan, kept = []);
            statements += read.Plan.Statements.Count;
        }
        kept.Add(commands);
        return commands;
    }

    private void Forget()
    {
        prepared.Clear();
        statements = 0;
        batch = new(connection);
        connection!.UnprepareAll(); // Npgsql has no asynchronous form.
    }

    /// <summary>A statement that is no plan's; nothing else is under way.</summary>
    public NpgsqlCommand Command(string sql) => new(sql, connection);

    public ValueTask DisposeAsync() => connection?.DisposeAsync() ?? default;

    /// <summary>The commands of a plan, with the place of each parameter's value.</summary>
    private sealed class PlanCommands
    {
        private readonly List<NpgsqlBatchCommand> commands = [];
        private readonly List<(NpgsqlParameter Parameter, int Place)> parameters = [];

        public PlanCommands(CompiledPlan plan, PlanValues values)
        {
            for (var i = 0; i < plan.Statements.Count; i++)
            {
                if (values.IsLeftOut(i)) continue;
                var command = new NpgsqlBatchCommand(plan.Statements[i].Sql.Text);
                foreach (var place in plan.Places[i])
                {
                    var parameter = new NpgsqlParameter { NpgsqlDbType = plan.Slots[place].DbType };
                    command.Parameters.Add(parameter);
                    parameters.Add((parameter, place));
                }
                commands.Add(command);
            }
            Fill(values);
        }

        public void Fill(PlanValues values)
        {
            foreach (var (parameter, place) in parameters) parameter.Value = values[place];
        }

        /// <summary>Adds them to a batch.</summary>
        public NpgsqlBatch In(NpgsqlBatch batch)
        {
            foreach (var command in commands) batch.BatchCommands.Add(command);
            return batch;
        }
    }
}
