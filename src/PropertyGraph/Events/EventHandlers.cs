using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using System.Text.Json;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Events;

/// <summary>An event handler of a module, ready to call.</summary>
internal sealed record EventHandler(string Name, string Module, Type Event, Func<object?, CallScope, Task<Reaction>> Call)
{
    /// <summary>The handler's key in the offset table.</summary>
    public string Key => $"{Module}.{Name}";
}

/// <summary>
/// Has each event handled exactly once and in order, by whichever gateway is first: a handler's offset moves in the transaction of its effect.
/// A handler that keeps failing on an event waits longer each time; after five attempts the event is parked and the others go on.
/// A new handler begins with the first event of the log, so that a module that is switched on misses nothing.
/// </summary>
public sealed class EventHandlers : BackgroundService
{
    private const int MaxAttempts = 5;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly Meter Meter = new("PropertyGraph");
    private static readonly Counter<long> Parked = Meter.CreateCounter<long>("propertygraph.events.parked", description: "Events that a handler could not handle in five attempts.");

    private readonly WriteTransactions transactions;
    private readonly LogReader log;
    private readonly EventFanOut fanOut;
    private readonly ILogger<EventHandlers> logger;
    private readonly IReadOnlyList<EventHandler> handlers;

    internal EventHandlers(WriteTransactions transactions, LogReader log, EventFanOut fanOut, IReadOnlyList<LoadedModule> modules, ILogger<EventHandlers> logger)
    {
        (this.transactions, this.log, this.fanOut, this.logger) = (transactions, log, fanOut, logger);
        handlers = [.. modules.SelectMany(m => m.Draft.EventHandlers.Select(h => new EventHandler(h.Name, m.Name, h.Event,
            HandlerCall.OfReaction(h.Handler, m.Draft.DbType, h.Event, $"Module '{m.Name}', event handler '{h.Name}'"))))];
        if (handlers.GroupBy(h => h.Key).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new StartupException($"Module '{twice.First().Module}' has two event handlers named '{twice.First().Name}'; rename one of the two.");
    }

    /// <summary>Wait before the second attempt; it doubles with each.</summary>
    internal TimeSpan Backoff { get; init; } = TimeSpan.FromMilliseconds(200);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(handlers.Select(handler => FollowAsync(handler, stoppingToken)));

    private async Task FollowAsync(EventHandler handler, CancellationToken cancel)
    {
        var signal = new EventSignal();
        fanOut.Watch(handler.Event.FullName!, signal.Pulse);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await HandlerOffsets.EnsureAsync(transactions.Source, handler.Key, cancel);
                while (await HandleNextAsync(handler, cancel)) { }
                await signal.WaitAsync(await NextAttemptAsync(handler, cancel), cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                logger.LogWarning(error, "Handler {Handler} could not reach its events; trying again", handler.Key);
                await ((Task)signal.WaitAsync(Poll, cancel)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Handles one event. False when there is none, another gateway is at it, or its next attempt is not due.</summary>
    private async Task<bool> HandleNextAsync(EventHandler handler, CancellationToken cancel)
    {
        RecordedEvent? tried = null;
        try
        {
            return await transactions.RunAsync(Actor.System, $"handler:{handler.Key}", async unit =>
            {
                tried = null;
                if (await HandlerOffsets.LockAsync(unit, handler.Key) is not { } offset) return false;
                if ((tried = await NextAsync(unit, handler, offset)) is null)
                {
                    // Else one that waits for what never happens would look through a longer log each time.
                    var end = await LogReader.EndAsync(unit.Connection, unit.Cancel);
                    if (end.CompareTo(offset) > 0) unit.AtEnd(HandlerOffsets.Advance(handler.Key, end));
                    return false;
                }
                await HandleAsync(unit, handler, tried);
                unit.AtEnd(HandlerOffsets.Advance(handler.Key, tried.Event.Position));
                return true;
            }, cancel);
        }
        catch (Exception error) when (tried is not null && !cancel.IsCancellationRequested)
        {
            logger.LogError(error, "Handler {Handler} failed on {Record} {Position}", handler.Key, tried.Record, tried.Event.Position);
            return await FailedAsync(handler, tried.Event.Position, error, cancel);
        }
    }

    private static async Task HandleAsync(WriteUnit unit, EventHandler handler, RecordedEvent recorded)
    {
        var e = JsonSerializer.Deserialize(recorded.Event.Data, handler.Event, LogJson.Options);
        var reaction = await handler.Call(e, unit.Scope(handler.Module));
        unit.Raise(handler.Module, reaction.Events);
    }

    private async Task<RecordedEvent?> NextAsync(WriteUnit unit, EventHandler handler, LogPosition after)
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT {LogReader.Columns} FROM propertygraph.events
            WHERE record = $4 AND (epoch, xid, sequence) > ($1, $2, $3) AND {LogReader.Settled} ORDER BY epoch, xid, sequence LIMIT 1
            """, unit.Connection);
        command.Parameters.AddRange(LogReader.Parameters(after));
        command.Parameters.Add(new() { Value = handler.Event.FullName! });
        await using var reader = await command.ExecuteReaderAsync(unit.Cancel);
        return await reader.ReadAsync(unit.Cancel) ? log.EventOf(reader) : null;
    }

    private async Task<bool> FailedAsync(EventHandler handler, LogPosition position, Exception error, CancellationToken cancel)
    {
        var parked = await transactions.RunAsync(Actor.System, $"handler:{handler.Key}", async unit =>
        {
            // Attempts of several gateways count together.
            var attempts = await HandlerOffsets.CountAttemptAsync(unit, handler.Key, position, Backoff);
            if (attempts < MaxAttempts) return false;
            unit.AtEnd(HandlerOffsets.Park(handler.Key, position, unit.Now, error));
            unit.AtEnd(HandlerOffsets.Advance(handler.Key, position));
            return true;
        }, cancel);
        if (parked) Parked.Add(1, new KeyValuePair<string, object?>("handler", handler.Key));
        return parked;
    }

    private async Task<TimeSpan> NextAttemptAsync(EventHandler handler, CancellationToken cancel)
    {
        var next = await HandlerOffsets.NextAttemptAsync(transactions.Source, handler.Key, cancel);
        var wait = next is { } at ? at - transactions.Time.GetUtcNow() : Poll;
        return wait > Poll ? Poll : wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>Tries parked events again, each once and in its own transaction: what <c>./run retry</c> does.</summary>
    /// <returns>How many were handled, and how many stay parked.</returns>
    public async Task<(int Handled, int Failed)> RetryParkedAsync(CancellationToken cancel)
    {
        var (handled, failed) = (0, 0);
        foreach (var handler in handlers)
            foreach (var position in await HandlerOffsets.ParkedAsync(transactions.Source, handler.Key, cancel))
                try
                {
                    var done = await transactions.RunAsync(Actor.System, $"handler:{handler.Key}", async unit =>
                    {
                        if (await HandlerOffsets.UnparkAsync(unit, handler.Key, position, log) is not { } parked) return false;
                        await HandleAsync(unit, handler, parked);
                        return true;
                    }, cancel);
                    if (done) handled++;
                }
                catch (Exception error) when (!cancel.IsCancellationRequested)
                {
                    logger.LogError(error, "Handler {Handler} failed again on the parked event at {Position}", handler.Key, position);
                    failed++;
                }
        return (handled, failed);
    }
}
