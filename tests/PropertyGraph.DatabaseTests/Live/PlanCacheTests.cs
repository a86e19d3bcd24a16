using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Execution;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Live;

/// <summary>A client that varies everything does not fill the memory.</summary>
public sealed class PlanCacheTests : IAsyncLifetime
{
    private static readonly RequestLimits Small = new() { PlanCacheBytes = 100_000, DocumentCacheBytes = 100_000 };
    private ModulesPlatform platform = null!;
    private GraphEngine engine = null!;

    public async Task InitializeAsync()
    {
        platform = await ModulesPlatform.StartAsync();
        var schema = platform.Get<GraphSchema>();
        engine = new(platform.Get<GraphModel>(), schema, platform.Get<StoredDocuments>(), new RequestReader(schema, Small), platform.Get<ReadPipeline>(), platform.Get<ICommandRunner>(), platform.Get<IEventLog>(), platform.Get<TimeZones>(), Small,
            TimeProvider.System, NullLogger<GraphEngine>.Instance);
    }

    public async Task DisposeAsync() => await platform.DisposeAsync();

    [Fact]
    public async Task Values_of_variables_make_no_plans()
    {
        const string query = """
            query($after: DateTime!, $title: String!, $ids: [ID!], $first: Int!, $status: ComplaintStatus!, $overdue: Boolean!) {
              complaints(first: $first, where: { filedAt: { gt: $after }, title: { contains: $title }, id: { in: $ids }, status: { neq: $status }, isOverdue: { eq: $overdue } }) { nodes { id } }
            }
            """;
        string[] states = ["FILED", "CLOSED", "ON_HOLD"];
        for (var i = 0; i < 60; i++)
            await AskAsync(query, Actor.System, new
            {
                after = DateTimeOffset.UnixEpoch.AddDays(i),
                title = $"title {i}",
                ids = Enumerable.Range(0, i % 5).Select(_ => GlobalId.Encode("Complaint", Guid.NewGuid())),
                first = i % 2 == 0 ? 10 : 20,
                status = states[i % 3],
                overdue = i % 2 == 0,
            });
        // Enums, booleans and page sizes are closed sets that are part of the SQL; everything else is a parameter.
        Assert.InRange(engine.PlanCache.Count, 1, 2 * 2 * states.Length);
    }

    [Fact]
    public async Task Everybody_of_an_audience_shares_a_plan()
    {
        for (var i = 0; i < 20; i++) await AskAsync("{ complaints { nodes { id } } }", Actor.Customer(Guid.NewGuid()), null);
        Assert.Equal(1, engine.PlanCache.Count);
    }

    [Fact]
    public async Task Documents_without_end_are_kept_up_to_a_weight()
    {
        var most = 0;
        for (var i = 0; i < 150; i++)
        {
            await AskAsync($"{{ a{i}: complaints {{ totalCount nodes {{ id customer {{ name }} }} }} }}", Actor.System, null);
            Assert.True(engine.PlanCache.Bytes <= Small.PlanCacheBytes);
            most = Math.Max(most, engine.PlanCache.Count);
        }
        Assert.InRange(most, 2, 25);
    }

    private async Task AskAsync(string query, Actor actor, object? variables)
    {
        using var answer = await engine.ExecuteAsync(new(query, Variables: variables is null ? default : JsonSerializer.SerializeToElement(variables)), actor, CancellationToken.None);
        Assert.False(JsonSerializer.Deserialize<JsonElement>(answer.Json.Span).TryGetProperty("errors", out var errors), errors.ToString());
    }
}
