using System.Text.Json.Nodes;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>The order of a list: its keys, then the row's own key in the direction of the last. Null is the greatest value.</summary>
internal sealed class SlowOrder(SlowView view, EntityType entity, JsonNode? order) : IComparer<object>
{
    private readonly IReadOnlyList<(IReadOnlyList<ToOneField> Path, ScalarField Field, bool Descending)> keys = Keys(view, entity, order);

    public int Compare(object? x, object? y)
    {
        foreach (var (path, field, descending) in keys)
            if (Compare(field, Value(x!, path, field), Value(y!, path, field)) is not 0 and var difference)
                return descending ? -difference : difference;
        var own = Bytes(SlowRows.Key(entity, x!)).AsSpan().SequenceCompareTo(Bytes(SlowRows.Key(entity, y!)));
        return keys.Count > 0 && keys[^1].Descending ? -own : own;
    }

    private static List<(IReadOnlyList<ToOneField>, ScalarField, bool)> Keys(SlowView view, EntityType entity, JsonNode? order)
    {
        var given = order is null ? [] : SlowDocument.ListOf(order).Select(item => Key(view, entity, item!.AsObject(), [])).ToList();
        return given.Count > 0 ? given : [.. entity.DefaultOrder.Where(o => view.Allows(entity.Fields[o.Field])).Select(o => ((IReadOnlyList<ToOneField>)[], (ScalarField)entity.Fields[o.Field], o.Descending))];
    }

    private static (IReadOnlyList<ToOneField>, ScalarField, bool) Key(SlowView view, EntityType entity, JsonObject item, IReadOnlyList<ToOneField> path)
    {
        var (name, value) = item.Single();
        return entity.Fields[name] switch
        {
            ScalarField scalar => (path, scalar, value!.GetValue<string>() == "DESC"),
            ToOneField one => Key(view, view.Model.Entities[one.Target], value!.AsObject(), [.. path, one]),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    private object? Value(object row, IReadOnlyList<ToOneField> path, ScalarField field)
    {
        object? at = row;
        foreach (var step in path) at = at is null ? null : view.One(step, at);
        return at is null ? null : view.Value(field, at);
    }

    private int Compare(ScalarField field, object? x, object? y) => (x, y) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        (string a, string b) => view.Rows.Rank(a).CompareTo(view.Rows.Rank(b)),
        (Enum a, Enum b) => Array.IndexOf(Enum.GetValues(field.Type.Enum!), a).CompareTo(Array.IndexOf(Enum.GetValues(field.Type.Enum!), b)),
        (Guid a, Guid b) => Bytes(a).AsSpan().SequenceCompareTo(Bytes(b)),
        _ => System.Collections.Comparer.Default.Compare(x, y),
    };

    private static byte[] Bytes(Guid key) => key.ToByteArray(bigEndian: true);
}
