using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Security;
using PropertyGraph.Execution;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>What an operation costs is known, and refused where it is too much, before anything of it runs.</summary>
public sealed class CostTests(World world) : IClassFixture<World>
{
    private const string Columns = "id reference title description status severity channel filedAt dueAt isOverdue";

    private static string Cubed(int rows, string columns) =>
        $"{{ departments(first: {rows}) {{ nodes {{ {columns} complaints(first: {rows}) {{ nodes {{ id events(first: {rows}) {{ nodes {{ id }} }} }} }} }} }} }}";

    private async Task<JsonElement> CostAsync(string query, string asker = "agent", object? variables = null)
    {
        var answer = await world.Platform.AskAsync(query, World.ActorOf(asker), variables, cost: CostMode.Validate);
        Assert.False(answer.TryGetProperty("data", out _));
        return answer.GetProperty("extensions").GetProperty("cost");
    }

    [Fact]
    public async Task It_is_rows_times_what_a_row_carries()
    {
        // complaints: 10 + 1 + 20 x (1 + 2 x 0.1 + 0.5 + 0.1); totalCount: 10 + 1 + 5; events: 10 + 20 x 1 + 100 x (1 + 0.1).
        var cost = await CostAsync("{ complaints(first: 20) { totalCount nodes { id title customer { name } events(first: 5) { nodes { kind } } } } }");
        Assert.Equal("""{"cost":203,"limit":100000,"dearest":{"path":["complaints","nodes","events"],"cost":140}}""", cost.GetRawText());
    }

    [Theory]
    [InlineData("{ complaints { nodes { id } } }", 22)] // a page of ten where none is asked for: 10 + 1 + 10 x 1.1
    [InlineData("{ complaints(last: 1) { edges { cursor node { id } } pageInfo { endCursor } } }", 13)] // 10 + 1 + 1.2: the cursor is made once
    [InlineData("{ complaint(reference: \"C-1\") { id } }", 13)]
    [InlineData("{ complaints(first: 1, where: { title: { eq: \"a\" }, customer: { name: { eq: \"b\" } }, events: { some: { kind: { eq: FILED } } } }) { nodes { id } } }", 19)] // 6.3 more for each scan
    [InlineData("{ complaints(first: 1, order: [{ customer: { name: ASC } }]) { nodes { id } } }", 14)]
    [InlineData("{ complaints(first: 0) { nodes { id events { totalCount } } } }", 21)]
    // customer: 12.1; timeline: 10 + 12 x 5 + 10 x (1 + 0.1); of each of two types ten: 10 + 10 x 1.2; its count: 10 + 5 + 12 x 5.
    [InlineData("{ customer(number: \"C0001\") { id timeline { totalCount edges { at node { __typename ... on Complaint { title } ... on Interaction { channel } } } } } }", 213)]
    // 10 + 2 x 20 + 5 x 1.1, and twice 10 + 5 x 1.1.
    [InlineData("{ search(text: \"a\", types: [CUSTOMER, COMPLAINT], first: 5) { edges { score node { ... on Node { id } } } } }", 87)]
    [InlineData("{ __typename }", 0)]
    public async Task Filters_orders_and_cursors_weigh_too(string query, int expected) =>
        Assert.Equal(expected, (await CostAsync(query)).GetProperty("cost").GetInt32());

    [Fact]
    public async Task One_plan_costs_what_its_variables_make_it()
    {
        const string query = "query($first: Int) { complaints(first: $first) { nodes { id } } }";
        foreach (var (first, expected) in new (int?, int)[] { (1, 13), (100, 121), (null, 22), (0, 11) })
            Assert.Equal(expected, (await CostAsync(query, variables: new { first })).GetProperty("cost").GetInt32());
    }

    [Fact]
    public async Task Rows_by_global_id_cost_as_many_as_there_are_ids()
    {
        string[] complaints = [.. Enumerable.Range(1, 30).Select(i => GlobalId.Encode("Complaint", World.Key("complaint", i)))];
        string[] customers = [.. Enumerable.Range(1, 5).Select(i => GlobalId.Encode("Customer", World.Key("customer", i)))];
        const string query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        Assert.Equal(11 + 33, (await CostAsync(query, variables: new { ids = complaints })).GetProperty("cost").GetInt32());
        Assert.Equal(22 + 39, (await CostAsync(query, variables: new { ids = complaints.Concat(customers) })).GetProperty("cost").GetInt32());
    }

    [Fact]
    public async Task A_hundred_rows_with_nested_tens_are_answered_and_a_hundred_cubed_is_not()
    {
        Assert.Empty(Hostility.Codes(await world.Platform.AskAsync(
            $"{{ complaints(first: 100) {{ nodes {{ {Columns} customer {{ complaints(first: 10) {{ nodes {{ {Columns} events(first: 10) {{ nodes {{ id }} }} }} }} }} }} }} }}", World.ActorOf("agent"))));
        var answer = await world.Platform.AskAsync(Cubed(100, "id"), World.ActorOf("agent"));
        Assert.Equal(["PG-REQ-COST"], Hostility.Codes(answer));
        Assert.False(answer.TryGetProperty("data", out _));
        Assert.Equal(
            "The operation may cost 1121241; at most 100000 is answered to STAFF. The dearest field is departments.nodes.complaints.nodes.events with 1110010: ask for fewer rows there or in the lists around it (first), or in several requests.",
            answer.GetProperty("errors")[0].GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("nobody", true)]
    [InlineData("customer", false)]
    [InlineData("partner", false)]
    [InlineData("agent", false)]
    [InlineData("system", false)]
    public async Task Who_asks_decides_how_much_is_answered(string asker, bool isTooMuch) =>
        Assert.Equal(isTooMuch ? ["PG-REQ-COST"] : [], Hostility.Codes(await world.Platform.AskAsync(Cubed(20, "id"), World.ActorOf(asker))));

    [Fact]
    public async Task Nothing_is_too_much_for_the_platform_itself()
    {
        Assert.Empty(Hostility.Codes(await world.Platform.AskAsync(Cubed(1_000, "id"), Actor.System)));
        Assert.Equal(JsonValueKind.Null, (await CostAsync(Cubed(100, "id"), "system")).GetProperty("limit").ValueKind);
    }

    [Fact]
    public async Task A_report_comes_beside_the_answer()
    {
        var answer = await world.Platform.AskAsync("{ complaints(first: 1) { nodes { title } } }", World.ActorOf("agent"), trace: true, cost: CostMode.Report);
        Assert.Equal(1, answer.GetProperty("data").GetProperty("complaints").GetProperty("nodes").GetArrayLength());
        Assert.Equal(13, answer.GetProperty("extensions").GetProperty("cost").GetProperty("cost").GetInt32());
        Assert.Equal(1, answer.GetProperty("extensions").GetProperty("trace").GetProperty("statements").GetInt32());
    }

    [Fact]
    public async Task What_is_refused_is_reported_too()
    {
        var answer = await world.Platform.AskAsync(Cubed(100, "id"), World.ActorOf("agent"), cost: CostMode.Validate);
        Assert.Equal(["PG-REQ-COST"], Hostility.Codes(answer));
        Assert.Equal(1_121_241, answer.GetProperty("extensions").GetProperty("cost").GetProperty("cost").GetInt32());
    }

    [Fact]
    public async Task A_page_size_that_is_none_stays_a_mistake_in_its_field() =>
        Assert.Equal(["PG-PLAN-PAGE"], Hostility.Codes(await world.Platform.AskAsync("query($first: Int) { complaints(first: $first) { nodes { id } } }", World.ActorOf("agent"), new { first = 1_000_000 })));

    [Fact]
    public async Task A_mutation_is_priced_before_it_runs()
    {
        var payload = "{ complaint { id } query { departments(first: 100) { nodes { complaints(first: 100) { nodes { events(first: 100) { nodes { id } } } } } } } }";
        var before = await LoggedAsync();
        foreach (var (mutation, mode, codes) in new (string, CostMode, string[])[]
        {
            ($"mutation {{ fileComplaint(input: {{ title: \"t\", description: \"d\" }}) {payload} }}", CostMode.None, ["PG-REQ-COST"]),
            // The first one alone would be cheap.
            ($"mutation {{ a: fileComplaint(input: {{ title: \"t\", description: \"d\" }}) {{ complaint {{ id }} }} b: fileComplaint(input: {{ title: \"t\", description: \"d\" }}) {payload} }}", CostMode.None, ["PG-REQ-COST"]),
            ("mutation { fileComplaint(input: { title: \"t\", description: \"d\" }) { complaint { id } } }", CostMode.Validate, []),
        })
        {
            var answer = await world.Platform.AskAsync(mutation, World.ActorOf("agent"), cost: mode);
            Assert.Equal(codes, Hostility.Codes(answer));
            Assert.False(answer.TryGetProperty("data", out _));
            if (mode == CostMode.Validate)
                Assert.Equal("""{"cost":23,"limit":100000,"dearest":{"path":["fileComplaint","complaint"],"cost":13}}""", answer.GetProperty("extensions").GetProperty("cost").GetRawText());
        }
        Assert.Equal(before, await LoggedAsync());
    }

    [Fact]
    public async Task A_live_view_is_priced_before_it_opens()
    {
        const string tooMuch = "subscription { complaintChanged { complaint { customer { complaints(first: 100) { nodes { events(first: 100) { nodes { complaint { events(first: 100) { nodes { id } } } } } } } } } } }";
        Assert.Equal(["PG-REQ-COST"], Hostility.Codes(await FirstAsync(tooMuch, CostMode.None)));
        var answer = await FirstAsync("subscription { complaintChanged { complaint { id } } }", CostMode.Validate);
        Assert.Equal(["extensions"], answer.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["complaintChanged", "complaint"], answer.GetProperty("extensions").GetProperty("cost").GetProperty("dearest").GetProperty("path").EnumerateArray().Select(k => k.GetString()));
    }

    [Fact]
    public async Task Tools_find_the_directives_by_introspection()
    {
        var data = await world.Platform.DataAsync("{ __schema { directives { name locations args { name type { kind } } } } }", World.ActorOf("nobody"));
        var directives = data.GetProperty("__schema").GetProperty("directives").EnumerateArray().ToDictionary(d => d.GetProperty("name").GetString()!, d => d.GetRawText());
        Assert.Equal("""{"name":"cost","locations":["FIELD_DEFINITION"],"args":[{"name":"weight","type":{"kind":"NON_NULL"}}]}""", directives["cost"]);
        Assert.Contains("slicingArguments", directives["listSize"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Introspection_is_no_gift_but_nobody_is_kept_from_it() =>
        Assert.Equal(100, (await CostAsync("{ __schema { types { name } } }", "nobody")).GetProperty("cost").GetInt32());

    private async Task<JsonElement> FirstAsync(string subscription, CostMode mode)
    {
        await foreach (var answer in world.Platform.Engine.SubscribeAsync(new GraphRequest(subscription) { Cost = mode }, World.ActorOf("agent"), CancellationToken.None))
            using (answer) return JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
        throw new InvalidOperationException("The subscription ended without an answer.");
    }

    private Task<long> LoggedAsync() => world.Platform.ScalarAsync<long>("SELECT count(*) FROM propertygraph.events");
}
