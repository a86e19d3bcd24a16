using System.Text;
using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Stories;
using PropertyGraph.Events;
using PropertyGraph.Execution;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Live;

/// <summary>The service board: how things stand, told at once and whenever it changes, read once for all who may see the same.</summary>
public sealed class ServiceBoardTests : IAsyncLifetime
{
    private const string Board =
        """
        subscription { serviceBoard {
          open { totalCount groups(by: [{ severity: true }]) { key { severity } aggregate { count } } }
          overdue { totalCount }
          unacknowledged(first: 1, order: [{ filedAt: ASC }]) { totalCount nodes { id } } } }
        """;

    private readonly CancellationTokenSource limit = new(TimeSpan.FromSeconds(120));
    private readonly SettableTime time = new();
    private Company company = null!;

    private GraphEngine Engine => (GraphEngine)company.Platform.Get<IGraphEngine>();

    public async Task InitializeAsync() => company = await Company.OpenAsync(background: true, time);

    public async Task DisposeAsync()
    {
        await limit.CancelAsync();
        await company.DisposeAsync();
    }

    [Fact]
    public async Task It_is_told_at_once_and_whenever_it_changes()
    {
        var first = await company.FileAsync();
        await using var board = Watch(company[Position.Agent]);
        Assert.Equal((1, 1, first), Stand(await board.NextAsync()));

        var second = await company.FileAsync();
        Assert.Equal((2, 2, first), Stand(await board.NextAsync()));

        await company.StepAsync(first, "acknowledge");
        Assert.Equal((2, 1, second), Stand(await board.NextAsync()));

        // A note changes a complaint and nothing that the board shows: what it tells next is the step after it.
        await company.NoteAsync(second, "INTERNAL");
        await Task.Delay(TimeSpan.FromSeconds(1.5), limit.Token);
        await company.StepAsync(second, "withdraw");
        Assert.Equal((1, 0, null), Stand(await board.NextAsync()));
    }

    [Fact]
    public async Task Each_audience_sees_what_is_its_own()
    {
        await company.FileAsync(company.Customer);
        await company.FileAsync(company.Neighbour);
        await using var agent = Watch(company[Position.Agent]);
        await using var customer = Watch(company.Customer);
        await using var neighbour = Watch(company.Neighbour);
        await using var nobody = Watch(Actor.Anonymous);
        Assert.Equal(2, Stand(await agent.NextAsync()).Open);
        Assert.Equal(1, Stand(await customer.NextAsync()).Open);
        Assert.Equal(1, Stand(await neighbour.NextAsync()).Open);
        Assert.Equal((0, 0, null), Stand(await nobody.NextAsync()));

        await company.FileAsync(company.Neighbour);
        Assert.Equal(3, Stand(await agent.NextAsync()).Open);
        Assert.Equal(2, Stand(await neighbour.NextAsync()).Open);
        await company.FileAsync(company.Customer);
        // The neighbour's complaint was nothing to tell the customer of.
        Assert.Equal(2, Stand(await customer.NextAsync()).Open);
    }

    [Fact]
    public async Task A_hundred_who_may_see_the_same_share_each_reading_and_many_changes_are_one()
    {
        var watchers = Enumerable.Range(0, 100).Select(_ => Watch(company[Position.Agent])).ToList();
        var other = Watch(company.Customer);
        foreach (var watcher in watchers.Append(other)) Assert.Equal(0, Stand(await watcher.NextAsync()).Open);
        Assert.Equal((2, 2), (Engine.Boards.Count, Engine.Boards.Readings));

        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 20; i++) await company.FileAsync(company.Neighbour);
        foreach (var watcher in watchers)
            while (Stand(await watcher.NextAsync()).Open < 20) { }
        // Each of the two boards: one reading a second, and one for what began before.
        Assert.InRange(Engine.Boards.Readings, 3, 2 + (2 * (2 + (long)TimeProvider.System.GetElapsedTime(began).TotalSeconds)));

        foreach (var watcher in watchers) await watcher.DisposeAsync();
        await other.DisposeAsync();
        Assert.Equal(0, Engine.Boards.Count);
    }

    [Fact]
    public async Task What_became_overdue_is_told_without_anybody_doing_anything()
    {
        await company.FileAsync();
        await using var board = Watch(company[Position.Agent], "subscription { serviceBoard { overdue { totalCount } } }");
        Assert.Equal(0, (await board.NextAsync()).GetProperty("overdue").GetProperty("totalCount").GetInt32());
        time.Forward(TimeSpan.FromDays(400));
        Assert.Equal(1, (await board.NextAsync()).GetProperty("overdue").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task The_example_of_the_page_is_watched_as_it_stands()
    {
        var page = await File.ReadAllTextAsync(Repository.Path("docs", "complaints.md"));
        var example = page.Split("```graphql live\n").Skip(1).Select(block => block.Split("```")[0]).Single(block => block.Contains("serviceBoard", StringComparison.Ordinal));
        await company.FileAsync();
        await using var board = Watch(company[Position.Director], example);
        Assert.Equal(1, (await board.NextAsync()).GetProperty("open").GetProperty("totalCount").GetInt32());
    }

    [Theory]
    [InlineData("subscription { serviceBoard { open(first: 100000) { totalCount nodes { id } } } }", "PG-PLAN-PAGE")]
    [InlineData("subscription { serviceBoard { open { nothing } } }", "PG-REQ-VALIDATION")]
    public async Task What_can_not_be_watched_is_refused_before_it_begins(string query, string code)
    {
        var opened = await Engine.OpenAsync(new GraphRequest(query), company[Position.Agent], limit.Token);
        using var refusal = opened.Refusal;
        Assert.Contains(code, Encoding.UTF8.GetString(refusal!.Json.Span), StringComparison.Ordinal);
        Assert.Equal(0, Engine.Boards.Count);
    }

    [Fact]
    public async Task Its_cost_can_be_asked_for_and_is_that_of_one_reading()
    {
        var opened = await Engine.OpenAsync(new GraphRequest(Board) { Cost = CostMode.Validate }, company[Position.Agent], limit.Token);
        using var priced = opened.Refusal;
        Assert.Equal(AnswerKind.Validated, priced!.Kind);
        Assert.Contains("\"cost\":{\"cost\":", Encoding.UTF8.GetString(priced.Json.Span), StringComparison.Ordinal);
    }

    private static (int Open, int Unacknowledged, string? Oldest) Stand(JsonElement board)
    {
        var (open, waiting) = (board.GetProperty("open"), board.GetProperty("unacknowledged"));
        Assert.Equal(open.GetProperty("totalCount").GetInt32(), open.GetProperty("groups").EnumerateArray().Sum(g => g.GetProperty("aggregate").GetProperty("count").GetInt32()));
        var oldest = waiting.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetString()).SingleOrDefault();
        return (open.GetProperty("totalCount").GetInt32(), waiting.GetProperty("totalCount").GetInt32(), oldest);
    }

    private Watched Watch(Actor reader, string query = Board) => new(Engine.SubscribeAsync(new GraphRequest(query), reader, limit.Token));

    /// <summary>A subscription, one answer after the other.</summary>
    private sealed class Watched(IAsyncEnumerable<GraphAnswer> answers) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<GraphAnswer> answers = answers.GetAsyncEnumerator();

        public async Task<JsonElement> NextAsync()
        {
            Assert.True(await answers.MoveNextAsync());
            using var answer = answers.Current;
            using var json = JsonDocument.Parse(answer.Json);
            Assert.False(json.RootElement.TryGetProperty("errors", out var errors), $"{errors}");
            return json.RootElement.GetProperty("data").GetProperty("serviceBoard").Clone();
        }

        public ValueTask DisposeAsync() => answers.DisposeAsync();
    }
}
