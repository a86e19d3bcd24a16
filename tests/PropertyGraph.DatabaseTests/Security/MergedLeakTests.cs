using System.Text.Json;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>Merged lists show and count exactly what the stated policies allow of each of their types.</summary>
public sealed class MergedLeakTests(GuardedWorld world) : IClassFixture<GuardedWorld>
{
    public static TheoryData<string> Readers => [.. GuardedWorld.Readers];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_timeline_holds_and_counts_exactly_the_stated_rows(string reader)
    {
        var everything = await world.Platform.DataAsync(
            "{ list: customers(first: 100) { nodes { id complaints(first: 100) { nodes { id } } interactions(first: 100) { nodes { id } } satisfaction(first: 100) { nodes { id } } charges(first: 100) { nodes { id } } payments(first: 100) { nodes { id } } dunningNotices(first: 100) { nodes { id } } feeDisputes(first: 100) { nodes { id } } occupancies(first: 100) { nodes { id } } credits(first: 100) { nodes { id } } keyAccountTerms(first: 100) { nodes { id } } grievances(first: 100) { nodes { id } } updates(first: 100) { nodes { id } } } } }", Access.Actor.System);
        var related = everything.GetProperty("list").GetProperty("nodes").EnumerateArray().ToDictionary(
            n => n.GetProperty("id").GetString()!,
            n => new[] { ("Complaint", "complaints"), ("Interaction", "interactions"), ("Response", "satisfaction"), ("Charge", "charges"), ("Payment", "payments"), ("DunningNotice", "dunningNotices"), ("FeeDispute", "feeDisputes"), ("Occupancy", "occupancies"), ("Credit", "credits"), ("KeyAccountTerm", "keyAccountTerms"), ("Grievance", "grievances"), ("CustomerUpdate", "updates") }.SelectMany(part => Ids(n.GetProperty(part.Item2)).Where(world.Visible(reader, part.Item1).Contains)).ToHashSet());

        // A few customers at a time: those whom least is answered to may not ask for all at once.
        const string query = "query($after: String) { list: customers(first: 2, after: $after) { totalCount nodes { id timeline(first: 80) { totalCount nodes { __typename ... on Node { id } ... on Response { customer { id } invitation { id } } } } } pageInfo { hasNextPage endCursor } } }";
        var seen = 0;
        for (string? after = null; ;)
        {
            var list = (await world.DataAsync(reader, query, new { after })).GetProperty("list");
            foreach (var customer in list.GetProperty("nodes").EnumerateArray())
            {
                seen++;
                var expected = related[customer.GetProperty("id").GetString()!];
                var timeline = customer.GetProperty("timeline");
                Assert.True(expected.SetEquals(Ids(timeline)), $"{reader}: {timeline}");
                Assert.Equal(expected.Count, timeline.GetProperty("totalCount").GetInt32());
            }
            after = list.GetProperty("pageInfo").GetProperty("endCursor").GetString();
            if (!list.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()) break;
        }
        Assert.Equal(world.Visible(reader, "Customer").Count, seen);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_search_finds_no_row_that_the_stated_policies_hide(string reader)
    {
        foreach (var text in new[] { "a", "e", "1", "c", "s0", "漏水", "2026", "description", "chen" })
        {
            var found = new HashSet<string>();
            for (string? after = null; ;)
            {
                const string query = "query($text: String!, $after: String) { list: search(text: $text, first: 100, after: $after) { totalCount nodes { __typename ... on Node { id } } pageInfo { hasNextPage endCursor } } }";
                var list = (await world.DataAsync(reader, query, new { text, after })).GetProperty("list");
                foreach (var node in list.GetProperty("nodes").EnumerateArray())
                {
                    Assert.True(world.Visible(reader, node.GetProperty("__typename").GetString()!).Contains(node.GetProperty("id").GetString()!), $"{reader} finds {node} by {text}");
                    Assert.True(found.Add(node.GetProperty("id").GetString()!));
                }
                after = list.GetProperty("pageInfo").GetProperty("endCursor").GetString();
                if (list.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()) continue;
                Assert.Equal(found.Count, list.GetProperty("totalCount").GetInt32());
                break;
            }
        }
    }

    private static IEnumerable<string> Ids(JsonElement list) => list.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetString()!);
}
