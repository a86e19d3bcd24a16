using System.Threading.Channels;
using Npgsql;
using PropertyGraph.DatabaseTests.Notes;
using PropertyGraph.Events;

namespace PropertyGraph.DatabaseTests.Writes;

public sealed class TailTests : IAsyncLifetime
{
    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
    private NotesPlatform notes = null!;

    public async Task InitializeAsync() => notes = await NotesPlatform.StartAsync();

    public async Task DisposeAsync() => await notes.DisposeAsync();

    [Fact]
    public async Task Four_writers_and_a_slow_one_reach_a_reader_once_each_and_in_order()
    {
        var events = Follow(notes.Get<IEventLog>(), null);
        var slowCanEnd = new TaskCompletionSource();
        var slowHasWritten = new TaskCompletionSource();
        notes.Switches.InHandler = db =>
        {
            if (db.Notes.Local.Single().Title != "slow") return Task.CompletedTask;
            slowHasWritten.SetResult();
            return slowCanEnd.Task;
        };
        // Else making the customer's key would be a conflict, and the slow transaction begin again, after the others.
        await notes.ExecuteAsync($"INSERT INTO propertygraph.subject_keys (subject) VALUES ('{NotesPlatform.Customer}')");
        var slow = notes.AddAsync("slow");
        await slowHasWritten.Task;
        await WriteAsync("a", 4, 25);
        // The slow writer's place is before all the others': nothing may pass it.
        Assert.False(events.TryRead(out _));
        slowCanEnd.SetResult();
        await slow;

        var seen = await TakeAsync(events, 101);
        await AssertLogAsync(seen);
    }

    [Fact]
    public async Task A_reader_that_resumes_sees_each_event_exactly_once_while_four_write()
    {
        using var first = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        var before = Follow(notes.Get<IEventLog>(), null, first.Token);
        var writing = WriteAsync("a", 4, 50);
        var seen = await TakeAsync(before, 40);
        await first.CancelAsync();
        await UntilWrittenAsync(150);
        seen.AddRange(await TakeAsync(Follow(notes.Get<IEventLog>(), seen[^1].Position), 160));
        await writing;

        await AssertLogAsync(seen);
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_goes_on_from_the_log()
    {
        var log = new EventLog(notes.Get<LogReader>(), notes.Get<EventFanOut>()) { Capacity = 4 };
        await using var reader = log.ReadAsync("Note", null, limit.Token).GetAsyncEnumerator(limit.Token);
        var next = reader.MoveNextAsync().AsTask();
        await Task.Yield();
        await WriteAsync("a", 4, 25);
        var seen = new List<LoggedEvent>();
        while (true)
        {
            Assert.True(await next);
            seen.Add(reader.Current);
            if (seen.Count == 100) break;
            next = reader.MoveNextAsync().AsTask();
        }
        await AssertLogAsync(seen);
    }

    [Fact]
    public async Task A_connection_that_the_tail_gives_back_is_as_it_was()
    {
        const string Tail = "datname = current_database() AND state = 'active' AND wait_event_type = 'Lock' AND query LIKE 'SELECT epoch, xid%'";
        var held = new List<NpgsqlConnection>();
        await using (var locking = await notes.Source.OpenConnectionAsync())
        await using (var transaction = await locking.BeginTransactionAsync())
        {
            await using (var events = new NpgsqlCommand("LOCK TABLE propertygraph.events IN ACCESS EXCLUSIVE MODE", locking)) await events.ExecuteNonQueryAsync();
            await notes.UntilAsync(1, $"SELECT count(*) FROM pg_stat_activity WHERE {Tail}");
            await notes.ExecuteAsync($"SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE {Tail}");
            await notes.UntilAsync(0, $"SELECT count(*) FROM pg_stat_activity WHERE {Tail}");
            // It comes back after half a second, when these have all there are.
            for (var i = 0; i < 8; i++) held.Add(await notes.Source.OpenConnectionAsync());
        }
        foreach (var connection in held)
        {
            await using var setting = new NpgsqlCommand("SELECT current_setting('plan_cache_mode')", connection);
            Assert.Equal("auto", await setting.ExecuteScalarAsync());
            await connection.DisposeAsync();
        }
        var told = Follow(notes.Get<IEventLog>(), null);
        await notes.AddAsync("after");
        Assert.Single(await TakeAsync(told, 1));
    }

    [Fact]
    public async Task Another_gateway_hears_of_an_event()
    {
        await using var other = await NotesPlatform.StartAsync(notes.ConnectionString);
        var events = Follow(other.Get<IEventLog>(), null);
        await Task.Yield();
        var key = (await notes.AddAsync("first")).Key;
        Assert.Equal(key, (await events.ReadAsync(limit.Token)).Subject);
    }

    [Fact]
    public async Task A_reader_from_the_beginning_gets_all_even_of_an_older_epoch()
    {
        await notes.AddAsync("old");
        await notes.ExecuteAsync("INSERT INTO propertygraph.epochs (epoch, history) VALUES (2, 'restored')");
        // In the old history, transaction ids may have been far above the present ones.
        await notes.ExecuteAsync("UPDATE propertygraph.events SET xid = '4000000000'");
        await notes.AddAsync("new");

        var seen = await TakeAsync(Follow(notes.Get<IEventLog>(), default(LogPosition)), 2);
        Assert.Equal([1, 2], seen.Select(e => e.Position.Epoch));
    }

    private Task WriteAsync(string prefix, int writers, int each) => Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
    {
        for (var i = 0; i < each; i++) Assert.Empty((await notes.AddAsync($"{prefix}-{writer}-{i}")).Faults);
    }));

    private Task UntilWrittenAsync(int atLeast) => Task.Run(async () =>
    {
        while (await notes.ScalarAsync<long>("SELECT count(*) FROM propertygraph.events") < atLeast) await Task.Delay(10, limit.Token);
    });

    private ChannelReader<LoggedEvent> Follow(IEventLog log, LogPosition? after, CancellationToken? cancel = null)
    {
        var channel = Channel.CreateUnbounded<LoggedEvent>();
        var token = cancel ?? limit.Token;
        var events = log.ReadAsync("Note", after, token).GetAsyncEnumerator(token);
        // Started here, not in the task: the reader has joined when this returns.
        var next = events.MoveNextAsync().AsTask();
        _ = Task.Run(async () =>
        {
            try
            {
                while (await next)
                {
                    channel.Writer.TryWrite(events.Current);
                    next = events.MoveNextAsync().AsTask();
                }
            }
            catch (Exception error)
            {
                channel.Writer.TryComplete(error);
            }
        });
        return channel.Reader;
    }

    private async Task<List<LoggedEvent>> TakeAsync(ChannelReader<LoggedEvent> events, int count)
    {
        var taken = new List<LoggedEvent>();
        while (taken.Count < count) taken.Add(await events.ReadAsync(limit.Token));
        return taken;
    }

    private async Task AssertLogAsync(List<LoggedEvent> seen)
    {
        await using var command = notes.Source.CreateCommand("SELECT epoch, xid, sequence FROM propertygraph.events ORDER BY 1, 2, 3");
        await using var reader = await command.ExecuteReaderAsync();
        var all = new List<LogPosition>();
        while (await reader.ReadAsync()) all.Add(LogReader.PositionOf(reader));
        Assert.Equal(all, seen.Select(e => e.Position));
    }
}
