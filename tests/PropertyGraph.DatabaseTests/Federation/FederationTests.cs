using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.DatabaseTests.Security;
using PropertyGraph.Execution;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Federation;

/// <summary>A router asks for rows by what other subgraphs know of them: it sees no more than its caller, in one round trip.</summary>
public sealed class FederationTests(FederationTests.FederatedWorld world) : IClassFixture<FederationTests.FederatedWorld>
{
    private const string Entities = "query($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on Complaint { reference customer { number } } ... on Customer { number complaints(first: 1) { totalCount } } ... on Category { code } } }";

    /// <summary>The small world, as a subgraph.</summary>
    public sealed class FederatedWorld : IAsyncLifetime
    {
        internal World World { get; } = new() { IsSubgraph = true };

        internal ModulesPlatform Platform => World.Platform;

        public Task InitializeAsync() => World.InitializeAsync();

        public Task DisposeAsync() => World.DisposeAsync();
    }

    private static object ById(string type, string kind, int number) => new { __typename = type, id = GlobalId.Encode(type, World.Key(kind, number)) };

    private Task<JsonElement> AskAsync(string asker, params object[] representations) =>
        world.Platform.AskAsync(Entities, World.ActorOf(asker), new { representations }, trace: true);

    private static string Rows(JsonElement answer) => answer.GetProperty("data").GetProperty("_entities").GetRawText();

    [Fact]
    public async Task Rows_of_several_types_by_several_keys_are_one_round_trip_in_the_order_asked()
    {
        var answer = await AskAsync("agent",
            new { __typename = "Category", code = "WATER" }, ById("Customer", "customer", 3), new { __typename = "Complaint", reference = "C-2026-000001" }, ById("Complaint", "complaint", 2), new { __typename = "Category", code = "LIFTS" });

        var rows = answer.GetProperty("data").GetProperty("_entities").EnumerateArray().ToList();
        Assert.Equal(["WATER", "C0003", "C-2026-000001", "C-2026-000002", "LIFTS"], rows.Select(r => (r.TryGetProperty("code", out var code) ? code : r.TryGetProperty("number", out var number) ? number : r.GetProperty("reference")).GetString()));
        Assert.Equal(1, answer.GetProperty("extensions").GetProperty("trace").GetProperty("roundTrips").GetInt32());
        // One for each type and key; a count may be a column of one of them.
        Assert.InRange(answer.GetProperty("extensions").GetProperty("trace").GetProperty("statements").GetInt32(), 4, 5);
    }

    [Fact]
    public async Task What_is_unknown_or_not_visible_is_null_and_what_is_asked_twice_comes_twice()
    {
        object[] asked = [ById("Complaint", "complaint", 1), ById("Complaint", "nothing", 1), new { __typename = "Complaint", id = "nonsense" }, ById("Nonsense", "complaint", 1), new { __typename = "Complaint", reference = "\0" }, ById("Complaint", "complaint", 1)];

        Assert.Equal("""[{"__typename":"Complaint","reference":"C-2026-000001","customer":{"number":"C0002"}},null,null,null,null,{"__typename":"Complaint","reference":"C-2026-000001","customer":{"number":"C0002"}}]""", Rows(await AskAsync("agent", asked)));
        Assert.Equal("[null,null,null,null,null,null]", Rows(await AskAsync("nobody", asked)));
    }

    [Theory]
    [InlineData("customer")]
    [InlineData("neighbour")]
    [InlineData("partner")]
    [InlineData("nobody")]
    [InlineData("agent")]
    public async Task They_are_what_the_same_caller_gets_by_global_id(string asker)
    {
        object[] all = [.. Enumerable.Range(1, 40).Select(i => ById("Complaint", "complaint", i)), .. Enumerable.Range(1, 24).Select(i => ById("Customer", "customer", i))];
        var ids = all.Select(r => (string)r.GetType().GetProperty("id")!.GetValue(r)!);
        var byId = await world.Platform.AskAsync(
            "query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Complaint { reference customer { number } } ... on Customer { number complaints(first: 1) { totalCount } } } }", World.ActorOf(asker), new { ids });

        Assert.Equal(byId.GetProperty("data").GetProperty("nodes").GetRawText(), Rows(await AskAsync(asker, all)));
    }

    [Fact]
    public async Task A_plan_is_made_for_types_and_keys_and_serves_other_values()
    {
        const string query = "query($r: [_Any!]!) { _entities(representations: $r) { ... on Complaint { reference } } }";
        var references = new List<string>();
        var engine = (GraphEngine)world.Platform.Engine;
        _ = await world.Platform.DataAsync(query, World.ActorOf("agent"), new { r = new[] { new { __typename = "Complaint", reference = "C-2026-000001" } } });
        var plans = engine.PlanCache.Count;
        for (var i = 2; i < 6; i++)
            references.Add(Rows(await world.Platform.AskAsync(query, World.ActorOf("agent"), new { r = new[] { new { __typename = "Complaint", reference = $"C-2026-{i:000000}" } } })));

        Assert.Equal(plans, engine.PlanCache.Count);
        Assert.Equal(Enumerable.Range(2, 4).Select(i => $"[{{\"reference\":\"C-2026-{i:000000}\"}}]"), references);
        Assert.Equal("""[{"reference":"C-2026-000001"}]""", Rows(await world.Platform.AskAsync(query, World.ActorOf("agent"), new { r = new[] { ById("Complaint", "complaint", 1) } })));
        Assert.Equal("[null]", Rows(await world.Platform.AskAsync(query, World.ActorOf("agent"), new { r = new[] { new { __typename = "Complaint:reference", reference = "C-2026-000001" } } })));
    }

    [Fact]
    public async Task Representations_may_stand_in_the_document()
    {
        var data = await world.Platform.DataAsync("""{ _entities(representations: [{ __typename: "Complaint", reference: "C-2026-000001" }, { __typename: "Category", code: "WATER" }]) { ... on Complaint { reference } ... on _Entity { __typename } ... on Node { id } } }""", World.ActorOf("agent"));
        Assert.Equal(["C-2026-000001", null], data.GetProperty("_entities").EnumerateArray().Select(r => r.TryGetProperty("reference", out var reference) ? reference.GetString() : null));
        Assert.Equal(["Complaint", "Category"], data.GetProperty("_entities").EnumerateArray().Select(r => r.GetProperty("__typename").GetString()));
    }

    [Theory]
    [InlineData("""[{"id":"x"}]""", "PG-REQ-VARIABLES")]
    [InlineData("""["x"]""", "PG-REQ-VARIABLES")]
    [InlineData("""[null]""", "PG-REQ-VARIABLES")]
    [InlineData("""[{"__typename":1}]""", "PG-REQ-VARIABLES")]
    [InlineData("""[{"__typename":"Complaint"}]""", "PG-PLAN-REPRESENTATION")]
    [InlineData("""[{"__typename":"Complaint","id":null,"title":"x"}]""", "PG-PLAN-REPRESENTATION")]
    public async Task What_is_no_representation_is_refused(string representations, string code)
    {
        var answer = await world.Platform.AskAsync(Entities, World.ActorOf("agent"), new { representations = JsonDocument.Parse(representations).RootElement });
        Assert.Equal([code], Hostility.Codes(answer));
    }

    [Fact]
    public async Task A_key_that_is_no_text_finds_nothing() =>
        Assert.Equal("[null,null,null]", Rows(await AskAsync("agent", new { __typename = "Complaint", reference = new { a = 1 } }, new { __typename = "Complaint", reference = new[] { "C-2026-000001" } }, new { __typename = "Complaint", reference = true })));

    [Fact]
    public async Task Representations_cost_what_rows_do_and_are_bounded()
    {
        object[] many = [.. Enumerable.Range(1, 30).Select(i => ById("Complaint", "complaint", i)), new { __typename = "Complaint", reference = "C-2026-000001" }];
        const string query = "query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Complaint { id } } }";
        var answer = await world.Platform.AskAsync(query, World.ActorOf("agent"), new { representations = many }, cost: CostMode.Validate);
        // 10 + 1 + 30 x 1.1 by id, and 10 + 1 + 1 x 1.2 by reference, whose value comes along.
        Assert.Equal(44 + 13, answer.GetProperty("extensions").GetProperty("cost").GetProperty("cost").GetInt32());

        var tooMany = Enumerable.Range(1, 501).Select(i => new { __typename = "Category", code = "A" }).ToArray();
        Assert.Equal(["PG-PLAN-PAGE"], Hostility.Codes(await world.Platform.AskAsync(query, World.ActorOf("agent"), new { representations = tooMany })));
        Assert.Equal(["PG-REQ-COST"], Hostility.Codes(await world.Platform.AskAsync(
            "query($representations: [_Any!]!) { _entities(representations: $representations) { ... on Customer { complaints(first: 100) { nodes { events(first: 100) { nodes { id } } } } } } }", World.ActorOf("agent"), new { representations = Enumerable.Range(1, 24).Select(i => ById("Customer", "customer", i)) })));
    }

    [Fact]
    public async Task A_payload_answers_them_too()
    {
        var data = await world.Platform.DataAsync(
            "mutation($r: [_Any!]!) { fileComplaint(input: { title: \"\", description: \"\", channel: HOTLINE }) { complaint { id } query { _service { sdl } _entities(representations: $r) { ... on Complaint { reference } } } } }",
            World.ActorOf("agent"), new { r = new[] { new { __typename = "Complaint", reference = "C-2026-000001" } } });
        var query = data.GetProperty("fileComplaint").GetProperty("query");
        Assert.Equal("C-2026-000001", query.GetProperty("_entities")[0].GetProperty("reference").GetString());
    }

    [Fact]
    public async Task The_subgraph_is_the_schema_with_keys_and_without_what_federation_adds()
    {
        var data = await world.Platform.DataAsync("{ _service { __typename text: sdl } }", Actor.Anonymous);
        var sdl = data.GetProperty("_service").GetProperty("text").GetString()!;

        Assert.StartsWith("""extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])""", sdl, StringComparison.Ordinal);
        Assert.Contains("""type Complaint implements Node @key(fields: "id") @key(fields: "reference") {""", sdl, StringComparison.Ordinal);
        Assert.Contains("type PageInfo @shareable {", sdl, StringComparison.Ordinal);
        Assert.DoesNotContain("_entities", sdl, StringComparison.Ordinal);
        Assert.DoesNotContain("_Any", sdl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_setting_there_is_nothing_of_it()
    {
        await using var platform = await ModulesPlatform.StartAsync();
        Assert.Equal(["PG-REQ-VALIDATION"], Hostility.Codes(await platform.AskAsync("{ _service { sdl } }", Actor.System)));
        Assert.DoesNotContain("_Any", platform.Get<GraphSchema>().Print(), StringComparison.Ordinal);
    }
}
