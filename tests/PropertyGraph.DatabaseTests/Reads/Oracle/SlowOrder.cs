using System.Text.Json.Nodes;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>The order of a list: its keys, then the row's own key in the direction of the last. Null is the greatest value.</summary>
internal sealed class SlowOrder(SlowView view, EntityType entity, JsonNode? order) : IComparer<object>
{
    private sealed record Key(Func<object, object?> Value, bool Descending);

    private readonly IReadOnlyList<Key> keys = Keys(view, entity, order);
    private readonly Dictionary<object, object?[]> values = new(ReferenceEqualityComparer.Instance);

    public int Compare(object? x, object? y)
    {
        var (left, right) = (Values(x!), Values(y!));
        for (var i = 0; i < keys.Count; i++)
            if (Compare(view, left[i], right[i]) is not 0 and var difference)
                return keys[i].Descending ? -difference : difference;
        var own = Bytes(SlowRows.Key(entity, x!)).AsSpan().SequenceCompareTo(Bytes(SlowRows.Key(entity, y!)));
        return keys.Count > 0 && keys[^1].Descending ? -own : own;
    }

    private object?[] Values(object row) => values.TryGetValue(row, out var known) ? known : values[row] = [.. keys.Select(k => k.Value(row))];

    private static List<Key> Keys(SlowView view, EntityType entity, JsonNode? order)
    {
        var given = order is null ? [] : SlowDocument.ListOf(order).Select(item => Read(view, entity, item!.AsObject(), [])).ToList();
        return given.Count > 0 ? given : [.. entity.DefaultOrder.Where(o => view.Allows(entity.Fields[o.Field])).Select(o => new Key(Along(view, [], row => view.Value((ScalarField)entity.Fields[o.Field], row)), o.Descending))];
    }

    private static Key Read(SlowView view, EntityType entity, JsonObject item, IReadOnlyList<ToOneField> path)
    {
        var (name, value) = item.Single();
        switch (entity.Fields[name])
        {
            case ScalarField scalar: return new(Along(view, path, row => view.Value(scalar, row)), value!.GetValue<string>() == "DESC");
            case ToOneField one: return Read(view, view.Model.Entities[one.Target], value!.AsObject(), [.. path, one]);
            case ToManyField many:
                var target = view.Model.Entities[many.Target];
                var (figure, descending) = SlowAggregate.Key(value!.AsObject());
                var filter = new SlowFilter(view);
                return new(Along(view, path, row => figure(new(view, target, [.. view.Many(entity, many, row).Where(other => filter.Holds(target, other, value["where"]))]))), descending);
            default: throw new NotSupportedException(name);
        }
    }

    /// <summary>The value at the end of the path, null where it breaks off.</summary>
    private static Func<object, object?> Along(SlowView view, IReadOnlyList<ToOneField> path, Func<object, object?> value) => row =>
    {
        object? at = row;
        foreach (var step in path) at = at is null ? null : view.One(step, at);
        return at is null ? null : value(at);
    };

    /// <summary>Two values of one kind: texts as PostgreSQL's collation has them, names as they are declared.</summary>
    public static int Compare(SlowView view, object? x, object? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        (string a, string b) => view.Rows.Rank(a).CompareTo(view.Rows.Rank(b)),
        (Uri a, Uri b) => string.CompareOrdinal(a.AbsoluteUri, b.AbsoluteUri),
        (Enum a, Enum b) => Array.IndexOf(Enum.GetValues(a.GetType()), a).CompareTo(Array.IndexOf(Enum.GetValues(b.GetType()), b)),
        (Guid a, Guid b) => Bytes(a).AsSpan().SequenceCompareTo(Bytes(b)),
        _ => System.Collections.Comparer.Default.Compare(x, y),
    };

    private static byte[] Bytes(Guid key) => key.ToByteArray(bigEndian: true);
}
