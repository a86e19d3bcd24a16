using System.Diagnostics.Metrics;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Events;

namespace PropertyGraph.Commands;

/// <summary>
/// Runs work in one REPEATABLE READ transaction that also holds its audit rows, events and timers: commands, event handlers, timers, imports and
/// seeds alike. What the database refuses because of a concurrent transaction is done again.
/// </summary>
internal sealed class WriteTransactions(NpgsqlDataSource source, WriteModel model, IRowPolicies policies, Files.FileStore files, Func<Actor, IGraph> graphs, TimeProvider time, EventSignal committed)
{
    private const int MaxRetries = 5;
    private static readonly Meter Meter = new("PropertyGraph");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("propertygraph.writes.retries", description: "Transactions done again because of a concurrent one.");

    public WriteModel Model => model;
    public TimeProvider Time => time;
    public NpgsqlDataSource Source => source;

    /// <param name="actor">Who acts.</param>
    /// <param name="name">What is done, for audit: a command's name, or <c>handler:</c>, <c>timer:</c>, <c>import:</c> with one.</param>
    /// <param name="work">Called again, with a new unit, after a conflict; it must have no other effect.</param>
    /// <exception cref="NpgsqlException">The database refused; nothing is done. A conflict only after five retries.</exception>
    public async Task<T> RunAsync<T>(Actor actor, string name, Func<WriteUnit, Task<T>> work, CancellationToken cancel)
    {
        var seen = new Dictionary<string, object?>();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await TryAsync(actor, name, work, seen, cancel);
            }
            catch (Exception error) when (attempt < MaxRetries && MayBeOvertaken(DatabaseError(error)))
            {
                Retries.Add(1);
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * 10 * (1 << attempt)), cancel);
            }
        }
    }

    /// <summary>A foreign key is checked against what is committed by now, which a snapshot may be older than: the next run sees what came or went.</summary>
    private static bool MayBeOvertaken(PostgresException? error) => IsConcurrency(error) || error?.SqlState == PostgresErrorCodes.ForeignKeyViolation;

    /// <summary>Serialization failure or deadlock: another transaction won.</summary>
    public static bool IsConcurrency(PostgresException? error) =>
        error?.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>What the database said; EF wraps it, once or twice.</summary>
    public static PostgresException? DatabaseError(Exception? error)
    {
        while (error is not null and not PostgresException) error = error.InnerException;
        return (PostgresException?)error;
    }

    private async Task<T> TryAsync<T>(Actor actor, string name, Func<WriteUnit, Task<T>> work, Dictionary<string, object?> seen, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var begun = new WriteConnection(connection);
        await using var unit = new WriteUnit(model, policies, files, graphs, time, actor, name, begun, seen, cancel);
        var result = await work(unit);
        if (unit.IsAbandoned) return result;
        await unit.CommitAsync();
        unit.Committed();
        if (unit.HasRaised) committed.Pulse();
        return result;
    }
}
