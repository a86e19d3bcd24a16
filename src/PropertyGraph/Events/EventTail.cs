using System.Data;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PropertyGraph.Commands;
using PropertyGraph.Storage;

namespace PropertyGraph.Events;

/// <summary>
/// Follows the log, once per process, and tells everybody in it what came. It reads only below the oldest running transaction, so that no event
/// can appear later at a place that it has passed.
/// </summary>
internal sealed class EventTail(NpgsqlDataSource source, LogReader log, EventSignal committed, EventFanOut fanOut, ILogger<EventTail> logger) : BackgroundService
{
    private const int Batch = 1000;
    private const string Channel = "propertygraph_events";
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    /// <summary>Shortest time between two readings: where many commit at once, one reading and one notification do for all of them.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    /// <summary>What this process says with its notifications, so that it does not listen to itself.</summary>
    private readonly string name = Guid.CreateVersion7().ToString("N");
    private readonly EventSignal heard = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listening = RepeatAsync("listening for events", ListenAsync, stoppingToken);
        await RepeatAsync("following the log", FollowAsync, stoppingToken);
        await listening;
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        try
        {
            await Epochs.EnsureAsync(connection, cancel);
            if (!fanOut.HasStarted) fanOut.Start(await LogReader.EndAsync(connection, cancel));
            // Else PostgreSQL would look anew, at each reading, how many rows there might be behind the place: that takes it longer than the reading.
            await connection.ExecuteAsync("SET plan_cache_mode = force_generic_plan", cancel);
            while (true)
            {
                var started = Stopwatch.GetTimestamp();
                var events = await log.ReadAllAsync(connection, fanOut.Position, Batch, cancel);
                if (events.Count > 0) fanOut.Publish(events);
                if (events.Count == Batch) continue;
                await WaitAsync(connection, cancel);
                if (Pace - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } rest) await Task.Delay(rest, cancel);
            }
        }
        finally
        {
            await ResetAsync(connection, "RESET plan_cache_mode");
        }
    }

    private async Task WaitAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var here = committed.WaitAsync(Poll, woken.Token);
        var elsewhere = heard.WaitAsync(Poll, woken.Token);
        var first = await Task.WhenAny(here, elsewhere);
        var committedHere = first == here && await here;
        await woken.CancelAsync();
        // A pulse that the other wait took just now must not be lost.
        committedHere |= await TakenAsync(here);
        await TakenAsync(elsewhere);
        cancel.ThrowIfCancellationRequested();
        if (!committedHere) return;
        // Not in the transaction: NOTIFY takes a lock that would have all commits of the database queue up. It is only a hint.
        await connection.ExecuteAsync($"NOTIFY {Channel}, '{name}'", cancel);
    }

    private static async Task<bool> TakenAsync(Task<bool> wait)
    {
        try
        {
            return await wait;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        connection.Notification += (_, notification) =>
        {
            if (notification.Payload != name) heard.Pulse();
        };
        try
        {
            await connection.ExecuteAsync($"LISTEN {Channel}", cancel);
            while (true) await connection.WaitAsync(cancel);
        }
        finally
        {
            await ResetAsync(connection, "UNLISTEN *");
        }
    }

    /// <summary>Takes a setting back: in the pool, where connections are not reset, the next would have it too. A broken one does not get there.</summary>
    private static Task ResetAsync(NpgsqlConnection connection, string sql) => connection.State == ConnectionState.Open ? connection.ExecuteAsync(sql, CancellationToken.None) : Task.CompletedTask;

    private async Task RepeatAsync(string what, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await work(cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is NpgsqlException or InvalidOperationException or IOException or TimeoutException)
            {
                logger.LogWarning(error, "Interrupted while {What}; trying again", what);
                await Task.Delay(Poll, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
