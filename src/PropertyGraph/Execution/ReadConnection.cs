using Npgsql;

namespace PropertyGraph.Execution;

/// <summary>
/// One connection and the plans that are prepared on it: a plan's batch and its parameters are made once, at its second use, and filled anew at each.
/// </summary>
internal sealed class ReadConnection(NpgsqlConnection connection) : IAsyncDisposable
{
    /// <summary>Statements of whole plans, prepared here.</summary>
    public const int MaximumPrepared = 300;

    /// <summary>Statements that Npgsql prepares by itself: those of plans that are not kept, such as live views.</summary>
    public const int MaximumAutoPrepared = 200;

    private readonly Dictionary<CompiledPlan, PreparedBatch> prepared = new(ReferenceEqualityComparer.Instance);
    private int statements;

    public bool IsOpen => connection.State == System.Data.ConnectionState.Open;

    /// <summary>Sends the bound statements of a plan as one batch. Dispose the reader before the connection is given back.</summary>
    public Task<NpgsqlDataReader> ExecuteAsync(CompiledPlan plan, PlanValues values, CancellationToken cancel) =>
        values.LeavesOut || !plan.IsWorthPreparing() ? new PreparedBatch(connection, plan, values).ExecuteAsync(values, cancel)
        : prepared.TryGetValue(plan, out var batch) ? batch.ExecuteAsync(values, cancel)
        : PrepareAndExecuteAsync(plan, values, cancel);

    /// <summary>Forgets what is prepared, where an error says that it no longer fits: "cached plan must not change result type", since a migration went on under a running gateway. The next request prepares anew.</summary>
    public void ForgetAfter(PostgresException error)
    {
        if (error.SqlState == PostgresErrorCodes.FeatureNotSupported) Forget();
    }

    private async Task<NpgsqlDataReader> PrepareAndExecuteAsync(CompiledPlan plan, PlanValues values, CancellationToken cancel) =>
        await (await PrepareAsync(plan, values, cancel)).ExecuteAsync(values, cancel);

    private async Task<PreparedBatch> PrepareAsync(CompiledPlan plan, PlanValues values, CancellationToken cancel)
    {
        // All are forgotten rather than the oldest: Npgsql shares a statement between plans with the same text. The few that are in use come back at their next use.
        if (statements + plan.Statements.Count > MaximumPrepared) Forget();
        var batch = new PreparedBatch(connection, plan, values);
        await batch.PrepareAsync(values, cancel);
        prepared.Add(plan, batch);
        statements += plan.Statements.Count;
        return batch;
    }

    private void Forget()
    {
        foreach (var batch in prepared.Values) batch.Dispose();
        prepared.Clear();
        statements = 0;
        connection.UnprepareAll(); // Npgsql has no asynchronous form.
    }

    /// <summary>A statement that is no plan's.</summary>
    public NpgsqlCommand Command(string sql) => new(sql, connection);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    /// <summary>A plan's batch on this connection, with the place of each parameter's value.</summary>
    private sealed class PreparedBatch : IDisposable
    {
        private readonly NpgsqlBatch batch;
        private readonly List<(NpgsqlParameter Parameter, int Place)> parameters = [];

        public PreparedBatch(NpgsqlConnection connection, CompiledPlan plan, PlanValues values)
        {
            batch = new(connection);
            for (var i = 0; i < plan.Statements.Count; i++)
            {
                if (values.IsLeftOut(i)) continue;
                var command = new NpgsqlBatchCommand(plan.Statements[i].Text);
                foreach (var place in plan.Places[i])
                {
                    var parameter = new NpgsqlParameter { NpgsqlDbType = plan.Slots[place].DbType };
                    command.Parameters.Add(parameter);
                    parameters.Add((parameter, place));
                }
                batch.BatchCommands.Add(command);
            }
        }

        /// <summary>Npgsql reads the types off the values, also when it prepares.</summary>
        public Task PrepareAsync(PlanValues values, CancellationToken cancel)
        {
            Fill(values);
            return batch.PrepareAsync(cancel);
        }

        public Task<NpgsqlDataReader> ExecuteAsync(PlanValues values, CancellationToken cancel)
        {
            Fill(values);
            return batch.ExecuteReaderAsync(cancel);
        }

        private void Fill(PlanValues values)
        {
            foreach (var (parameter, place) in parameters) parameter.Value = values[place];
        }

        public void Dispose() => batch.Dispose();
    }
}
