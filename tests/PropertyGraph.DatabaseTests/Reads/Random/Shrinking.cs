namespace PropertyGraph.DatabaseTests.Reads.Random;

/// <summary>Makes a failing query small enough to read: leaves out fields, arguments and parts of inputs as long as it still fails.</summary>
internal static class Shrinking
{
    public static async Task<IReadOnlyList<Selected>> SmallestAsync(IReadOnlyList<Selected> failing, Func<IReadOnlyList<Selected>, Task<bool>> fails)
    {
        for (; ; )
        {
            var smaller = default(IReadOnlyList<Selected>);
            foreach (var candidate in Fewer(failing, Smaller))
                if (candidate.Count > 0 && await fails(candidate))
                {
                    smaller = candidate;
                    break;
                }
            if (smaller is null) return failing;
            failing = smaller;
        }
    }

    /// <summary>The items without one of them, or with one of them made smaller.</summary>
    private static IEnumerable<IReadOnlyList<T>> Fewer<T>(IReadOnlyList<T> items, Func<T, IEnumerable<T>> smaller)
    {
        for (var i = 0; i < items.Count; i++) yield return [.. items.Take(i), .. items.Skip(i + 1)];
        for (var i = 0; i < items.Count; i++)
            foreach (var item in smaller(items[i])) yield return [.. items.Take(i), item, .. items.Skip(i + 1)];
    }

    private static IEnumerable<Selected> Smaller(Selected field)
    {
        if (field.On is not null) yield return field with { On = null };
        if (field.Include is not null) yield return field with { Include = null };
        foreach (var fields in Fewer(field.Fields, Smaller))
            if (fields.Count > 0) yield return field with { Fields = fields };
        foreach (var arguments in Fewer(field.Arguments, argument => Smaller(argument.Value).Select(value => (argument.Name, value)))) yield return field with { Arguments = arguments };
    }

    private static IEnumerable<Input> Smaller(Input input) => input switch
    {
        Items items => Fewer(items.Values, Smaller).Select(values => items with { Values = values }),
        Members members => Fewer(members.Values, member => Smaller(member.Value).Select(value => (member.Name, value))).Select(values => members with { Values = values }),
        _ => [],
    };
}
