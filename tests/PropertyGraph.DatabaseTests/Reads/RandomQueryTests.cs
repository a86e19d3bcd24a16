using PropertyGraph.DatabaseTests.Reads.Random;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>Two executors that share no code answer random questions over the real schema, for every audience, and must agree to the last byte of every value.</summary>
public sealed class RandomQueryTests(ReadWorld world) : IClassFixture<ReadWorld>
{
    [Fact]
    public Task Any_query_gives_the_answer_of_the_slow_executor_in_one_round_trip() => Trials.RunAsync(new RandomQueries(world), CheckAsync, 2_000);

    /// <summary>Asks with each value a literal or a variable, by chance; and again from the answer's cursors, where there are any.</summary>
    private async Task CheckAsync(RandomQuery query)
    {
        var choices = new Choices(new(1, query.Seed));
        var lifted = choices.OneOf([0, 0, 40, 100]);
        var cursors = (await CompareAsync(query.Asker, query.Roots, _ => choices.Chance(lifted))).Cursors;
        if (Continued(query.Roots, cursors, choices) is { } continued) await CompareAsync(query.Asker, continued, _ => choices.Chance(lifted));
    }

    private async Task<Agreed> CompareAsync(string asker, IReadOnlyList<Selected> roots, Func<Input, bool> lift)
    {
        var (text, variables) = QueryText.Of(roots, lift);
        try
        {
            return await world.CompareAsync(asker, text, variables);
        }
        catch (Exception error)
        {
            var smallest = await Shrinking.SmallestAsync(roots, async smaller => await DifferenceAsync(asker, smaller) is not null);
            throw new InvalidOperationException(await DifferenceAsync(asker, smallest) ?? $"A smaller one does not fail. {error.Message}", error);
        }
    }

    /// <summary>How the answers differ where all values are literals, or else variables.</summary>
    private async Task<string?> DifferenceAsync(string asker, IReadOnlyList<Selected> roots)
    {
        foreach (var lift in new[] { false, true })
            try
            {
                var (text, variables) = QueryText.Of(roots, _ => lift);
                await world.CompareAsync(asker, text, variables);
            }
            catch (Exception error) when (!error.Message.Contains("PG-REQ-VALIDATION", StringComparison.Ordinal))
            {
                return error.Message;
            }
        return null;
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
