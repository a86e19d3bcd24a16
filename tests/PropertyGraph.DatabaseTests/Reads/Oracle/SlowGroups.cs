using System.Text.Json.Nodes;
using GraphQLParser.AST;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>A key that rows are grouped by: the way to a field and, for days and moments, the calendar's unit.</summary>
internal sealed record GroupKey(IReadOnlyList<ToOneField> Path, ScalarField Field, string? Unit, string Zone)
{
    public IEnumerable<string> Names => [.. Path.Select(p => p.Name), Field.Name];

    /// <summary>One element of <c>by</c>.</summary>
    public static GroupKey Read(GraphModel model, EntityType entity, JsonObject item, params ToOneField[] path)
    {
        var (name, value) = item.Single(i => i.Value is not null);
        return entity.Fields[name] switch
        {
            ToOneField one => Read(model, model.Entities[one.Target], value!.AsObject(), [.. path, one]),
            ScalarField { Type.Kind: ScalarKind.DateTime or ScalarKind.LocalDate } bucket => new(path, bucket, value!["unit"]!.GetValue<string>(), value["timeZone"]?.GetValue<string>() ?? "UTC"),
            ScalarField plain => new(path, plain, null, "UTC"),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    /// <summary>The key of a row, and how many of the path's rows the reader sees.</summary>
    public (object? Value, int Depth) Of(SlowView view, object row)
    {
        object? at = row;
        var depth = 0;
        for (; depth < Path.Count && view.One(Path[depth], at) is { } next; depth++) at = next;
        return (depth < Path.Count ? null : view.Value(Field, at) switch
        {
            DateTimeOffset moment => SlowCalendar.FirstDay(moment, Unit!, Zone),
            DateOnly day => SlowCalendar.FirstDay(day, Unit!),
            var value => value,
        }, depth);
    }
}

/// <summary>
/// <c>groups</c>: rows put together by equal keys, kept by <c>having</c>, ordered, cut. A key of a row that is not there, or that the reader may not see, differs from
/// one that is null; in the order they are equal until all keys are compared: then the one that is there is first.
/// </summary>
internal sealed class SlowGroups(SlowView view, EntityType entity)
{
    private sealed record Group((object? Value, int Depth)[] Keys, SlowFigures Figures);

    public JsonArray Of(SlowDocument document, SlowField field, IReadOnlyList<object> rows)
    {
        var by = SlowDocument.ListOf(document.Argument(field, "by")!).Select(item => GroupKey.Read(view.Model, entity, item!.AsObject())).ToList();
        var groups = rows.GroupBy(row => by.Select(key => key.Of(view, row)).ToArray(), KeyEquality.Instance)
            .Select(g => new Group(g.Key, new(view, entity, [.. g])))
            .Where(g => SlowAggregate.Holds(entity, g.Figures, document.Argument(field, "having")));
        var ordered = groups.Order(Order(document.Argument(field, "order"), by)).Take(document.Argument(field, "first")?.GetValue<int>() ?? 100);
        return new([.. ordered.Select(group => SlowExecutor.Object(document.Collect(field.Sets, c => c == $"{entity.Name}Group"), part => part.Name switch
        {
            "__typename" => $"{entity.Name}Group",
            "aggregate" => SlowAggregate.Of(document, entity, group.Figures, part.Sets),
            _ => Key(document, entity, part.Sets, by, group, []),
        }))]);
    }

    /// <summary>The keys as an object; those of a relation are objects inside it.</summary>
    private JsonObject? Key(SlowDocument document, EntityType type, IReadOnlyList<GraphQLSelectionSet> sets, List<GroupKey> by, Group group, IReadOnlyList<string> path) =>
        by.FindIndex(k => k.Path.Take(path.Count).Select(p => p.Name).SequenceEqual(path)) is var along && group.Keys[along].Depth < path.Count ? null : SlowExecutor.Object(document.Collect(sets, c => c == $"{type.Name}GroupKey"), part =>
        {
            if (part.Name == "__typename") return $"{type.Name}GroupKey";
            IReadOnlyList<string> names = [.. path, part.Name];
            if (type.Fields[part.Name] is ToOneField one) return Key(document, view.Model.Entities[one.Target], part.Sets, by, group, names);
            var place = by.FindIndex(k => k.Names.SequenceEqual(names));
            var (value, field) = (group.Keys[place].Value, by[place].Field);
            return value is decimal number ? SlowJson.OfFigure(new(ScalarKind.Decimal, Exact.Of(number)), type) : SlowJson.Of(field.Type with { IsNullable = true }, value, type);
        });

    private Comparer<Group> Order(JsonNode? order, List<GroupKey> by)
    {
        var keys = (order is null ? [] : SlowDocument.ListOf(order)).Select(item => OrderKey(item!.AsObject(), by)).ToList();
        keys.AddRange(by.Select((_, i) => ((Func<Group, object?>)(g => g.Keys[i].Value), false)));
        keys.AddRange(by.Select((_, i) => ((Func<Group, object?>)(g => g.Keys[i].Depth), true)));
        return Comparer<Group>.Create((x, y) => keys.Select(k => SlowOrder.Compare(view, k.Value(x), k.Value(y)) * (k.Descending ? -1 : 1)).FirstOrDefault(c => c != 0));
    }

    private (Func<Group, object?> Value, bool Descending) OrderKey(JsonObject item, List<GroupKey> by)
    {
        var (part, value) = item.Single();
        if (part == "aggregate")
        {
            var (figure, descending) = SlowAggregate.Key(value!.AsObject());
            return (g => figure(g.Figures), descending);
        }
        var names = new List<string>();
        while (value is JsonObject inner) (names, value) = ([.. names, inner.Single().Key], inner.Single().Value);
        var place = by.FindIndex(k => k.Names.SequenceEqual(names));
        return (g => g.Keys[place].Value, value!.GetValue<string>() == "DESC");
    }

    /// <summary>Keys are equal when each is; null equals null.</summary>
    private sealed class KeyEquality : IEqualityComparer<(object?, int)[]>
    {
        public static KeyEquality Instance { get; } = new();
        public bool Equals((object?, int)[]? x, (object?, int)[]? y) => x!.SequenceEqual(y!);
        public int GetHashCode((object?, int)[] keys) => keys.Aggregate(17, HashCode.Combine);
    }
}
