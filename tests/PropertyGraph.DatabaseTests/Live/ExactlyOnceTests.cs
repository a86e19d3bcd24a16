using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Stories;
using PropertyGraph.Events;
using PropertyGraph.Execution;

namespace PropertyGraph.DatabaseTests.Live;

/// <summary>The promise of live clients: each change once, in the log's order, whatever happens to connections.</summary>
public sealed class ExactlyOnceTests : IAsyncLifetime
{
    private const int Writers = 4, Each = 55;
    private Company company = null!;

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true);

    public async Task DisposeAsync() => await company.DisposeAsync();

    [Fact]
    public async Task A_subscriber_that_comes_and_goes_sees_each_change_once_and_in_order_while_four_write()
    {
        await company.CaughtUpAsync();
        var start = company.Platform.Get<EventFanOut>().Position;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var written = new SemaphoreSlim(0);
        var restless = Enumerable.Range(1, 2).Select(seed => ComeAndGoAsync(start, new Random(seed), limit.Token)).ToList();
        var slow = ReadSlowlyAsync(start, written, limit.Token);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(new Random(writer), written)));

        var expected = await PositionsAsync(start);
        Assert.Equal(Writers * Each, expected.Count);
        foreach (var received in restless) Assert.Equal(expected, await received);
        Assert.Equal(expected, await slow);
    }

    /// <summary>Files complaints, and takes steps with those filed so far.</summary>
    private async Task WriteAsync(Random random, SemaphoreSlim written)
    {
        var complaint = "";
        for (var i = 0; i < Each; i++)
        {
            if (i == 0 || random.Next(3) == 0) complaint = await company.FileAsync();
            else await company.NoteAsync(complaint, random.Next(2) == 0 ? "VISIBLE" : "INTERNAL");
            written.Release();
        }
    }

    /// <summary>Reads a few changes, hangs up, perhaps amid a delivery, and goes on after the last one received.</summary>
    private async Task<List<LogPosition>> ComeAndGoAsync(LogPosition start, Random random, CancellationToken limit)
    {
        var cursors = company.Platform.Get<ReadPipeline>().Cursors;
        var received = new List<LogPosition>();
        var cursor = cursors.Seal("Complaint", start);
        while (received.Count < Writers * Each)
        {
            using var connection = CancellationTokenSource.CreateLinkedTokenSource(limit);
            var patience = random.Next(1, 25);
            await using var changes = company.Platform.Engine.SubscribeAsync(Watcher.Request($"after: \"{cursor}\""), company[Position.Director], connection.Token).GetAsyncEnumerator(connection.Token);
            while (patience-- > 0 && received.Count < Writers * Each)
            {
                Assert.True(await changes.MoveNextAsync());
                using var answer = changes.Current;
                cursor = CursorOf(answer);
                received.Add(cursors.OpenPosition("Complaint", cursor));
            }
            if (random.Next(2) == 0) await HangUpAsync(changes, connection);
        }
        return received;
    }

    /// <summary>What was on its way when the connection went is not received.</summary>
    private static async Task HangUpAsync(IAsyncEnumerator<GraphAnswer> changes, CancellationTokenSource connection)
    {
        var next = changes.MoveNextAsync();
        await connection.CancelAsync();
        try
        {
            if (await next) changes.Current.Dispose();
        }
        catch (OperationCanceledException)
        {
            // As it should be.
        }
    }

    /// <summary>Takes a change only when another one was written, with room for few of them: most come from the log.</summary>
    private async Task<List<LogPosition>> ReadSlowlyAsync(LogPosition start, SemaphoreSlim written, CancellationToken limit)
    {
        var log = new EventLog(company.Platform.Get<LogReader>(), company.Platform.Get<EventFanOut>()) { Capacity = 4 };
        var received = new List<LogPosition>();
        await foreach (var happened in log.ReadAsync("Complaint", start, limit))
        {
            for (var i = 0; i < 2 && received.Count < Writers * Each / 2; i++) await written.WaitAsync(limit);
            received.Add(happened.Position);
            if (received.Count == Writers * Each) break;
        }
        return received;
    }

    private async Task<List<LogPosition>> PositionsAsync(LogPosition after)
    {
        await using var command = company.Platform.Source.CreateCommand(
            "SELECT epoch, xid, sequence FROM propertygraph.events WHERE entity = 'Complaint' AND (epoch, xid, sequence) > ($1, $2, $3) ORDER BY 1, 2, 3");
        command.Parameters.AddRange(LogReader.Parameters(after));
        await using var reader = await command.ExecuteReaderAsync();
        var positions = new List<LogPosition>();
        while (await reader.ReadAsync()) positions.Add(LogReader.PositionOf(reader));
        return positions;
    }

    private static string CursorOf(GraphAnswer answer) =>
        JsonSerializer.Deserialize<JsonElement>(answer.Json.Span).GetProperty("data").GetProperty("complaintChanged").GetProperty("cursor").GetString()!;
}
