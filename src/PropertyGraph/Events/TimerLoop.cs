using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Events;

/// <summary>
/// Fires timers when they come due, each once whatever the number of gateways: the row is taken and deleted in the transaction of the effect.
/// A timer that fails is tried again later, up to an hour apart, and is never given up.
/// </summary>
internal sealed class TimerLoop : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Purge = TimeSpan.FromHours(1);

    private readonly WriteTransactions transactions;
    private readonly ILogger<TimerLoop> logger;
    private readonly Dictionary<(string Module, string Kind), Func<object?, CallScope, Task<Reaction>>> handlers = [];

    public TimerLoop(WriteTransactions transactions, IReadOnlyList<LoadedModule> modules, ILogger<TimerLoop> logger)
    {
        (this.transactions, this.logger) = (transactions, logger);
        foreach (var (module, timer) in modules.SelectMany(m => m.Draft.Timers.Select(t => (m, t))))
            if (!handlers.TryAdd((module.Name, timer.Kind), HandlerCall.OfReaction(timer.Handler, module.Draft.DbType, typeof(TimerFired), $"Module '{module.Name}', timer '{timer.Kind}'")))
                throw new StartupException($"Module '{module.Name}' has two timers of the kind '{timer.Kind}'; rename one of the two.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var purged = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (handlers.Count > 0 && await FireNextAsync(stoppingToken)) { }
                if (transactions.Time.GetUtcNow() - purged > Purge)
                {
                    await ForgetIdempotencyKeysAsync(stoppingToken);
                    purged = transactions.Time.GetUtcNow();
                }
                await Task.Delay(Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                logger.LogWarning(error, "Timers could not be read; trying again");
                await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Fires one timer. False when none is due.</summary>
    internal async Task<bool> FireNextAsync(CancellationToken cancel)
    {
        (string Module, TimerFired Timer)? tried = null;
        try
        {
            return await transactions.RunAsync(Actor.System, "timer", async unit =>
            {
                if ((tried = await TakeAsync(unit)) is not var (module, timer)) return false;
                var reaction = await handlers[(module, timer.Kind)](timer, unit.Scope(module));
                unit.Raise(module, reaction.Events);
                return true;
            }, cancel);
        }
        catch (Exception error) when (tried is { } failed && !cancel.IsCancellationRequested)
        {
            logger.LogError(error, "Timer {Kind} of {Module} failed for {Key}", failed.Timer.Kind, failed.Module, failed.Timer.Key);
            await PutOffAsync(failed.Module, failed.Timer, error, cancel);
            return true;
        }
    }

    private async Task<(string, TimerFired)?> TakeAsync(WriteUnit unit)
    {
        // Deleted before the effect, so that the effect can schedule the same timer anew.
        await using var command = new NpgsqlCommand(
            """
            DELETE FROM propertygraph.timers WHERE (module, kind, key) IN (
                SELECT module, kind, key FROM propertygraph.timers
                WHERE next_at <= $1 AND (module, kind) IN (SELECT * FROM unnest($2, $3)) ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING module, kind, key, due
            """, unit.Connection)
        {
            Parameters =
            {
                new() { Value = unit.Now },
                new() { Value = handlers.Keys.Select(k => k.Module).ToArray() },
                new() { Value = handlers.Keys.Select(k => k.Kind).ToArray() },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(unit.Cancel);
        if (!await reader.ReadAsync(unit.Cancel)) return null;
        return (reader.GetString(0), new TimerFired(reader.GetString(1), reader.GetGuid(2), reader.GetFieldValue<DateTimeOffset>(3)));
    }

    private async Task PutOffAsync(string module, TimerFired timer, Exception error, CancellationToken cancel)
    {
        await using var command = transactions.Source.CreateCommand(
            """
            UPDATE propertygraph.timers SET attempts = attempts + 1, error = $4, next_at = $5 + least(interval '1 second' * power(2, least(attempts, 12)), interval '1 hour')
            WHERE module = $1 AND kind = $2 AND key = $3
            """);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = module }, new() { Value = timer.Kind }, new() { Value = timer.Key }, new() { Value = error.ToString() }, new() { Value = transactions.Time.GetUtcNow() },
        });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task ForgetIdempotencyKeysAsync(CancellationToken cancel)
    {
        await using var command = transactions.Source.CreateCommand("DELETE FROM propertygraph.idempotency_keys WHERE created_at < $1");
        command.Parameters.Add(new() { Value = transactions.Time.GetUtcNow() - IdempotencyKeys.Kept });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
