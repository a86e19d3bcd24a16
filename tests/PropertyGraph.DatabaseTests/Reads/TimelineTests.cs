using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>A merged list is what its relations give, in one order, however it is paged.</summary>
public sealed class TimelineTests(ReadWorld world) : IClassFixture<ReadWorld>
{
    private const string Parts =
        "complaints(first: 100) { nodes { id at: filedAt } } interactions(first: 100) { nodes { id at } } occupancies(first: 100) { nodes { id at: movedInAt } } satisfaction(first: 100) { nodes { id at: submittedAt } }";

    private static readonly string[] Types = ["COMPLAINT", "INTERACTION", "OCCUPANCY", "RESPONSE"];

    [Fact]
    public Task Pages_put_together_are_the_relations_in_one_order() =>
        Gen.Select(Gen.Int[0, world.Askers.Count - 1], Gen.Int[1, 12], Gen.Int[1, 7], Gen.Bool, Gen.Int[0, 15]).SampleAsync(
            ((int Asker, int Customer, int Rows, bool Descending, int Types) walk) => WalkAsync(world.Askers[walk.Asker], walk.Customer, walk.Rows, walk.Descending, walk.Types), iter: 60, threads: 2);

    private async Task WalkAsync(string asker, int number, int rows, bool descending, int chosen)
    {
        var customer = $"C{number:0000}";
        var types = Types.Where((_, i) => (chosen & (1 << i)) != 0).ToList();
        if ((await DataAsync(asker, customer, Parts, [])) is not { } whole) return;
        var expected = new[] { "complaints", "interactions", "occupancies", "satisfaction" }
            .SelectMany((relation, type) => whole.GetProperty(relation).GetProperty("nodes").EnumerateArray().Select(n => (At: n.GetProperty("at").GetDateTimeOffset(), Type: type, Id: n.GetProperty("id").GetString()!)))
            .Where(row => types.Contains(Types[row.Type]))
            .OrderBy(row => row.At).ThenBy(row => row.Type).ThenBy(row => Key(row.Id), StringComparer.Ordinal).Select(row => row.Id).ToList();
        if (descending) expected.Reverse();
        JsonObject Variables(string? cursor) => new() { ["types"] = new JsonArray([.. types.Select(t => (JsonNode?)t)]), ["order"] = descending ? "DESC" : "ASC", ["rows"] = rows, ["cursor"] = cursor };

        foreach (var forward in new[] { true, false })
        {
            var walked = new List<string>();
            for (string? cursor = null; ;)
            {
                var page = (await DataAsync(asker, customer,
                    $"timeline(types: $types, order: $order, {(forward ? "first: $rows, after" : "last: $rows, before")}: $cursor) {{ totalCount edges {{ cursor node {{ ... on Node {{ id }} }} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }}",
                    Variables(cursor)))!.Value.GetProperty("timeline");
                var edges = page.GetProperty("edges").EnumerateArray().ToList();
                var info = page.GetProperty("pageInfo");
                walked.InsertRange(forward ? walked.Count : 0, edges.Select(e => e.GetProperty("node").GetProperty("id").GetString()!));
                Assert.Equal(expected.Count, page.GetProperty("totalCount").GetInt32());
                Assert.Equal(cursor is not null, info.GetProperty(forward ? "hasPreviousPage" : "hasNextPage").GetBoolean());
                Assert.Equal(edges.Count == 0 ? null : edges[^1].GetProperty("cursor").GetString(), info.GetProperty("endCursor").GetString());
                cursor = info.GetProperty(forward ? "endCursor" : "startCursor").GetString();
                if (!info.GetProperty(forward ? "hasNextPage" : "hasPreviousPage").GetBoolean()) break;
            }
            Assert.Equal(expected, walked);
        }
    }

    [Fact]
    public async Task The_whole_is_the_same_without_any_of_its_fields_but_the_count()
    {
        var data = await DataAsync("manager", "C0002", "timeline { totalCount } page: timeline(first: 0) { nodes { __typename } totalCount pageInfo { hasNextPage endCursor } }", []);
        Assert.Equal("""{"timeline":{"totalCount":33},"page":{"nodes":[],"totalCount":33,"pageInfo":{"hasNextPage":true,"endCursor":null}}}""", data!.Value.GetRawText());
    }

    [Theory]
    [InlineData("PG-PLAN-PAGE", "timeline(first: 1, last: 1) { totalCount nodes { __typename } }")]
    [InlineData("PG-PLAN-PAGE", "timeline(first: 101) { nodes { __typename } }")]
    [InlineData("PG-PLAN-CURSOR", "timeline(after: \"garbage\") { nodes { __typename } }")]
    [InlineData("PG-PLAN-HIDDEN", "timeline { nodes { ... on Interaction { isConflict } } }")]
    [InlineData("PG-REQ-VALIDATION", "timeline(types: [CUSTOMER]) { nodes { __typename } }")]
    [InlineData("PG-REQ-VALIDATION", "timeline { nodes { ... on Unit { code } } }")]
    [InlineData("PG-REQ-VALIDATION", "timeline { nodes { id } }")]
    public async Task A_mistake_is_a_clear_error(string code, string field) => Assert.Equal(code, Code(await world.AskAsync("customer C0002", $"{{ customer(number: \"C0002\") {{ {field} }} }}")));

    [Fact]
    public async Task A_cursor_of_another_order_or_list_is_an_error()
    {
        var cursors = (await DataAsync("manager", "C0002", "timeline(first: 1) { edges { cursor } } interactions(first: 1) { edges { cursor } }", []))!.Value;
        string Cursor(string list) => cursors.GetProperty(list).GetProperty("edges")[0].GetProperty("cursor").GetString()!;
        foreach (var field in new[]
        {
            $"timeline(order: ASC, after: \"{Cursor("timeline")}\") {{ nodes {{ __typename }} }}",
            $"timeline(after: \"{Cursor("interactions")}\") {{ nodes {{ __typename }} }}",
            $"interactions(after: \"{Cursor("timeline")}\") {{ nodes {{ __typename }} }}",
        })
            Assert.Equal("PG-PLAN-CURSOR", Code(await world.AskAsync("manager", $"{{ customer(number: \"C0002\") {{ {field} }} }}")));
        Assert.Null(Code(await world.AskAsync("manager", $"{{ customer(number: \"C0002\") {{ timeline(types: [INTERACTION], after: \"{Cursor("timeline")}\") {{ nodes {{ __typename }} }} }} }}")));
    }

    private async Task<JsonElement?> DataAsync(string asker, string customer, string fields, JsonObject variables)
    {
        var declared = variables.Count == 0 ? "" : "($types: [CustomerTimelineType!], $order: SortEnumType, $rows: Int, $cursor: String)";
        var answer = await world.AskAsync(asker, $"query{declared} {{ customer(number: \"{customer}\") {{ {fields} }} }}", variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), $"{asker}: {fields}: {errors}");
        var found = answer.GetProperty("data").GetProperty("customer");
        return found.ValueKind == JsonValueKind.Null ? null : found;
    }

    private static string Key(string id) => Schema.GlobalId.TryDecode(id, out _, out var key) ? key.ToString() : throw new FormatException(id);

    private static string? Code(JsonElement answer) =>
        answer.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null;
}
