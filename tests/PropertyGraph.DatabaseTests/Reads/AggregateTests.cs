using System.Text.Json;
using System.Text.Json.Nodes;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>Aggregates, groups and orders by aggregates where a golden answer does not show it: mistakes, calendars, variables, cursors.</summary>
public sealed class AggregateTests(World world) : IClassFixture<World>
{
    private const string ByOpenComplaints = """
        query($open: Boolean, $first: Int, $after: String, $last: Int, $before: String) {
          customers(first: $first, after: $after, last: $last, before: $before, order: [{ complaints: { where: { isOpen: { eq: $open } }, count: DESC } }]) {
            nodes { number complaints(where: { isOpen: { eq: $open } }) { totalCount } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          }
        }
        """;

    [Theory]
    [InlineData("PG-PLAN-GROUP", "groups(by: []) { aggregate { count } }")]
    [InlineData("PG-PLAN-GROUP", "groups(by: [{}]) { aggregate { count } }")]
    [InlineData("PG-PLAN-GROUP", "groups(by: [{ status: true, channel: true }]) { aggregate { count } }")]
    [InlineData("PG-PLAN-GROUP", "groups(by: [{ status: false }]) { aggregate { count } }")]
    [InlineData("PG-PLAN-GROUP", "groups(by: [{ status: true }, { status: true }]) { aggregate { count } }")]
    [InlineData("PG-PLAN-GROUP", "groups(by: [{ status: true }]) { key { channel } }")]
    [InlineData("PG-PLAN-GROUP", "groups(by: [{ status: true }]) { key { department { code } } }")]
    [InlineData("PG-PLAN-GROUP", "groups(by: [{ department: { name: true } }]) { key { department { code } } }")]
    [InlineData("PG-PLAN-GROUP", "groups(by: [{ status: true }], order: [{ key: { channel: ASC } }]) { key { status } }")]
    [InlineData("PG-PLAN-ORDER", "groups(by: [{ status: true }], order: [{ key: { status: ASC }, aggregate: { count: ASC } }]) { key { status } }")]
    [InlineData("PG-PLAN-ORDER", "groups(by: [{ status: true }], order: [{ aggregate: { count: ASC, sum: { reopenCount: ASC } } }]) { key { status } }")]
    [InlineData("PG-PLAN-ORDER", "groups(by: [{ status: true }], order: [{ aggregate: { max: { filedAt: ASC, dueAt: ASC } } }]) { key { status } }")]
    [InlineData("PG-PLAN-ORDER", "groups(by: [{ status: true }], order: [{}]) { key { status } }")]
    [InlineData("PG-PLAN-FILTER", "groups(by: [{ status: true }], having: { count: { gt: null } }) { key { status } }")]
    [InlineData("PG-PLAN-PAGE", "groups(by: [{ status: true }], first: 1001) { key { status } }")]
    [InlineData("PG-PLAN-PAGE", "groups(by: [{ status: true }], first: -1) { key { status } }")]
    [InlineData("PG-PLAN-TIMEZONE", "groups(by: [{ filedAt: { unit: DAY, timeZone: \"Mars/Olympus\" } }]) { aggregate { count } }")]
    [InlineData("PG-PLAN-TIMEZONE", "groups(by: [{ filedAt: { unit: DAY, timeZone: \"UTC'; --\" } }]) { aggregate { count } }")]
    [InlineData("PG-PLAN-TIMEZONE", "groups(by: [{ filedAt: { unit: DAY, timeZone: \"\" } }]) { aggregate { count } }")]
    [InlineData("PG-PLAN-PERCENTILE", "aggregate { percentile(at: 1.01) { filedAt } }")]
    [InlineData("PG-PLAN-PERCENTILE", "aggregate { percentile(at: -0.5) { filedAt } }")]
    [InlineData("PG-PLAN-PERCENTILE", "groups(by: [{ status: true }]) { aggregate { percentile(at: 95) { reopenCount } } }")]
    public async Task A_mistake_is_told_with_its_code(string code, string part) => Assert.Equal(code, Code(await AskAsync($"{{ complaints {{ {part} }} }}")));

    [Theory]
    [InlineData("PG-PLAN-ORDER", "complaints: { count: ASC, max: { filedAt: ASC } }")]
    [InlineData("PG-PLAN-ORDER", "complaints: { where: { isOpen: { eq: true } } }")]
    [InlineData("PG-PLAN-ORDER", "complaints: {}")]
    [InlineData("PG-PLAN-FILTER", "complaints: { count: ASC, where: { title: { in: null } } }")]
    public async Task So_is_one_in_an_order(string code, string order) => Assert.Equal(code, Code(await AskAsync($"{{ customers(order: [{{ {order} }}]) {{ nodes {{ id }} }} }}")));

    [Theory]
    [InlineData("customer", "units { groups(by: [{ isOccupied: true }]) { aggregate { count } } }")]
    [InlineData("customer", "units { aggregate { distinct(of: IS_OCCUPIED) } }")]
    [InlineData("customer", "units { groups(by: [{ code: true }]) { key { isOccupied } } }")]
    [InlineData("customer", "units { groups(by: [{ code: true }], order: [{ key: { isOccupied: ASC } }]) { key { code } } }")]
    [InlineData("customer", "complaints { groups(by: [{ unit: { isOccupied: true } }]) { aggregate { count } } }")]
    [InlineData("customer", "complaints(order: [{ responsibilities: { count: ASC } }]) { nodes { id } }")]
    [InlineData("customer", "customers(order: [{ complaints: { count: ASC, where: { unit: { isOccupied: { eq: true } } } } }]) { nodes { id } }")]
    public async Task A_hidden_field_tells_nothing(string asker, string field) => Assert.Equal("PG-PLAN-HIDDEN", Code(await AskAsync($"{{ {field} }}", asker: asker)));

    [Fact]
    public async Task Weeks_begin_on_Monday_in_the_time_zone_on_both_sides_of_a_change_of_its_clocks()
    {
        // Berlin's clocks went back on 25 October 2026, a Sunday: 22:30 UTC was Monday before it and is Sunday after.
        await InteractionsAsync(201, "2026-10-18 22:30Z", "2026-10-25 22:30Z", "2026-10-25 23:30Z");
        Assert.Equal(["2026-10-19 2", "2026-10-26 1"], await WeeksAsync(201, "Europe/Berlin"));
        Assert.Equal(["2026-10-12 1", "2026-10-19 2"], await WeeksAsync(201, "UTC"));
    }

    [Fact]
    public async Task A_bucket_whose_first_day_no_date_of_the_graph_is_has_a_null_key()
    {
        await InteractionsAsync(202, "0001-01-01 00:00Z", "9999-12-31 23:59Z", "2026-06-01 12:00Z");
        Assert.Equal(["2026-06-01 1", "9999-12-27 1", " 1"], await WeeksAsync(202, "America/New_York"));
        Assert.Equal(["0001-01-01 1", "2026-06-01 1", "9999-12-27 1"], await WeeksAsync(202, "Asia/Shanghai"));
        Assert.Equal(["0001-01-01 1", "2026-06-01 1", " 1"], await WeeksAsync(202, "Asia/Shanghai", "DAY"));
    }

    [Fact]
    public async Task Variables_choose_field_and_unit_of_one_document()
    {
        const string Query = "query($of: ComplaintField!, $unit: CalendarUnit!) { complaints { aggregate { distinct(of: $of) } groups(by: [{ filedAt: { unit: $unit } }]) { aggregate { count } } } }";
        var byStatus = await AskAsync(Query, new() { ["of"] = "STATUS", ["unit"] = "DAY" });
        var byReference = await AskAsync(Query, new() { ["of"] = "REFERENCE", ["unit"] = "YEAR" });
        Assert.Equal((8, 60), (Distinct(byStatus), Distinct(byReference)));
        Assert.Equal((9, 1), (Groups(byStatus), Groups(byReference)));

        static JsonElement List(JsonElement answer) => answer.GetProperty("data").GetProperty("complaints");
        static int Distinct(JsonElement answer) => List(answer).GetProperty("aggregate").GetProperty("distinct").GetInt32();
        static int Groups(JsonElement answer) => List(answer).GetProperty("groups").GetArrayLength();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_in_the_order_of_a_relations_count_put_together_are_the_list(bool forward)
    {
        var whole = Numbers(await PageAsync(new() { ["open"] = true, ["first"] = 100 }));
        Assert.Equal(24, whole.Count);
        var walked = new List<string>();
        var variables = new JsonObject { ["open"] = true, [forward ? "first" : "last"] = 5 };
        for (; ; )
        {
            var page = await PageAsync(variables);
            walked.InsertRange(forward ? walked.Count : 0, Numbers(page));
            var info = page.GetProperty("pageInfo");
            if (!info.GetProperty(forward ? "hasNextPage" : "hasPreviousPage").GetBoolean()) break;
            variables = new() { ["open"] = true, [forward ? "first" : "last"] = 5, [forward ? "after" : "before"] = info.GetProperty(forward ? "endCursor" : "startCursor").GetString() };
        }
        Assert.Equal(whole, walked);
        Assert.Equal(walked.Select(n => int.Parse(n.Split(' ')[1])).OrderDescending(), walked.Select(n => int.Parse(n.Split(' ')[1])));
    }

    [Fact]
    public async Task A_cursor_made_under_other_values_of_where_is_refused()
    {
        var cursor = (await PageAsync(new() { ["open"] = true, ["first"] = 1 })).GetProperty("pageInfo").GetProperty("endCursor").GetString();
        Assert.Equal("PG-PLAN-CURSOR", Code(await AskAsync(ByOpenComplaints, new() { ["open"] = false, ["first"] = 1, ["after"] = cursor })));
        Assert.Null(Code(await AskAsync(ByOpenComplaints, new() { ["open"] = true, ["first"] = 1, ["after"] = cursor })));
    }

    private async Task InteractionsAsync(int customer, params string[] times)
    {
        var rows = times.Select((at, i) => $"('{World.Key("interaction", (customer * 10) + i)}', '{World.Key("customer", customer)}', 'PHONE', 'INBOUND', 'Call', false, '{at}')");
        await world.Platform.ExecuteAsync($"INSERT INTO customers.customers (id, number, kind, name, language, since) VALUES ('{World.Key("customer", customer)}', 'X{customer}', 'PERSON', 'X', 'en', '2020-01-01')");
        await world.Platform.ExecuteAsync($"INSERT INTO customers.interactions (id, customer_id, channel, direction, summary, is_conflict, at) VALUES {string.Join(", ", rows)}");
    }

    /// <summary>First day and count of each group, in the order of the days.</summary>
    private async Task<IReadOnlyList<string>> WeeksAsync(int customer, string zone, string unit = "WEEK")
    {
        var answer = await AskAsync($$"""{ customers(where: { number: { eq: "X{{customer}}" } }) { nodes { interactions { groups(by: [{ at: { unit: {{unit}}, timeZone: "{{zone}}" } }]) { key { at } aggregate { count } } } } } }""");
        var groups = answer.GetProperty("data").GetProperty("customers").GetProperty("nodes")[0].GetProperty("interactions").GetProperty("groups");
        return [.. groups.EnumerateArray().Select(g => $"{g.GetProperty("key").GetProperty("at").GetString()} {g.GetProperty("aggregate").GetProperty("count")}")];
    }

    private async Task<JsonElement> PageAsync(JsonObject variables) => (await AskAsync(ByOpenComplaints, variables)).GetProperty("data").GetProperty("customers");

    private static List<string> Numbers(JsonElement page) =>
        [.. page.GetProperty("nodes").EnumerateArray().Where(n => !n.GetProperty("number").GetString()!.StartsWith('X')).Select(n => $"{n.GetProperty("number").GetString()} {n.GetProperty("complaints").GetProperty("totalCount")}")];

    private static string? Code(JsonElement answer) =>
        answer.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null;

    private async Task<JsonElement> AskAsync(string query, JsonObject? variables = null, string asker = "agent")
    {
        var given = variables is null ? default : JsonSerializer.SerializeToElement(variables);
        using var answer = await world.Platform.Engine.ExecuteAsync(new GraphRequest(query, Variables: given), World.ActorOf(asker), CancellationToken.None);
        return JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
    }
}
