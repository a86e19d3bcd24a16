using PropertyGraph.Faults;
using PropertyGraph.Schema;

namespace PropertyGraph.Plans;

/// <summary>Connections: rows, page, count, and the parts that the client asked for.</summary>
internal sealed partial class Planner
{
    /// <param name="always">What holds for all of its rows, whatever the client asks.</param>
    /// <param name="around">The level of the row that has the list, where it hangs from that row itself: its count is then a column there.</param>
    private Connection Connection(EntityType entity, Origin origin, Selection selection, int depth, LevelBuilder? around = null, Condition? always = null)
    {
        var name = $"{entity.Name}Connection";
        var parts = selections.Read(selection, name);
        var asked = filters.Filter(entity, Argument("where", selection));
        var where = always is null || asked is null ? always ?? asked : new AllOf([always, asked]);
        var order = filters.Order(entity, Argument("order", selection));
        var needsRows = parts.Any(p => p.Name is "nodes" or "edges" or "pageInfo");
        var cursorOrder = OrderOf(entity, order);
        var extra = parts.Any(p => p.Name == "pageInfo");
        var rows = new RowSet(entity, origin, where, order, Page(selection, cursorOrder, extra));

        var level = needsRows ? NewLevel(rows) : default;
        if (!needsRows) Unread(rows.Page!);
        var all = rows with { Order = [], Page = null };
        var aggregate = parts.Any(p => p.Name == "aggregate") ? NewAggregate(all) : null;
        var outputs = parts.Select(p => p.Name switch
        {
            "totalCount" => new TotalCountPart(p.Key, aggregate?.Count()),
            "aggregate" => new AggregatePart(p.Key, aggregate!.Shape(Aggregate(aggregate, entity, p))),
            "groups" => Groups(all, entity, p),
            _ => Part(level.Builder, entity, p, cursorOrder, depth),
        }).ToList();
        var counted = aggregate is null && parts.Any(p => p.Name == "totalCount");
        RowLevel? done = needsRows ? Done(level) : null;
        var beside = counted && around is not null ? new CountBeside(around.Count(all), all) : null;
        CountLevel? count = null;
        if (counted && beside is null)
        {
            count = new(levels.Count, root, all);
            levels.Add(count);
        }
        return new(root, done, count, outputs, aggregate is null ? null : Done(aggregate, null), beside);
    }

    private void Unread(Page page)
    {
        if (page.Limit.Count is not null || page.After is not null || page.Before is not null) unread.Add(new(root, page));
    }

    private ConnectionPart Part(LevelBuilder level, EntityType entity, Selection part, CursorOrder order, int depth) => part.Name switch
    {
        "nodes" => new NodesPart(part.Key, level.Shape(Object(level, 0, entity, [], part.Sets, depth + 1))),
        "edges" => new EdgesPart(part.Key, [.. selections.Read(part, $"{entity.Name}Edge").Select(e => Edge(level, entity, e, order, depth))]),
        "pageInfo" => PageInfo(() => level.Cursor(order, model), part),
        _ => new ConnectionTypename(part.Key, $"{entity.Name}Connection"),
    };

    private EdgePart Edge(LevelBuilder level, EntityType entity, Selection part, CursorOrder order, int depth) => part.Name switch
    {
        "cursor" => new(part.Key, level.Cursor(order, model), null),
        "node" => new(part.Key, level.Shape(Object(level, 0, entity, [], part.Sets, depth + 2)), null),
        _ => new(part.Key, -1, $"{entity.Name}Edge"),
    };

    private PageInfoPart PageInfo(Func<int> cursor, Selection part)
    {
        var fields = selections.Read(part, "PageInfo").Select(f => new PageInfoField(f.Key, f.Name switch
        {
            "hasNextPage" => PageInfoKind.HasNextPage,
            "hasPreviousPage" => PageInfoKind.HasPreviousPage,
            "startCursor" => PageInfoKind.StartCursor,
            "endCursor" => PageInfoKind.EndCursor,
            _ => PageInfoKind.Typename,
        })).ToList();
        var needsCursor = fields.Any(f => f.Kind is PageInfoKind.StartCursor or PageInfoKind.EndCursor);
        return new(part.Key, fields, needsCursor ? cursor() : -1);
    }

    private static CursorOrder OrderOf(EntityType entity, IReadOnlyList<OrderKey> order) => new(
        entity.Name + string.Concat(order.Select(k => $" {string.Concat(k.Path.Select(p => p.Name + "."))}{k.Relation?.Asked}{k.Field.Name}{(k.Descending ? '-' : '+')}")),
        new([.. order.Select(k => k.Field.Type)]),
        new([.. order.SelectMany(k => k.Relation?.Values ?? [])]));

    private Page Page(Selection selection, CursorOrder order, bool extra)
    {
        var (first, last) = (Argument("first", selection), Argument("last", selection));
        if (first.HasValue && last.HasValue) throw new GraphErrorException("PG-PLAN-PAGE", $"{selection.Name} takes first or last, not both.");
        var size = last.HasValue ? last : first;
        // A number out of bounds is refused before the SQL is sent.
        var rows = size.HasValue ? Math.Clamp(size.Int, 0, Math.Max(limits.PageRows, limits.SystemPageRows)) : limits.DefaultPageRows;
        var limit = new LimitSlot(size.HasValue ? size.Path(new(ScalarKind.Int, false)) : null, last.HasValue ? "last" : "first", extra, rows + (extra ? 1 : 0));
        return new(limit, last.HasValue, extra, Cursor("after"), Cursor("before"));

        IReadOnlyList<CursorSlot>? Cursor(string name)
        {
            var cursor = Argument(name, selection);
            if (!cursor.HasValue) return null;
            var path = cursor.Path(new(ScalarKind.String, false));
            return [.. order.Keys.Items.Select((type, i) => new CursorSlot(path, order, i, CursorSlot.TypeOf(type.Kind)))];
        }
    }
}
