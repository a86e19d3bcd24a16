using System.Collections.Concurrent;
using System.Globalization;
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

    private static JsonObject Object(IEnumerable<SlowField> fields, Func<SlowField, JsonNode?> value) =>
        new(fields.Select(f => KeyValuePair.Create(f.Key, value(f))));

    private JsonNode? Root(SlowDocument document, SlowField field)
    {
        switch (field.Name)
        {
            case "__typename": return "Query";
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
        ScalarField scalar => Json(scalar.Type, view.Value(scalar, row), entity),
        ToOneField one => Row(document, view.Model.Entities[one.Target], view.One(one, row), field.Sets),
        ToManyField many => Connection(document, view.Model.Entities[many.Target], view.Many(entity, many, row), field),
        ResolvedField resolved => Json(resolved.Type, view.Resolved(resolved, row), entity),
        var other => throw new NotSupportedException(other.GetType().Name),
    };

    private JsonObject Connection(SlowDocument document, EntityType entity, IEnumerable<object> rows, SlowField field)
    {
        var order = new SlowOrder(view, entity, document.Argument(field, "order"));
        var where = document.Argument(field, "where");
        var list = rows.Where(row => filters.Holds(entity, row, where)).Order(order).ToList();
        var (start, end) = Page(document, field, list, order);
        return Object(document.Collect(field.Sets, c => c == $"{entity.Name}Connection"), part => part.Name switch
        {
            "__typename" => $"{entity.Name}Connection",
            "totalCount" => list.Count,
            "nodes" => new JsonArray([.. list[start..end].Select(row => Row(document, entity, row, part.Sets))]),
            "edges" => new JsonArray([.. list[start..end].Select(row => Edge(document, entity, row, part.Sets))]),
            "pageInfo" => PageInfo(document, entity, list[start..end],
                hasNext: document.Argument(field, "before") is not null || (end < list.Count && document.Argument(field, "last") is null),
                hasPrevious: document.Argument(field, "after") is not null || (start > 0 && document.Argument(field, "last") is not null), part.Sets),
            _ => throw new NotSupportedException(part.Name),
        });
    }

    /// <summary>The page's bounds in the whole list. A cursor is a place in the order, whether its row is in the list or not.</summary>
    private (int Start, int End) Page(SlowDocument document, SlowField field, List<object> list, SlowOrder order)
    {
        object? Place(string name) => document.Argument(field, name)?.GetValue<string>() is { } cursor ? cursors[cursor] : null;
        int? Rows(string name) => document.Argument(field, name)?.GetValue<int>();
        var start = Place("after") is { } after ? list.Count(row => order.Compare(row, after) <= 0) : 0;
        var end = Place("before") is { } before ? list.Count(row => order.Compare(row, before) < 0) : list.Count;
        end = Math.Max(start, end);
        return Rows("last") is { } last ? (Math.Max(start, end - last), end) : (start, Math.Min(end, start + (Rows("first") ?? 10)));
    }

    private JsonObject Edge(SlowDocument document, EntityType entity, object row, IReadOnlyList<GraphQLSelectionSet> sets) =>
        Object(document.Collect(sets, c => c == $"{entity.Name}Edge"), part => part.Name switch
        {
            "__typename" => $"{entity.Name}Edge",
            "cursor" => Cursor(entity, row),
            _ => Row(document, entity, row, part.Sets),
        });

    /// <summary>A page ends where rows end or where a cursor stands, and a cursor is taken to have a row: its own.</summary>
    private static JsonObject PageInfo(SlowDocument document, EntityType entity, List<object> page, bool hasNext, bool hasPrevious, IReadOnlyList<GraphQLSelectionSet> sets) =>
        Object(document.Collect(sets, c => c == "PageInfo"), part => part.Name switch
        {
            "__typename" => "PageInfo",
            "hasNextPage" => hasNext,
            "hasPreviousPage" => hasPrevious,
            "startCursor" => page.Count > 0 ? Cursor(entity, page[0]) : null,
            _ => page.Count > 0 ? Cursor(entity, page[^1]) : null,
        });

    private static JsonNode? Json(Schema.ValueType type, object? value, EntityType entity) => value switch
    {
        null => null,
        _ when type.IsList => new JsonArray([.. ((System.Collections.IEnumerable)value).Cast<object?>().Select(v => Json(type with { IsList = false }, v, entity))]),
        Guid key when type.Kind == ScalarKind.Id => GlobalId.Encode(entity.Name, key),
        Guid uuid => uuid.ToString(),
        string text => text,
        Enum name => Names.Screaming(name.ToString()),
        bool flag => flag,
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number when !double.IsFinite(number) => null,
        IFormattable number => JsonNode.Parse(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException(value.GetType().Name),
    };
}
