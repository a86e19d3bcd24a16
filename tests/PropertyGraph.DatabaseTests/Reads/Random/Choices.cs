using System.Text.Json.Nodes;
using CsCheck;

namespace PropertyGraph.DatabaseTests.Reads.Random;

/// <summary>Random choices from one of CsCheck's seeds.</summary>
internal sealed class Choices(PCG random)
{
    public int Below(int limit) => (int)random.Next((uint)limit);

    public bool Chance(int percent) => Below(100) < percent;

    public T OneOf<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>A value of a few, and another time another one.</summary>
    public Leaf Leaf(string type, params JsonNode?[] values) => new(type, OneOf(values)?.DeepClone()) { Other = () => OneOf(values)?.DeepClone() };

    /// <summary>How many rows to ask for.</summary>
    public Leaf PageSize() => Leaf("Int", 0, 1, 2, 3, 5, 20, 100);

    public Leaf Direction() => Leaf("SortEnumType", "ASC", "DESC") with { IsEnum = true };

    /// <summary>Some of the items, in their order; at least one where there are any.</summary>
    public IReadOnlyList<T> Some<T>(IReadOnlyList<T> items, int most)
    {
        if (items.Count == 0) return [];
        var chosen = Enumerable.Range(0, 1 + Below(Math.Min(most, items.Count))).Select(_ => Below(items.Count)).ToHashSet();
        return [.. items.Where((_, i) => chosen.Contains(i))];
    }
}
