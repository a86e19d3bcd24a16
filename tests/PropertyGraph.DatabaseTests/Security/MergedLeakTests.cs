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
            "{ list: customers(first: 100) { nodes { id complaints(first: 100) { nodes { id } } interactions(first: 100) { nodes { id } } satisfaction(first: 100) { nodes { id } } } } }", Access.Actor.System);
        var related = everything.GetProperty("list").GetProperty("nodes").EnumerateArray().ToDictionary(
            n => n.GetProperty("id").GetString()!,
            n => new[] { ("Complaint", "complaints"), ("Interaction", "interactions"), ("Response", "satisfaction") }.SelectMany(part => Ids(n.GetProperty(part.Item2)).Where(world.Visible(reader, part.Item1).Contains)).ToHashSet());

        const string timelines = "{ list: customers(first: 100) { nodes { id timeline(first: 100) { totalCount nodes { __typename ... on Node { id } ... on Response { customer { id } invitation { id } } } } } } }";
        foreach (var customer in (await world.DataAsync(reader, timelines)).GetProperty("list").GetProperty("nodes").EnumerateArray())
        {
            var expected = related[customer.GetProperty("id").GetString()!];
            var timeline = customer.GetProperty("timeline");
            Assert.True(expected.SetEquals(Ids(timeline)), $"{reader}: {timeline}");
            Assert.Equal(expected.Count, timeline.GetProperty("totalCount").GetInt32());
        }
    }

    private static IEnumerable<string> Ids(JsonElement list) => list.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetString()!);
}
