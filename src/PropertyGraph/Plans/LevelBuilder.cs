using System.Globalization;
using PropertyGraph.Schema;

namespace PropertyGraph.Plans;

/// <summary>Collects a level's joins, columns and shapes while its selection is read.</summary>
internal sealed class LevelBuilder(int index, int root, RowSet rows)
{
    private readonly JoinSet joins = new();
    private readonly List<RowSet> counts = [];
    private readonly List<LevelColumn> columns = [];
    private readonly List<Shape> shapes = [];
    private CursorOrder? cursor;

    public RowSet Rows => rows;

    /// <summary>Number of the join that leads along the relation from another; each is made once.</summary>
    public int Join(int from, ToOneField field, EntityType target) => joins.Add(from, field, target);

    /// <summary>Place of a column among those of the level; each is selected once.</summary>
    public int Column(int join, string name)
    {
        var column = new LevelColumn(join, name);
        var known = columns.IndexOf(column);
        if (known >= 0) return known;
        columns.Add(column);
        return columns.Count - 1;
    }

    /// <summary>Place of the column that says how many rows a list of each row has.</summary>
    public int Count(RowSet list)
    {
        counts.Add(list);
        return Column(LevelColumn.OfCounts, (counts.Count - 1).ToString(CultureInfo.InvariantCulture));
    }

    public int Shape(Shape shape)
    {
        shapes.Add(shape);
        return shapes.Count - 1;
    }

    /// <summary>The shape that writes the row's cursor; made once.</summary>
    public int Cursor(CursorOrder order, GraphModel model)
    {
        if (cursor is not null) return shapes.FindIndex(s => s is CursorShape);
        cursor = order;
        var places = new List<int>();
        for (var i = 0; i < rows.Order.Count; i++)
        {
            var key = rows.Order[i];
            var join = 0;
            if (key.Relation is not null)
            {
                places.Add(Column(LevelColumn.OfOrder, OrderKey.Column(i)));
                continue;
            }
            foreach (var step in key.Path) join = Join(join, step, model.Entities[step.Target]);
            places.Add(Column(join, key.Field.Column));
        }
        return Shape(new CursorShape(places));
    }

    public RowLevel Build() => new(index, root, rows, joins.Joins, counts, columns, shapes, cursor);
}
