using PropertyGraph.Schema;

namespace PropertyGraph.Plans;

/// <summary>Reads the cost of a plan off the shape of its response.</summary>
internal sealed class CostReader(IReadOnlyList<Level> levels)
{
    private readonly List<CostPart> parts = [];
    private readonly List<RowFactor> factors = [];
    /// <summary>Parts by their rows, which is what a nested level knows of its parent.</summary>
    private readonly Dictionary<object, int> byRows = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Level> priced = new(ReferenceEqualityComparer.Instance);

    public PlanCost Read(IReadOnlyList<RootOutput> roots)
    {
        foreach (var root in roots) Root(root, []);
        // Statements that no field of the response shows, such as whether a watched row is visible.
        foreach (var level in levels.Where(l => !priced.Contains(l)))
            Add(level, -1, 0, 0, []);
        return new(parts, factors);
    }

    private void Root(RootOutput root, string[] outer)
    {
        string[] path = [.. outer, root.Key];
        switch (root)
        {
            case RootConnection list: Connection(list.Connection, path); break;
            case RootRow row:
                foreach (var level in row.Levels) Rows(level, -1, path, ShapesAt(level, path));
                break;
            case RootNodes nodes:
                foreach (var level in nodes.Levels) Rows(level, Factor(new IdsFactor((InputSlot)((ByKey)level.Rows.Origin).Slot)), path, ShapesAt(level, path));
                break;
            case RootEntities entities:
                foreach (var (slot, level) in entities.Levels) Rows(level, Factor(new RepresentationsFactor(slot)), path, ShapesAt(level, path));
                break;
            case RootObject inner:
                foreach (var field in inner.Fields) Root(field, path);
                break;
            case RootIntrospection:
                parts.Add(new(-1, -1, CostWeights.Introspection, 0, 0, path));
                break;
        }
    }

    private void Connection(Connection connection, string[] path)
    {
        switch (connection.Rows)
        {
            case RowLevel level: Rows(level, Page(level), path, connection.Parts.SelectMany(p => ShapesOf(p, level.Shapes, path))); break;
            case MergedLevel level: Merged(level, connection.Parts, path); break;
        }
        if (connection.Count is { } count) Add(count, -1, CostWeights.Count, 0, path);
        if (connection.Beside is { Rows: var counted }) Add(counted, ((Related)counted.Origin).Parent, Scan(counted), -1, CostWeights.Count, 0, path);
        if (connection.Aggregate is { } aggregate) Add(aggregate, -1, CostWeights.Aggregate + Measures(aggregate), 0, path);
        foreach (var groups in connection.Parts.OfType<GroupsPart>())
            Add(groups.Level, Factor(new GroupsFactor(groups.Level.Grouping!.Limit)), CostWeights.Groups + Measures(groups.Level), CostWeights.Row + (Columns(groups.Level) * CostWeights.Value), [.. path, groups.Key]);
    }

    private static int Columns(AggregateLevel level) => level.Measures.Count + (level.Grouping?.Keys.Count ?? 0);

    private static double Measures(AggregateLevel level) => (Columns(level) * CostWeights.Measure) + (level.Joins.Count * CostWeights.RelatedKey) + Weigh(level.Grouping?.Having);

    /// <summary>A merged list: its places, and for each type as many rows as the page has places.</summary>
    private void Merged(MergedLevel list, IReadOnlyList<ConnectionPart> connection, string[] path)
    {
        Add(list, Page(list), 0, CostWeights.Row + (list.Shapes.Count * CostWeights.Value), path);
        foreach (var type in connection.SelectMany(p => ItemsOf(p, path)).Where(i => i.Item.Level is not null).GroupBy(i => i.Item.Level!.Value))
            Rows((RowLevel)levels[type.Key], -1, path, [.. type.Select(i => (((RowLevel)levels[type.Key]).Shapes[i.Item.Shape], i.Path))]);
    }

    private int Page(Level level) => Factor(new PageFactor(level.Page!.Limit));

    /// <summary>The objects that a part of a connection writes for each row, and where they are found.</summary>
    private static IEnumerable<(Shape Shape, string[] Path)> ShapesOf(ConnectionPart part, IReadOnlyList<Shape> shapes, string[] path) => part switch
    {
        NodesPart nodes => [(shapes[nodes.Shape], [.. path, part.Key])],
        EdgesPart edges => edges.Parts.Where(e => e.Shape >= 0).Select(e => (shapes[e.Shape], (string[])[.. path, part.Key, e.Key])),
        _ => [],
    };

    private static IEnumerable<(ItemShape Item, string[] Path)> ItemsOf(ConnectionPart part, string[] path) => part switch
    {
        ItemsPart items => items.Items.OfType<ItemShape>().Select(i => (i, (string[])[.. path, part.Key])),
        EdgesPart edges => edges.Parts.SelectMany(e => (e.Items ?? []).OfType<ItemShape>().Select(i => (i, (string[])[.. path, part.Key, e.Key]))),
        _ => [],
    };

    private static IEnumerable<(Shape Shape, string[] Path)> ShapesAt(RowLevel level, string[] path) => level.Shapes.Select(shape => (shape, path));

    private void Rows(RowLevel level, int factor, string[] path, IEnumerable<(Shape Shape, string[] Path)> shapes)
    {
        var lists = new List<(ListOutput List, string[] Path)>();
        var weight = CostWeights.Row + shapes.Sum(s => s.Shape is ObjectShape fields ? Weigh(fields, s.Path, lists) : CostWeights.Value);
        Add(level, factor, 0, weight, path);
        foreach (var (list, place) in lists) Connection(list.Connection, place);
    }

    /// <summary>Weight of an object's own fields; the lists among them are collected.</summary>
    private static double Weigh(ObjectShape shape, string[] path, List<(ListOutput List, string[] Path)> lists)
    {
        var weight = 0.0;
        foreach (var field in shape.Fields)
            switch (field)
            {
                case ListOutput list: lists.Add((list, [.. path, field.Key])); break;
                case RowOutput row: weight += CostWeights.ToOne + Weigh(row.Shape, [.. path, field.Key], lists); break;
                case ResolvedOutput resolved: weight += resolved.Field.Weight + (Leaves(resolved.Shape) * CostWeights.Value); break;
                default: weight += CostWeights.Value; break;
            }
        return weight;
    }

    private static int Leaves(ResolvedShape? shape) => shape?.Fields.Sum(f => Math.Max(1, Leaves(f.Shape))) ?? 0;

    private void Add(Level level, int factor, double perScan, double perRow, string[] path)
    {
        var (rows, parent, scan) = RowsOf(level);
        priced.Add(level);
        Add(rows, parent, scan, factor, perScan, perRow, path);
    }

    private void Add(object rows, object? parent, double scan, int factor, double perScan, double perRow, string[] path)
    {
        byRows[rows] = parts.Count;
        parts.Add(new(parent is null ? -1 : byRows[parent], factor, CostWeights.Statement, perScan + scan, perRow, path));
    }

    /// <summary>A level's rows, those they hang on, and what looking for them weighs.</summary>
    private static (object Rows, object? Parent, double Scan) RowsOf(Level level) => level switch
    {
        RowLevel { Rows: { Origin: OnMergedPage merged } rows } => (rows, merged.Page, 0),
        RowLevel { Rows: var rows } => (rows, (rows.Origin as Related)?.Parent, CostReader.Scan(rows)),
        CountLevel { Rows: var rows } => (rows, (rows.Origin as Related)?.Parent, CostReader.Scan(rows)),
        AggregateLevel { Rows: var rows } => (rows, (rows.Origin as Related)?.Parent, CostReader.Scan(rows)),
        MergedLevel { Rows: var rows } => (rows, rows.Parent?.Rows, CostReader.Scan(rows)),
        MergedCountLevel { Rows: var rows } => (rows, rows.Parent?.Rows, CostReader.Scan(rows)),
        _ => throw new NotSupportedException(level.GetType().Name),
    };

    private int Factor(RowFactor factor)
    {
        factors.Add(factor);
        return factors.Count - 1;
    }

    private static double Scan(RowSet rows) => CostWeights.Scan + Weigh(rows.Where) + (rows.Order.Count(k => k.Path.Count > 0) * CostWeights.RelatedKey)
        + rows.Order.Sum(k => k.Relation is { } relation ? CostWeights.MeasuredKey + Weigh(relation.Where) : 0);

    private static double Scan(MergedRows rows) => rows.Branches.Sum(b => b is SearchedBranch ? CostWeights.SearchedType : CostWeights.MergedType);

    private static double Weigh(Condition? condition) => condition switch
    {
        null => 0,
        AllOf all => all.Conditions.Sum(Weigh),
        AnyOf any => any.Conditions.Sum(Weigh),
        Not not => Weigh(not.Inner),
        OneFulfils one => CostWeights.RelatedKey + Weigh(one.Inner),
        SomeFulfils some => CostWeights.RelatedRows + Weigh(some.Inner),
        SomeElement some => CostWeights.Comparison + Weigh(some.Inner),
        _ => CostWeights.Comparison,
    };
}
