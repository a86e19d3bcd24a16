using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.DatabaseTests.Stories;
using PropertyGraph.Events;
using PropertyGraph.Execution;
using PropertyGraph.Requests;
using PropertyGraph.Schema;
using Xunit.Abstractions;

namespace PropertyGraph.DatabaseTests.Live;

/// <summary>Views that read the same read it once, and are told what each would have been told by itself.</summary>
public sealed class SharedViewTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Views = 500, Changes = 4;
    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(120));
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true);

    public async Task DisposeAsync()
    {
        await limit.CancelAsync();
        await company.DisposeAsync();
    }

    [Fact]
    public async Task Five_hundred_views_of_a_kind_read_a_change_once()
    {
        var (alone, together) = (Engine(int.MaxValue), Engine(2));
        var separately = await MeasureAsync(alone, company[Position.Agent]);
        var shared = await MeasureAsync(together, company[Position.Agent]);

        Assert.All(shared, changes => Assert.Equal(shared[0], changes));
        Assert.Equal(separately.Count, shared.Count);
        Assert.Equal(Views * Changes, alone.Changes.Counts.Read);
        // One that comes a second late reads for itself.
        Assert.InRange(together.Changes.Counts.Read, Changes, Views * Changes / 10);
    }

    [Fact]
    public async Task Whoever_shares_is_told_the_same_as_who_does_not()
    {
        var (alone, together) = (Engine(int.MaxValue), Engine(2));
        Actor[] staff = [company[Position.Agent], company[Position.Agent], company[Position.Worker]];
        Actor[] customers = [company.Customer, company.Customer], neighbours = [company.Neighbour, company.Neighbour];
        var told = staff.Concat(customers).Concat(neighbours).Select(reader => (reader, Alone: new List<string>(), Together: new List<string>())).ToList();
        foreach (var (reader, separately, shared) in told)
        {
            _ = CollectAsync(alone, reader, separately);
            _ = CollectAsync(together, reader, shared);
        }
        await ReadersAsync(2 * told.Count);

        var complaint = "";
        await ChangeAsync(async () => complaint = await company.FileAsync(company.Customer), [.. staff, .. customers]);
        await ChangeAsync(() => company.NoteAsync(complaint, "INTERNAL"), staff);
        await ChangeAsync(() => company.StepAsync(complaint, "acknowledge"), [.. staff, .. customers]);
        await ChangeAsync(() => company.StepAsync(complaint, "assign"), [.. staff, .. customers]);
        await ChangeAsync(async () => complaint = await company.FileAsync(company.Neighbour), [.. staff, .. neighbours]);
        await ChangeAsync(() => company.StepAsync(complaint, "withdraw"), [.. staff, .. neighbours]);

        foreach (var (_, separately, shared) in told) Assert.Equal(separately, shared);
        Assert.Contains("NO_LONGER_MATCHING", told[0].Together[3], StringComparison.Ordinal);
        Assert.InRange(together.Changes.Counts.Shared, 10, int.MaxValue);

        // Each change is told before the next: rows are told as they are when they are read.
        async Task ChangeAsync(Func<Task> change, Actor[] readers)
        {
            var expected = told.ToDictionary(t => t.Alone, t => t.Alone.Count + (readers.Contains(t.reader) ? 1 : 0));
            await change();
            while (told.Any(t => Count(t.Alone) < expected[t.Alone] || Count(t.Together) < expected[t.Alone])) await Task.Delay(5, limit.Token);
        }
    }

    private static int Count(List<string> changes)
    {
        lock (changes) return changes.Count;
    }

    private async Task CollectAsync(GraphEngine engine, Actor reader, List<string> into)
    {
        await foreach (var answer in engine.SubscribeAsync(Watcher.Request("where: { status: { neq: IN_PROGRESS } }"), reader, limit.Token))
            using (answer)
                lock (into) into.Add(Encoding.UTF8.GetString(answer.Json.Span));
    }

    /// <summary>What each of many views is told of some changes, and how long it takes.</summary>
    private async Task<List<List<string>>> MeasureAsync(GraphEngine engine, Actor reader)
    {
        var before = company.Platform.Get<EventFanOut>().Readers;
        var views = Enumerable.Range(0, Views).Select(_ => ReadAsync(engine, reader)).ToList();
        await ReadersAsync(before + Views);
        var (began, cpu) = (TimeProvider.System.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        for (var i = 0; i < Changes; i++) await company.FileAsync();
        var told = await Task.WhenAll(views);
        output.WriteLine($"{Changes} changes to {Views} views: {TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms, {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds:0} ms of CPU, {engine.Changes.Counts.Read} reads");
        return [.. told];
    }

    private async Task<List<string>> ReadAsync(GraphEngine engine, Actor reader)
    {
        var changes = new List<string>();
        await foreach (var answer in engine.SubscribeAsync(Watcher.Request(""), reader, limit.Token))
        {
            using (answer) changes.Add(Encoding.UTF8.GetString(answer.Json.Span));
            if (changes.Count == Changes) break;
        }
        return changes;
    }

    private async Task ReadersAsync(int count)
    {
        while (company.Platform.Get<EventFanOut>().Readers < count) await Task.Delay(5, limit.Token);
        await company.CaughtUpAsync();
    }

    private GraphEngine Engine(int fewest)
    {
        var platform = company.Platform;
        return new(platform.Get<GraphModel>(), platform.Get<GraphSchema>(), platform.Get<StoredDocuments>(), platform.Get<RequestReader>(), platform.Get<ReadPipeline>(), platform.Get<ICommandRunner>(), platform.Get<IEventLog>(),
            platform.Get<TimeZones>(), platform.Get<RequestLimits>(), TimeProvider.System, NullLogger<GraphEngine>.Instance) { Changes = new(TimeProvider.System, fewest) };
    }
}
