using CsCheck;
using PropertyGraph.DatabaseTests.Reads.Random;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>Two executors that share no code answer random questions over the real schema, for every audience, and must agree to the last byte of every value.</summary>
public sealed class RandomQueryTests(ReadWorld world) : IClassFixture<ReadWorld>
{
    /// <summary>Each is asked at least twice: with its values as literals and as variables; and again from its cursors, where it asks for any.</summary>
    private const int Queries = 300;

    [Fact]
    public Task Any_query_gives_the_answer_of_the_slow_executor_in_one_round_trip() =>
        new RandomQueries(world).SampleAsync((Func<RandomQuery, Task>)CheckAsync, iter: Queries, threads: 2);

    internal async Task CheckAsync(RandomQuery query)
    {
        var cursors = (await world.CompareAsync(query.Asker, query.Text)).Cursors;
        var choices = new Choices(new(query.Seed));
        await SameWithVariablesAsync(query.Asker, query.Roots, choices);
        if (Continued(query.Roots, cursors, choices) is not { } continued) return;
        await world.CompareAsync(query.Asker, QueryText.Of(continued, _ => false).Query);
        await SameWithVariablesAsync(query.Asker, continued, choices);
    }

    /// <summary>The same question with each value a literal or a variable, by chance.</summary>
    private async Task SameWithVariablesAsync(string asker, IReadOnlyList<Selected> roots, Choices choices)
    {
        var (query, variables) = QueryText.Of(roots, _ => choices.Chance(40));
        await world.CompareAsync(asker, query, variables);
    }

    /// <summary>The query with some of its lists continued from a cursor that the first answer gave, or null where it gave none.</summary>
    private static List<Selected>? Continued(IReadOnlyList<Selected> roots, ILookup<string, string> cursors, Choices choices)
    {
        if (cursors.Count == 0) return null;
        var places = cursors.ToDictionary(list => list.Key, list => Places(list.Key).ToList());
        return [.. roots.Select(root => Continue(root, "data"))];

        Selected Continue(Selected field, string path)
        {
            var own = $"{path}.{field.Key}";
            return field with
            {
                Fields = [.. field.Fields.Select(f => Continue(f, own))],
                Arguments = [.. field.Arguments, .. places.GetValueOrDefault(own, [])],
            };
        }

        IEnumerable<(string, Input)> Places(string path)
        {
            if (choices.Chance(70)) yield return ("after", Cursor(path));
            if (choices.Chance(40)) yield return ("before", Cursor(path));
        }

        Leaf Cursor(string path) => new("String", choices.OneOf([.. cursors[path]]));
    }
}
