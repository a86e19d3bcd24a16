using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Events;
using PropertyGraph.Execution;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Live;

/// <summary>A client varies everything it can: documents, operation names, aliases, shapes of variables, lengths of lists, types of ids. What is kept of it stays within its bounds.</summary>
public sealed class BoundedMemoryTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    /// <summary>Prepared statements of one connection; each has a parsed and a planned form in the server's memory.</summary>
    private const int MostPrepared = ReadConnection.MaximumPrepared + ReadConnection.MaximumAutoPrepared;

    private static readonly RequestLimits Small = new() { PlanCacheBytes = 200_000, DocumentCacheBytes = 200_000 };
    private RequestReader reader = null!;
    private GraphEngine engine = null!;

    public static TheoryData<string> Ways => ["documents", "operation names", "aliases", "which variables are given", "null or a value", "lengths of lists", "depths of filters", "types of ids", "texts", "directions"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Memory_stays_bounded_and_answers_right(string way)
    {
        var (fewest, most) = (int.MaxValue, 0);
        for (var i = 1; i <= 200; i++)
        {
            var (query, operation, variables, expected) = Varied(way, i);
            Assert.Equal(expected, await AskAsync(query, operation, variables));
            Assert.InRange(reader.CachedBytes, 0, Small.DocumentCacheBytes);
            Assert.InRange(engine.PlanCache.Bytes, 0, Small.PlanCacheBytes);
            (fewest, most) = (Math.Min(fewest, engine.PlanCache.Count), Math.Max(most, engine.PlanCache.Count));
        }
        // It was kept, and not all of it.
        Assert.InRange(most, 1, 150);
        await PreparedStaysBoundedAsync();
    }

    [Fact]
    public async Task Statements_that_are_used_often_enough_to_be_prepared_stay_bounded()
    {
        // Each plan is executed often enough for whatever decides about preparation.
        for (var i = 1; i <= 130; i++)
            for (var times = 0; times < 5; times++)
            {
                var (query, operation, variables, expected) = Varied("lengths of lists", i);
                Assert.Equal(expected, await AskAsync(query, operation, variables));
            }
        await PreparedStaysBoundedAsync();
    }

    /// <summary>The i-th request of a way to vary, and how many complaints it must find.</summary>
    private (string Query, string? Operation, object? Variables, int Expected) Varied(string way, int i)
    {
        const string filtered = "query($where: ComplaintFilterInput, $order: [ComplaintSortInput!], $first: Int, $after: String) { found: complaints(where: $where, order: $order, first: $first, after: $after) { totalCount nodes { id } } }";
        return way switch
        {
            "documents" => ($"{{ found: complaints(where: {{ reference: {{ neq: \"none {i}\" }} }}) {{ totalCount }} }}", null, null, all),
            "operation names" => (string.Concat(Enumerable.Range(1, 90).Select(n => $"query q{n} {{ found: complaints {{ totalCount }} }} ")), $"q{1 + (i % 90)}", null, all),
            "aliases" => ($"{{ found: complaints {{ totalCount a{i}: nodes {{ b{i}: id }} }} }}", null, null, all),
            "which variables are given" => ($"query({string.Join(' ', Enumerable.Range(0, 8).Select(b => $"$v{b}: String"))}) {{ found: complaints(where: {{ and: [{string.Join(' ', Enumerable.Range(0, 8).Select(b => $"{{ reference: {{ neq: $v{b} }} }}"))}] }}) {{ totalCount }} }}",
                null, Enumerable.Range(0, 8).Where(b => (i & (1 << b)) != 0).ToDictionary(b => $"v{b}", b => $"none {b}"), all),
            "null or a value" => ($"query({string.Join(' ', Enumerable.Range(0, 8).Select(b => $"$v{b}: String"))}) {{ found: complaints(where: {{ or: [{{ reference: {{ neq: \"none\" }} }} {string.Join(' ', Enumerable.Range(0, 8).Select(b => $"{{ reference: {{ eq: $v{b} }} }}"))}] }}) {{ totalCount }} }}",
                null, Enumerable.Range(0, 8).ToDictionary(b => $"v{b}", b => (i & (1 << b)) != 0 ? "none" : null), all),
            "lengths of lists" => (filtered, null, new { where = new { or = Different(1 + (i % 40)), and = Different(1 + (i / 40)) } }, all),
            "depths of filters" => (filtered, null, new { where = Nested(i) }, all),
            "types of ids" => ($"query($ids: [ID!]!) {{ found: complaints {{ totalCount }} nodes(ids: $ids) {{ id }} }}", null, new { ids = types.Where((_, n) => (i & (1 << n)) != 0).Select(t => GlobalId.Encode(t, Guid.Empty)) }, all),
            "texts" => (filtered, null, new { where = new { reference = new { neq = $"none {i}" } }, first = 1 + (i % 100) }, all),
            _ => (filtered, null, new { order = Enumerable.Range(0, 8).Select(b => new Dictionary<string, string> { [keys[b]] = (i & (1 << b)) != 0 ? "ASC" : "DESC" }) }, all),
        };
    }

    private static readonly string[] keys = ["title", "reference", "filedAt", "dueAt", "status", "severity", "channel", "description"];
    private static readonly string[] types = ["Complaint", "Customer", "Staff", "Department", "Unit", "Building", "Property", "Category"];
    private int all;

    private static IEnumerable<object> Different(int count) => Enumerable.Range(0, count).Select(n => new { reference = new { neq = $"none {n}" } });

    /// <summary>Filters inside each other: at each level <c>not</c>, <c>and</c> or <c>or</c>, as the bits of the number say. It holds for every row, or the number of negations is made even.</summary>
    private static Dictionary<string, object> Nested(int bits)
    {
        Dictionary<string, object> filter = new() { ["reference"] = new { neq = "none" } };
        var negations = 0;
        for (var level = 0; level < 7; level++)
        {
            var isNot = (bits & (1 << level)) != 0;
            if (isNot) negations++;
            filter = isNot ? new() { ["not"] = filter } : new() { ["and"] = new[] { filter } };
        }
        return negations % 2 == 0 ? filter : new() { ["not"] = filter };
    }

    private async Task<int> AskAsync(string query, string? operation, object? variables)
    {
        using var answer = await engine.ExecuteAsync(new(query, operation, variables is null ? default : JsonSerializer.SerializeToElement(variables)), Actor.System, CancellationToken.None);
        var json = JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
        Assert.False(json.TryGetProperty("errors", out var errors), errors.ToString());
        return json.GetProperty("data").GetProperty("found").GetProperty("totalCount").GetInt32();
    }

    /// <summary>Asked on each connection of the read pool that has been used.</summary>
    private async Task PreparedStaysBoundedAsync()
    {
        var used = world.Platform.Get<ReadConnections>().All.Where(c => c.IsOpen).ToList();
        Assert.NotEmpty(used);
        foreach (var connection in used)
        {
            await using var command = connection.Command("SELECT count(*) FROM pg_prepared_statements");
            Assert.InRange((long)(await command.ExecuteScalarAsync())!, 0, MostPrepared);
        }
    }

    public async Task InitializeAsync()
    {
        var schema = world.Platform.Get<GraphSchema>();
        reader = new(schema, Small);
        engine = new(world.Platform.Get<GraphModel>(), schema, new StoredDocuments(TrustedDocuments.None, Small), reader, world.Platform.Get<ReadPipeline>(), world.Platform.Get<ICommandRunner>(), world.Platform.Get<IEventLog>(), world.Platform.Get<TimeZones>(), Small,
            TimeProvider.System, NullLogger<GraphEngine>.Instance);
        all = await world.Platform.ScalarAsync<int>("SELECT count(*)::int FROM complaints.complaints");
    }

    public Task DisposeAsync() => Task.CompletedTask;
}
