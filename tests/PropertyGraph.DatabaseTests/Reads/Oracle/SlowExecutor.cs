using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using GraphQLParser.AST;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>
/// The slow, obvious executor: field by field, row by row, in memory. It shares with the platform the modules' declarations and nothing else, so what both agree
/// on is very likely right. Cursors are opaque: it writes a mark and the row's key, and learns from the compared answer which text stands for which row.
/// </summary>
internal sealed class SlowExecutor(SlowView view, ConcurrentDictionary<string, object> cursors)
{
    public const string CursorMark = "\u00a7cursor:";

    private readonly SlowFilter filters = new(view);

    public static string Cursor(EntityType entity, object row) => $"{CursorMark}{entity.Name}:{SlowRows.Key(entity, row)}";

    public static (string Type, Guid Key) Row(string cursor) =>
        cursor[CursorMark.Length..].Split(':') is [var type, var key] ? (type, Guid.Parse(key)) : throw new FormatException(cursor);

    public JsonObject Execute(SlowDocument document) => Object(document.Collect(document.Root, c => c == "Query"), field => Root(document, field));

    public static JsonObject Object(IEnumerable<SlowField> fields, Func<SlowField, JsonNode?> value) =>
        new(fields.Select(f => KeyValuePair.Create(f.Key, value(f))));

    private JsonNode? Root(SlowDocument document, SlowField field)
    {
        switch (field.Name)
        {
            case "__typename": return "Query";
            case "search": return Search(document, field);
            case "node": return Node(document, document.Argument(field, "id")!, field.Sets);
            case "nodes": return new JsonArray([.. SlowDocument.ListOf(document.Argument(field, "ids")!).Select(id => Node(document, id!, field.Sets))]);
        }
        if (view.Model.Entities.Values.FirstOrDefault(e => e.Many == field.Name) is { } listed)
            return Connection(document, listed, view.VisibleRows(listed), field);
        var entity = view.Model.Entities.Values.Single(e => e.One == field.Name);
        var where = new JsonObject(entity.Lookups.Prepend("id").Select(l => (Name: l, Value: document.Argument(field, l))).Where(l => l.Value is not null)
            .Select(l => KeyValuePair.Create(l.Name, (JsonNode?)new JsonObject { ["eq"] = l.Value!.DeepClone() })));
        return Row(document, entity, view.VisibleRows(entity).SingleOrDefault(row => filters.Holds(entity, row, where)), field.Sets);
    }

    private JsonNode? Node(SlowDocument document, JsonNode id, IReadOnlyList<GraphQLSelectionSet> sets)
    {
        GlobalId.TryDecode(id.GetValue<string>(), out var type, out var key);
        var entity = view.Model.Entities[type];
        return Row(document, entity, view.Rows.Find(entity, key) is { } row && view.IsVisible(entity, row) ? row : null, sets);
    }

    private JsonObject? Row(SlowDocument document, EntityType entity, object? row, IReadOnlyList<GraphQLSelectionSet> sets) =>
        row is null ? null : Object(Fields(document, entity, sets), field => Value(document, entity, row, field));

    public static IReadOnlyList<SlowField> Fields(SlowDocument document, EntityType entity, IReadOnlyList<GraphQLSelectionSet> sets) =>
        document.Collect(sets, c => c == entity.Name || (c == "Node" && entity.IsNode));

    private JsonNode? Value(SlowDocument document, EntityType entity, object row, SlowField field) => field.Name == "__typename" ? entity.Name : entity.Fields[field.Name] switch
    {
        ScalarField scalar => SlowJson.Of(scalar.Type, view.Value(scalar, row), entity),
        ToOneField one => Row(document, view.Model.Entities[one.Target], view.One(one, row), field.Sets),
        ToManyField many => Connection(document, view.Model.Entities[many.Target], view.Many(entity, many, row), field),
        MergedField merged => Merged(document, entity, row, merged, field),
        ResolvedField resolved => Resolved(document, entity, resolved.Type, view.Resolved(resolved, row), field.Sets),
        var other => throw new NotSupportedException(other.GetType().Name),
    };

    /// <summary>What a resolver gave: objects by the properties of their C# record.</summary>
    private static JsonNode? Resolved(SlowDocument document, EntityType entity, ResolvedType type, object? value, IReadOnlyList<GraphQLSelectionSet> sets) => (type, value) switch
    {
        (_, null) => null,
        (ResolvedScalar scalar, _) => SlowJson.Of(scalar.Type, value, entity),
        (ResolvedList list, _) => new JsonArray([.. ((System.Collections.IEnumerable)value).Cast<object?>().Select(item => Resolved(document, entity, list.Element, item, sets))]),
        (ResolvedObject { Record: var record }, _) => Object(document.Collect(sets, c => c == record.Name), part => part.Name == "__typename"
            ? record.Name
            : Resolved(document, entity, record.Fields[part.Name].Type, value.GetType().GetProperty(Names.Pascal(part.Name))!.GetValue(value), part.Sets)),
        _ => throw new NotSupportedException(type.GetType().Name),
    };

    private JsonObject Connection(SlowDocument document, EntityType entity, IEnumerable<object> rows, SlowField field)
    {
        var order = new SlowOrder(view, entity, document.Argument(field, "order"));
        var where = document.Argument(field, "where");
        var list = rows.Where(row => filters.Holds(entity, row, where)).Order(order).ToList();
        var page = new SlowPage(document, field, list, order, cursor => cursors[cursor]);
        return Object(document.Collect(field.Sets, c => c == $"{entity.Name}Connection"), part => part.Name switch
        {
            "__typename" => $"{entity.Name}Connection",
            "totalCount" => list.Count,
            "aggregate" => SlowAggregate.Of(document, entity, new(view, entity, list), part.Sets),
            "groups" => new SlowGroups(view, entity).Of(document, part, list),
            "nodes" => new JsonArray([.. page.Rows.Select(row => Row(document, entity, row, part.Sets))]),
            "edges" => new JsonArray([.. page.Rows.Select(row => Edge(document, entity, row, part.Sets))]),
            "pageInfo" => page.Info(document, part.Sets, row => Cursor(entity, row)),
            _ => throw new NotSupportedException(part.Name),
        });
    }

    private JsonObject Edge(SlowDocument document, EntityType entity, object row, IReadOnlyList<GraphQLSelectionSet> sets) =>
        Object(document.Collect(sets, c => c == $"{entity.Name}Edge"), part => part.Name switch
        {
            "__typename" => $"{entity.Name}Edge",
            "cursor" => Cursor(entity, row),
            _ => Row(document, entity, row, part.Sets),
        });

    /// <summary>The rows of several relations in the order of time. One that the reader may not use is as good as empty.</summary>
    private JsonObject Merged(SlowDocument document, EntityType entity, object row, MergedField field, SlowField asked)
    {
        var members = field.List.Members.Where(m => IsMember(view, m)).Cast<RelatedMember>().ToDictionary(m => m.Type);
        var order = new SlowMerged(view, field.List, r => view.Value(Place(view, members[view.Model.ByClrType[r.GetType()].Name]), r)!, document.Argument(asked, "order")?.GetValue<string>() != "ASC");
        return order.Of(document, asked, members.Values.SelectMany(m => view.Many(entity, m.Relation, row)), cursor => cursors[cursor], (type, r, part) => Row(document, type, r, part.Sets));
    }

    /// <summary>Whether the reader may use what ties and what places the member's rows, or any of what is searched in them.</summary>
    public static bool IsMember(SlowView view, MergedMember member) => member switch
    {
        RelatedMember related => view.Allows(related.Relation) && view.Allows(Place(view, related)),
        SearchedMember searched => searched.Fields.Any(view.Allows),
        _ => throw new NotSupportedException(member.GetType().Name),
    };

    private JsonObject Search(SlowDocument document, SlowField asked)
    {
        var search = new SlowSearch(view, view.Model.Search!, document.Argument(asked, "text")!.GetValue<string>());
        return new SlowMerged(view, view.Model.Search!, row => search.Score(row), true).Of(document, asked, search.Rows(), cursor => cursors[cursor], (type, r, part) => Row(document, type, r, part.Sets));
    }

    private static ScalarField Place(SlowView view, RelatedMember member) => (ScalarField)view.Model.Entities[member.Type].Fields[member.Place];
}
