using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PropertyGraph.DatabaseTests.Reads.Random;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>A list that is walked page by page, either way, with pages of any size and in any order, is the whole list: no row twice, none left out.</summary>
public sealed class PagingTests(ReadWorld world) : IClassFixture<ReadWorld>
{
    private const int Walks = 40;

    [Fact]
    public Task Pages_put_together_are_the_list() =>
        Trials.RunAsync(Gen.Select(Gen.UInt, Gen.Int[1, 9]), walk => WalkAsync(walk.Item1, walk.Item2), Walks);

    private async Task WalkAsync(uint seed, int rows)
    {
        var choices = new Choices(new(1, seed));
        var asker = choices.OneOf(world.Askers);
        var inputs = new RandomInputs(choices, world.View(asker), world.Everything);
        var entity = choices.OneOf([.. world.Model.Entities.Values.Where(e => e.Many is not null && e.IsNode)]);
        (string, Input)[] arguments = choices.Chance(40) ? [("where", inputs.Where(entity, 1)), ("order", inputs.Order(entity))] : [("order", inputs.Order(entity))];

        var whole = Nodes(await PageAsync(asker, entity, [.. arguments, ("first", new Leaf("Int", 100))]));
        Assert.Equal(whole, await WalkAsync(asker, entity, arguments, rows, forward: true));
        Assert.Equal(whole, await WalkAsync(asker, entity, arguments, rows, forward: false));
    }

    private async Task<List<string>> WalkAsync(string asker, EntityType entity, IReadOnlyList<(string, Input)> arguments, int rows, bool forward)
    {
        var walked = new List<string>();
        JsonNode? cursor = null;
        for (; ; )
        {
            var page = await PageAsync(asker, entity, [.. arguments, (forward ? "first" : "last", new Leaf("Int", rows)), (forward ? "after" : "before", new Leaf("String", cursor))]);
            walked.InsertRange(forward ? walked.Count : 0, Nodes(page));
            var info = page.GetProperty("pageInfo");
            if (!info.GetProperty(forward ? "hasNextPage" : "hasPreviousPage").GetBoolean()) return walked;
            cursor = info.GetProperty(forward ? "endCursor" : "startCursor").GetString();
        }
    }

    private async Task<JsonElement> PageAsync(string asker, EntityType entity, IReadOnlyList<(string, Input)> arguments)
    {
        var list = new Selected(entity.Many!, "list")
        {
            Arguments = arguments,
            Fields =
            [
                new("nodes") { Fields = [new("id")] }, new("totalCount"),
                new("pageInfo") { Fields = [new("hasNextPage"), new("hasPreviousPage"), new("startCursor"), new("endCursor")] },
            ],
        };
        var (query, variables) = QueryText.Of([list], input => input is Leaf { Type: "String" });
        return (await world.CompareAsync(asker, query, variables)).Data.GetProperty("list");
    }

    private static List<string> Nodes(JsonElement page) => [.. page.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetString()!)];
}
