using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PropertyGraph.Commands;
using PropertyGraph.DatabaseTests.Notes;
using PropertyGraph.Events;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Writes;

public sealed class HandlerTests : IAsyncLifetime
{
    private const string Handled = "SELECT count(*) FROM notes.traces";
    private NotesPlatform notes = null!;

    public async Task InitializeAsync() => notes = await NotesPlatform.StartAsync(background: false);

    public async Task DisposeAsync() => await notes.DisposeAsync();

    [Fact]
    public async Task A_handler_that_fails_at_first_has_its_effect_once()
    {
        var failures = 2;
        notes.Switches.OnAdded = (_, _) => Interlocked.Decrement(ref failures) >= 0 ? throw new InvalidOperationException("not yet") : Task.CompletedTask;
        await notes.StartBackgroundAsync();
        await notes.AddAsync("first");

        await notes.UntilAsync(1, Handled);
        Assert.Equal(-1, failures);
    }

    [Fact]
    public async Task What_came_before_the_handler_is_handled_too_and_by_two_gateways_once()
    {
        for (var i = 0; i < 20; i++) await notes.AddAsync($"before-{i}");
        await using var other = await NotesPlatform.StartAsync(notes.ConnectionString);
        await notes.StartBackgroundAsync();
        for (var i = 0; i < 20; i++) await notes.AddAsync($"after-{i}");

        await notes.UntilAsync(40, Handled);
        Assert.Equal(40L, await notes.ScalarAsync<long>("SELECT count(DISTINCT note) FROM notes.traces"));
    }

    [Fact]
    public async Task An_event_that_can_not_be_handled_is_parked_and_the_others_go_on_until_it_is_retried()
    {
        var bad = (await notes.AddAsync("bad")).Key!.Value;
        await notes.AddAsync("good");
        notes.Switches.OnAdded = (e, _) => e.Note == bad ? throw new InvalidOperationException("never") : Task.CompletedTask;
        await notes.StartBackgroundAsync();

        await notes.UntilAsync(1, Handled);
        Assert.Equal("notes.traceAdded", await notes.ScalarAsync<string>("SELECT handler FROM propertygraph.parked_events WHERE error LIKE '%never%'"));
        Assert.Equal((0, 1), await notes.Get<EventHandlers>().RetryParkedAsync(CancellationToken.None));
        notes.Switches.OnAdded = (_, _) => Task.CompletedTask;
        Assert.Equal((1, 0), await notes.Get<EventHandlers>().RetryParkedAsync(CancellationToken.None));
        Assert.Equal(2L, await notes.ScalarAsync<long>(Handled));
        Assert.Equal(0L, await notes.ScalarAsync<long>("SELECT count(*) FROM propertygraph.parked_events"));
    }

    [Fact]
    public async Task A_handler_goes_on_with_the_log_where_nothing_in_it_is_for_it()
    {
        var note = (await notes.AddAsync("first")).Key!.Value;
        await notes.RunAsync("giveNote", NotesPlatform.Agent, ("note", GlobalId.Encode("Note", note)), ("to", GlobalId.Encode("Customer", Guid.CreateVersion7())));
        await notes.StartBackgroundAsync();

        await notes.UntilAsync(1, "SELECT count(*) FROM propertygraph.handler_offsets WHERE handler = 'notes.traceAdded' AND sequence = (SELECT max(sequence) FROM propertygraph.events WHERE kind = 'GIVEN')");
        Assert.Equal(1L, await notes.ScalarAsync<long>(Handled));
    }

    [Fact]
    public async Task Timers_fire_once_each_with_two_loops_and_after_downtime()
    {
        for (var i = 0; i < 20; i++) await notes.AddAsync($"late-{i}", null, ("remindAt", DateTimeOffset.UtcNow.AddDays(-1)));
        await notes.AddAsync("future", null, ("remindAt", DateTimeOffset.UtcNow.AddDays(1)));
        await using var other = await NotesPlatform.StartAsync(notes.ConnectionString);
        await notes.StartBackgroundAsync();

        await notes.UntilAsync(20, "SELECT count(*) FROM notes.notes WHERE reminders = 1");
        await notes.UntilAsync(1, "SELECT count(*) FROM propertygraph.timers");
        Assert.Equal(0L, await notes.ScalarAsync<long>("SELECT count(*) FROM notes.notes WHERE reminders > 1"));
    }

    [Fact]
    public async Task A_timer_that_fails_is_kept_for_later()
    {
        var note = (await notes.AddAsync("gone", null, ("remindAt", DateTimeOffset.UtcNow.AddDays(-1)))).Key;
        await notes.ExecuteAsync($"DELETE FROM notes.notes WHERE id = '{note}'");
        var loop = new TimerLoop(notes.Get<WriteTransactions>(), ModuleOrder.Configure([new NotesModule(notes.Switches)], []), NullLogger<TimerLoop>.Instance);

        Assert.True(await loop.FireNextAsync(CancellationToken.None));
        Assert.False(await loop.FireNextAsync(CancellationToken.None));
        Assert.Equal(1L, await notes.ScalarAsync<long>("SELECT count(*) FROM propertygraph.timers WHERE attempts = 1 AND next_at > now()"));
    }
}
