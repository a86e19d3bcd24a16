using System.Text.RegularExpressions;
using PropertyGraph.DatabaseTests.Reads.Random;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>Two executors that share no code answer random questions over the real schema, for every audience, and must agree to the last byte of every value.</summary>
public sealed partial class RandomQueryTests(ReadWorld world) : IClassFixture<ReadWorld>
{
    [Fact]
    public Task Any_query_gives_the_answer_of_the_slow_executor_in_one_round_trip() => Trials.RunAsync(new RandomQueries(world), CheckAsync, 2_000);

    /// <summary>
    /// Asks with each value a literal or a variable, by chance; again from the answer's cursors, where there are any; and again with the plan and the prepared
    /// statements of the first time, for other values of the variables.
    /// </summary>
    private async Task CheckAsync(RandomQuery query)
    {
        var choices = new Choices(new(1, query.Seed));
        // A cursor holds where the order is asked for in the same words; numbered anew, a variable would be another word.
        var lifted = query.Roots.Any(OrdersBySome) ? 0 : choices.OneOf([0, 0, 40, 100]);
        var cursors = (await CompareAsync(query.Asker, query.Roots, _ => choices.Chance(lifted))).Cursors;
        if (Continued(query.Roots, cursors, choices) is { } continued) await CompareAsync(query.Asker, continued, _ => choices.Chance(lifted));
        if (!choices.Chance(25)) return;
        for (var i = 0; i < 3; i++) await CompareAsync(query.Asker, i < 2 ? query.Roots : [.. query.Roots.Select(root => root.Varied())], input => input is Leaf);
    }

    /// <summary>Whether some list is ordered by some of the rows of a relation.</summary>
    private static bool OrdersBySome(Selected field) => field.Arguments.Any(a => OrdersBySome(a.Value)) || field.Fields.Any(OrdersBySome);

    private static bool OrdersBySome(Input input) => input switch
    {
        Items items => items.Values.Any(OrdersBySome),
        Members members => (members.Type.EndsWith("RelationSortInput", StringComparison.Ordinal) && members.Values.Count > 1) || members.Values.Any(m => OrdersBySome(m.Value)),
        _ => false,
    };

    private async Task<Agreed> CompareAsync(string asker, IReadOnlyList<Selected> roots, Func<Input, bool> lift)
    {
        var (text, variables) = QueryText.Of(roots, lift);
        try
        {
            return await world.CompareAsync(asker, text, variables);
        }
        catch (Exception error)
        {
            var smallest = await Shrinking.SmallestAsync(roots, async smaller => await DifferenceAsync(asker, smaller, error.Message) is not null);
            throw new InvalidOperationException(await DifferenceAsync(asker, smallest, error.Message) ?? error.Message, error);
        }
    }

    /// <summary>How the answers differ where all values are literals, or else variables; null where they do not, or otherwise than here.</summary>
    private async Task<string?> DifferenceAsync(string asker, IReadOnlyList<Selected> roots, string here)
    {
        foreach (var lift in new[] { false, true })
            try
            {
                var (text, variables) = QueryText.Of(roots, _ => lift);
                await world.CompareAsync(asker, text, variables);
            }
            catch (Exception error) when (Code(error.Message) == Code(here))
            {
                return error.Message;
            }
            catch (Exception)
            {
                // What is left makes no sense any more, such as groups without a key.
            }
        return null;
    }

    private static string Code(string message) => CodePattern().Match(message).Value;

    [GeneratedRegex("PG-[A-Z]+-[A-Z]+")]
    private static partial Regex CodePattern();

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
