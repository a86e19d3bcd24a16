using System.Linq.Expressions;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Plans;

/// <summary>What the rows of a list come to, per parent: one row, or one per group.</summary>
/// <param name="Joins">To-one relations that keys and measures lead through; a join's number is its place here plus one, 0 is the list's own row.</param>
/// <param name="Grouping">How rows are put into groups; null where they are all one.</param>
/// <param name="Measures">What each group carries, after its keys.</param>
/// <param name="Shapes">What is written for each group.</param>
public sealed record AggregateLevel(
    int Index, int Root, RowSet Rows, IReadOnlyList<Join> Joins, Grouping? Grouping, IReadOnlyList<Measure> Measures, IReadOnlyList<Shape> Shapes)
    : ShapedLevel(Index, Root, Shapes)
{
    /// <inheritdoc/>
    public override bool IsTied => Rows.Origin.IsTied;
}

/// <summary>Groups: by which keys, which of them, in what order, how many.</summary>
/// <param name="Keys">Columns <c>g0</c>, <c>g1</c>, ...</param>
/// <param name="Having">Over the measures' columns.</param>
/// <param name="Order">All keys are in it, so that no two groups are equal.</param>
public sealed record Grouping(IReadOnlyList<GroupKey> Keys, Condition? Having, IReadOnlyList<GroupOrder> Order, GroupLimitSlot Limit);

/// <summary>What the rows of a group have in common. Closed.</summary>
public abstract record GroupKey(LevelColumn Column);

/// <summary>A value.</summary>
public sealed record ValueKey(LevelColumn Column, ValueType Type) : GroupKey(Column);

/// <summary>The span of the calendar that a day, or a moment in a time zone, is in: its first day.</summary>
/// <param name="Zone">Null for days.</param>
public sealed record BucketKey(LevelColumn Column, CalendarUnit Unit, Slot? Zone) : GroupKey(Column);

/// <summary>Whether the row of a to-one relation is there, so that a group of rows without one is none of rows whose field is null.</summary>
public sealed record RowKey(LevelColumn Column) : GroupKey(Column);

/// <summary>A key of the order of groups: a column of a key or a measure.</summary>
/// <param name="Type">Enums are ordered as declared.</param>
public sealed record GroupOrder(string Column, ValueType Type, bool Descending);

/// <summary>A span of the calendar, as PostgreSQL and the schema name it.</summary>
public enum CalendarUnit
{
    Day,
    /// <summary>From Monday.</summary>
    Week,
    Month,
    Quarter,
    Year,
}

/// <summary>A function over rows.</summary>
/// <param name="Of">The column that it is over; null to count rows.</param>
/// <param name="Operand">Scalar of that column.</param>
/// <param name="Type">Of the result.</param>
public sealed record Measure(MeasureKind Kind, LevelColumn? Of, ScalarKind Operand, ValueType Type)
{
    /// <summary>For a mean: the number that says how much each value counts; null where they count alike.</summary>
    public LevelColumn? Weight { get; init; }

    /// <summary>For a percentile: which.</summary>
    public Slot? At { get; init; }

    /// <summary>The columns that it is over.</summary>
    public IEnumerable<LevelColumn> Columns => new[] { Of, Weight }.OfType<LevelColumn>();

    private static readonly LambdaExpression NoExpression = Expression.Lambda(Expression.Constant(null));

    public static Measure Rows { get; } = new(MeasureKind.Count, null, default, new(ScalarKind.Int, false));

    /// <summary>The measure as a value to compare and order by: a column of the statement, which no entity has.</summary>
    public ScalarField As(string name, string column) => new(name, "", "", AudienceSet.All, column, Type, NoExpression, false);
}

/// <summary>What the rows of a to-many relation come to, to order the rows that they belong to.</summary>
/// <param name="Field">The relation.</param>
/// <param name="Target">The type of its rows.</param>
/// <param name="Where">Which of them count.</param>
/// <param name="Asked">What was asked, for the cursor's signature: two requests with equal texts and equal values of variables ask for the same order.</param>
/// <param name="Values">The variables' values in it.</param>
public sealed record RelationMeasure(ToManyField Field, EntityType Target, Condition? Where, Measure Measure, string Asked, IReadOnlyList<InputPath> Values)
{
    /// <summary>Column that it is in the statement.</summary>
    public const string Column = "m";
}
