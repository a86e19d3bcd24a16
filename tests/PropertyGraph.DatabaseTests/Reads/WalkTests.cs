using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PropertyGraph.DatabaseTests.Reads.Random;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>Lists that are long enough to walk.</summary>
public sealed class CrowdedWorld : ReadWorld
{
    protected override IReadOnlyList<string> Scripts => [.. base.Scripts, "Specimens/Crowd.sql"];
}

/// <summary>
/// A list is walked by pages of any size, either way, in any order, while another connection inserts and deletes rows between the pages, most of them with the
/// keys of rows that stay. Rows that were there throughout come once each, in their order; which they are the slow executor says.
/// </summary>
public sealed class WalkTests(CrowdedWorld world) : IClassFixture<CrowdedWorld>
{
    private static readonly string Parent = GlobalId.Encode("Specimen", World.Key("specimen", 1)), Child = GlobalId.Encode("Specimen", World.Key("crowd", 101)), Owner = GlobalId.Encode("Customer", World.Key("customer", 2));

    /// <summary>Queries around the walked list, by its name, with the way to it in the answer.</summary>
    private static readonly Place[] Places =
    [
        new("specimens", "{0}", [], null),
        new("children", $"one: specimen(id: \"{Parent}\") {{ {{0}} }}", ["one"], World.Key("specimen", 1)),
        new("specimens", $"one: customer(id: \"{Owner}\") {{ {{0}} }}", ["one"], null),
        new("children", $"some: specimens(where: {{ id: {{ eq: \"{Parent}\" }} }}) {{ nodes {{ children(where: {{ id: {{ eq: \"{Child}\" }} }}) {{ nodes {{ {{0}} }} }} }} }}", ["some", "nodes", "children", "nodes"], World.Key("crowd", 101)),
        new("children", $"one: node(id: \"{Child}\") {{ ... on Specimen {{ parent {{ {{0}} }} }} }}", ["one", "parent"], World.Key("specimen", 1)),
        new("specimens", "some: complaints(first: 1, where: { customer: { number: { eq: \"C0002\" } } }) { nodes { customer { {0} } } }", ["some", "nodes", "customer"], null),
    ];

    private sealed record Place(string List, string Around, string[] Path, Guid? Parent);

    private sealed record Walk(string Asker, Place Place, IReadOnlyList<(string, Input)> Arguments, int Rows, bool Forward);

    [Fact]
    public Task Rows_that_stay_come_once_each_in_their_order_while_others_come_and_go() =>
        Trials.RunAsync(Gen.Select(Gen.UInt, Gen.Int[1, 12], Gen.Bool), walk => CheckAsync(walk.Item1, walk.Item2, walk.Item3), 60);

    private async Task CheckAsync(uint seed, int rows, bool forward)
    {
        var choices = new Choices(new(1, seed));
        var asker = choices.OneOf(["system", "agent", "director", "customer C0002", "customer C0002", "nobody"]);
        var inputs = new RandomInputs(choices, world.View(asker), world.Everything);
        var entity = world.Model.Entities["Specimen"];
        var order = inputs.Order(entity);
        while (order.Values.Any(IsFarMeasure)) order = inputs.Order(entity);
        (string, Input)[] arguments = choices.Chance(25) ? [("where", inputs.Where(entity, 0)), ("order", order)] : [("order", order)];
        var walk = new Walk(asker, choices.OneOf(Places), arguments, rows, forward);

        var (query, variables) = Page(walk with { Rows = 1_000 }, null);
        var staying = world.Slow(asker, query, variables);
        if (Find(walk, staying) is not { } list) return;
        // Below these two rows come and go, so that their place is not always the same in an order by what is below.
        string[] moving = order.Values.Any(IsMeasure) ? [Parent, Child] : [];
        var expected = list["nodes"]!.AsArray().Select(n => n!["id"]!.GetValue<string>()).Except(moving).ToList();
        var walked = (await WalkAsync(walk, choices)).Where(id => !moving.Contains(id)).ToList();
        Assert.True(walked.Distinct().Count() == walked.Count, $"{asker}: {query}\n{variables}\nA row comes twice.");
        Assert.True(expected.SequenceEqual(walked.Where(expected.ToHashSet().Contains)), $"{asker}: {query}\n{variables}\n{string.Join('\n', expected.Except(walked))} left out, or in another order.");
    }

    /// <summary>Whether rows are ordered by what belongs to them.</summary>
    private static bool IsMeasure(Input key) => key is Members { Values: [var (_, value)] } && value.Type.EndsWith("RelationSortInput", StringComparison.Ordinal);

    /// <summary>Whether they are ordered by what belongs to their parents or customers, to which others come and go.</summary>
    private static bool IsFarMeasure(Input key) => !IsMeasure(key) && key is Members { Values: [var (_, value)] } && (IsMeasure(value) || IsFarMeasure(value));

    private async Task<List<string>> WalkAsync(Walk walk, Choices choices)
    {
        var walked = new List<string>();
        string? cursor = null;
        for (; ; )
        {
            var (query, variables) = Page(walk, cursor);
            var answer = await world.AskAsync(walk.Asker, query, variables);
            Assert.False(answer.TryGetProperty("errors", out var errors), $"{walk.Asker}: {query}\n{errors}");
            var page = Find(walk, JsonNode.Parse(answer.GetProperty("data").GetRawText())!)!;
            var (ids, info) = (page["nodes"]!.AsArray().Select(n => n!["id"]!.GetValue<string>()).ToList(), page["pageInfo"]!);
            walked.InsertRange(walk.Forward ? walked.Count : 0, ids);
            Assert.Equal(cursor is not null, info[walk.Forward ? "hasPreviousPage" : "hasNextPage"]!.GetValue<bool>());
            if (!info[walk.Forward ? "hasNextPage" : "hasPreviousPage"]!.GetValue<bool>()) return walked;
            Assert.Equal(walk.Rows, ids.Count);
            cursor = info[walk.Forward ? "endCursor" : "startCursor"]!.GetValue<string>();
            if (choices.Chance(60)) await ComeAndGoAsync(walk.Place, choices);
        }
    }

    private static (string Query, JsonObject Variables) Page(Walk walk, string? cursor)
    {
        var list = new Selected(walk.Place.List, "list")
        {
            Arguments = [.. walk.Arguments, (walk.Forward ? "first" : "last", new Leaf("Int", walk.Rows)), (walk.Forward ? "after" : "before", new Leaf("String", cursor))],
            Fields = [new("nodes") { Fields = [new("id")] }, new("pageInfo") { Fields = [new("hasNextPage"), new("hasPreviousPage"), new("startCursor"), new("endCursor")] }],
        };
        return QueryText.Around(walk.Place.Around, list, input => input is Leaf { Type: "String" });
    }

    /// <summary>The list in an answer; null where the way to it breaks off.</summary>
    private static JsonNode? Find(Walk walk, JsonNode? at)
    {
        foreach (var step in walk.Place.Path)
        {
            at = at?[step];
            if (at is JsonArray items) at = items.FirstOrDefault();
        }
        return at?["list"];
    }

    /// <summary>Others insert up to three rows into the list, half of them equal to one that stays, and delete up to three of theirs.</summary>
    private Task ComeAndGoAsync(Place place, Choices choices)
    {
        var parent = place.Parent is { } key ? $"'{key}'::uuid" : "NULL::uuid";
        return world.Platform.ExecuteAsync(
            $"""
            WITH came AS (
              INSERT INTO specimens.specimens
              SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'code', gen_random_uuid(), 'parent_id', {parent}, 'customer_id', '{World.Key("customer", 2)}')
                || CASE WHEN random() < 0.5 THEN '{"{}"}'::jsonb ELSE jsonb_build_object('rank', (random() * 6)::int, 'seen_at', TIMESTAMPTZ '2026-05-01Z' + random() * INTERVAL '90 days', 'word', 'w' || random()) END)).*
              FROM specimens.specimens AS s ORDER BY random() LIMIT {choices.Below(4)} RETURNING id)
            INSERT INTO specimens.passing SELECT id FROM came;
            WITH gone AS (DELETE FROM specimens.passing WHERE id IN (SELECT id FROM specimens.passing ORDER BY random() LIMIT {choices.Below(4)} FOR UPDATE SKIP LOCKED) RETURNING id)
            DELETE FROM specimens.specimens AS s USING gone WHERE s.id = gone.id;
            """);
    }
}
