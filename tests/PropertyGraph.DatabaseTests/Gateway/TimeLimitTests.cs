using System.Text.Json;
using Npgsql;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>A request that takes longer than it may: it ends in the database too.</summary>
public sealed class TimeLimitTests(TimeLimitTests.Hasty hasty) : IClassFixture<TimeLimitTests.Hasty>
{
    /// <summary>A platform whose requests may take a second.</summary>
    public sealed class Hasty : IAsyncLifetime
    {
        public World World { get; } = new() { Limits = new() { RequestSeconds = 1 } };

        public Task InitializeAsync() => World.InitializeAsync();

        public Task DisposeAsync() => World.DisposeAsync();
    }

    [Theory]
    [InlineData("{ complaints { totalCount } }", "agent", "narrow the filter")]
    [InlineData("mutation { fileComplaint(input: { title: \"x\", description: \"x\", channel: HOTLINE }) { reference } }", "agent", "idempotencyKey")]
    public async Task It_is_cancelled_in_the_database_and_says_so(string document, string asker, string told)
    {
        await using var hold = await Lock.TakeAsync(hasty.World.Platform.ConnectionString);
        using var answer = await hasty.World.Platform.Engine.ExecuteAsync(new GraphRequest(document), World.ActorOf(asker), CancellationToken.None);
        Assert.Equal(AnswerKind.TimedOut, answer.Kind);
        var json = JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
        Assert.False(json.TryGetProperty("data", out _));
        var error = json.GetProperty("errors")[0];
        Assert.Equal("PG-EXE-TIMEOUT", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Contains(told, error.GetProperty("message").GetString()!, StringComparison.Ordinal);
        await hold.UntilWaitingAsync(0);
    }
}

/// <summary>Holds the complaints, so that every statement that reads them waits.</summary>
internal sealed class Lock : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnection holder;

    private Lock(NpgsqlDataSource source, NpgsqlConnection holder) => (this.source, this.holder) = (source, holder);

    public static async Task<Lock> TakeAsync(string connectionString)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        var holder = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("BEGIN; LOCK TABLE complaints.complaints IN ACCESS EXCLUSIVE MODE", holder);
        await command.ExecuteNonQueryAsync();
        return new(source, holder);
    }

    /// <summary>Waits until so many statements of this database wait for a lock, as pg_stat_activity tells.</summary>
    /// <param name="orMore">Whether others may wait besides, such as what the gateway does by itself.</param>
    public async Task UntilWaitingAsync(int count, bool orMore = false)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            await using var command = source.CreateCommand("SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND wait_event_type = 'Lock'");
            var waiting = (int)(await command.ExecuteScalarAsync(limit.Token))!;
            if (waiting == count || (orMore && waiting > count)) return;
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Lets go on what waits.</summary>
    public async Task ReleaseAsync()
    {
        await using var command = new NpgsqlCommand("ROLLBACK", holder);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await holder.DisposeAsync();
        await source.DisposeAsync();
    }
}
