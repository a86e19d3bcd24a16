using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Plans;

/// <summary>Merged lists: one level of places, types and keys, and one level for each type of which more is selected than its name.</summary>
internal sealed partial class Planner
{
    private Connection Merged(MergedList list, ParentRows? parent, Selection selection, int depth)
    {
        var order = Argument("order", selection);
        var descending = !(order.HasValue && order.Enum == "ASC");
        return Merged(new MergedRows(list, Branches(list, selection), parent, descending, null), selection, depth);
    }

    private Connection Merged(MergedRows rows, Selection selection, int depth)
    {
        var parts = selections.Read(selection, rows.List.Connection);
        var cursor = OrderOf(rows);
        rows = rows with { Page = Page(selection, cursor, parts.Any(p => p.Name == "pageInfo")) };
        var needsRows = parts.Any(p => p.Name is "nodes" or "edges" or "pageInfo");
        var index = levels.Count;
        if (needsRows) levels.Add(null);
        else Unread(rows.Page!);

        var items = new MergedItems(rows);
        var outputs = parts.Select(p => Part(items, p, cursor, depth)).ToList();
        foreach (var level in items.Levels) Done(level);
        MergedLevel? done = needsRows ? new(index, root, rows, items.Shapes, cursor) : null;
        if (done is not null) levels[index] = done;
        if (!parts.Any(p => p.Name == "totalCount")) return new(root, done, null, outputs);
        var count = new MergedCountLevel(levels.Count, root, rows with { Page = null });
        levels.Add(count);
        return new(root, done, count, outputs);
    }

    /// <summary>The types that the client asks for. One whose relation or place is hidden from the audience has no rows for it.</summary>
    private List<MergedBranch> Branches(MergedList list, Selection selection)
    {
        var types = Argument("types", selection);
        var asked = types.HasValue ? types.Items().Select(t => t.Enum).ToHashSet() : null;
        return [.. list.Members.Select((member, type) => Branch(member, type, selection)).OfType<MergedBranch>().Where(b => asked is null || asked.Contains(Names.Screaming(b.Entity.Name)))];
    }

    private MergedBranch? Branch(MergedMember member, int type, Selection selection)
    {
        var entity = model.Entities[member.Type];
        switch (member)
        {
            case RelatedMember related:
                var place = (ScalarField)entity.Fields[related.Place];
                return IsFor(related.Relation) && IsFor(place) ? new RelatedBranch(type, entity, related.Relation, place) : null;
            case SearchedMember searched:
                var fields = searched.Fields.Select(f => IsFor(f) ? f : null).ToList();
                return fields.Exists(f => f is not null) ? new SearchedBranch(type, entity, fields, new(TextOf(selection), new(InputConversionKind.Search), NpgsqlTypes.NpgsqlDbType.Text)) : null;
            default:
                throw new NotSupportedException(member.GetType().Name);
        }
    }

    private InputPath TextOf(Selection selection) => Argument("text", selection).Path(new(ScalarKind.String, false));

    private bool IsFor(Field field) => field.Audiences.Has(audience);

    /// <summary>The members are part of it: a cursor says a type's number among them; and so is the text that scores the rows.</summary>
    private static CursorOrder OrderOf(MergedRows rows) => new(
        $"{rows.List.Name} {rows.List.Place.Name}{(rows.Descending ? '-' : '+')} {string.Join(' ', rows.List.Members.Select(m => m.Type))}",
        new([new ValueType(rows.List.Place.Kind, false), new ValueType(ScalarKind.Int, false), new ValueType(ScalarKind.Uuid, false)]),
        new([.. rows.Branches.OfType<SearchedBranch>().Select(b => b.Text.Value).Take(1)]));

    private ConnectionPart Part(MergedItems items, Selection part, CursorOrder order, int depth) => part.Name switch
    {
        "nodes" => new ItemsPart(part.Key, Items(items, part, depth + 1)),
        "edges" => new EdgesPart(part.Key, [.. selections.Read(part, items.Rows.List.Edge).Select(e => Edge(items, e, depth))]),
        "pageInfo" => PageInfo(items.Cursor, part),
        "totalCount" => new TotalCountPart(part.Key),
        _ => new ConnectionTypename(part.Key, items.Rows.List.Connection),
    };

    private EdgePart Edge(MergedItems items, Selection part, int depth) => part.Name switch
    {
        "cursor" => new(part.Key, items.Cursor(), null),
        "node" => new(part.Key, -1, null, Items(items, part, depth + 2)),
        "__typename" => new(part.Key, -1, items.Rows.List.Edge),
        _ => new(part.Key, items.Place(), null),
    };

    private List<ItemShape?> Items(MergedItems items, Selection part, int depth)
    {
        var shapes = new ItemShape?[items.Rows.List.Members.Count];
        foreach (var branch in items.Rows.Branches) shapes[branch.Type] = Item(items, branch, part, depth);
        return [.. shapes];
    }

    private ItemShape Item(MergedItems items, MergedBranch branch, Selection part, int depth)
    {
        var fields = selections.Read(part, branch.Entity.Name);
        if (fields.All(f => f.Name == "__typename")) return new(null, -1, [.. fields.Select(f => new TypenameOutput(f.Key, branch.Entity.Name))]);
        var level = items.Level(branch, NewLevel);
        return new(level.Index, level.Builder.Shape(Object(level.Builder, 0, branch.Entity, [], part.Sets, depth)), []);
    }

    /// <summary>Collects what the parts of a merged list need: shapes of the list's own level, and the levels of its types.</summary>
    private sealed class MergedItems(MergedRows rows)
    {
        private readonly Dictionary<int, (int Index, LevelBuilder Builder)> levels = [];
        private readonly List<Shape> shapes = [];

        public MergedRows Rows => rows;
        public IReadOnlyList<Shape> Shapes => shapes;
        public IEnumerable<(int Index, LevelBuilder Builder)> Levels => levels.Values;

        public int Cursor() => Shape(new CursorShape([MergedLevel.Place, MergedLevel.Type, MergedLevel.Key]));

        public int Place() => Shape(new ValueShape(MergedLevel.Place, new(rows.List.Place.Kind, false)));

        /// <summary>The level of a type's rows; made once.</summary>
        public (int Index, LevelBuilder Builder) Level(MergedBranch branch, Func<RowSet, (int Index, LevelBuilder Builder)> make)
        {
            if (levels.TryGetValue(branch.Type, out var known)) return known;
            var level = make(new(branch.Entity, new OnMergedPage(rows, branch), null, [], null));
            levels.Add(branch.Type, level);
            return level;
        }

        /// <summary>There is at most one shape of each kind.</summary>
        private int Shape(Shape shape)
        {
            var known = shapes.FindIndex(s => s.GetType() == shape.GetType());
            if (known >= 0) return known;
            shapes.Add(shape);
            return shapes.Count - 1;
        }
    }
}
