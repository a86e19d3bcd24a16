using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Plans;

/// <summary>Collects the keys, measures and shapes of a level of aggregates while its selection is read. All keys come before the first measure.</summary>
internal sealed class AggregateBuilder(int index, int root, RowSet rows, GraphModel model)
{
    private readonly JoinSet joins = new();
    private readonly List<GroupKey> keys = [];
    private readonly List<Measure> measures = [];
    private readonly List<Shape> shapes = [];

    public int Index => index;
    public IReadOnlyList<GroupKey> Keys => keys;

    /// <summary>Number of the join that the relations lead to; 0 where there are none.</summary>
    public int Join(IEnumerable<ToOneField> path)
    {
        var at = 0;
        foreach (var step in path) at = joins.Add(at, step, model.Entities[step.Target]);
        return at;
    }

    public int Key(GroupKey key)
    {
        keys.Add(key);
        return keys.Count - 1;
    }

    /// <summary>Name of a measure's column; each is computed once.</summary>
    public string Column(Measure measure) => $"a{Place(measure)}";

    /// <summary>A measure in the response.</summary>
    public ColumnOutput Output(string key, Measure measure) => new(key, keys.Count + Place(measure), measure.Type, null);

    /// <summary>The shape that is just how many rows there are.</summary>
    public int Count()
    {
        var count = Output("", Measure.Rows);
        return Shape(new ValueShape(count.Column, count.Type));
    }

    private int Place(Measure measure)
    {
        var known = measures.IndexOf(measure);
        if (known >= 0) return known;
        measures.Add(measure);
        return measures.Count - 1;
    }

    public int Shape(Shape shape)
    {
        shapes.Add(shape);
        return shapes.Count - 1;
    }

    public AggregateLevel Build(Grouping? grouping)
    {
        // Without any measure all rows would not be one.
        if (grouping is null && measures.Count == 0) measures.Add(Measure.Rows);
        return new(index, root, rows, joins.Joins, grouping, measures, shapes);
    }
}
