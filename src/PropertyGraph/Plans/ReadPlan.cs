using PropertyGraph.Faults;
using PropertyGraph.Schema;

namespace PropertyGraph.Plans;

/// <summary>
/// How an operation is answered: the statements' contents and the shape of the response. Pure and immutable; holds slots, never values, so that one
/// plan serves every request of the same document, audience and shape of variables.
/// </summary>
/// <param name="Levels">One statement each, in the order of the batch.</param>
/// <param name="Root">Fields of the response's <c>data</c>.</param>
public sealed record ReadPlan(IReadOnlyList<Level> Levels, IReadOnlyList<RootOutput> Root, bool IsCacheable);

/// <summary>A set of rows: where they come from, which, in what order, which page of them.</summary>
public sealed record RowSet(EntityType Entity, Origin Origin, Condition? Where, IReadOnlyList<OrderKey> Order, Page? Page);

/// <summary>Where a level's rows come from.</summary>
public abstract record Origin;

/// <summary>All visible rows of the type.</summary>
public sealed record AllRows : Origin;

/// <summary>The row, or rows, with a key.</summary>
public sealed record ByKey(string Column, Slot Slot, bool IsList) : Origin;

/// <summary>Rows that a to-many relation ties to each row of a parent, or to the row that to-one relations lead to from there.</summary>
public sealed record Related(RowSet Parent, IReadOnlyList<ToOneField> Path, ToManyField Field) : Origin;

/// <summary>A key of an order: a column of the type, or of a row that to-one relations lead to.</summary>
public sealed record OrderKey(IReadOnlyList<ToOneField> Path, ScalarField Field, bool Descending);

/// <summary>A page: at most so many rows, from the start or the end, after or before a cursor.</summary>
/// <param name="Extra">Whether one row more is read, to know whether more follow.</param>
public sealed record Page(LimitSlot Limit, bool Backward, bool Extra, IReadOnlyList<CursorSlot>? After, IReadOnlyList<CursorSlot>? Before);

/// <summary>A statement of the batch.</summary>
/// <param name="Index">Place in the batch.</param>
/// <param name="Root">Root field that it belongs to, by place.</param>
public abstract record Level(int Index, int Root, RowSet Rows);

/// <summary>Rows with the columns that the response needs.</summary>
/// <param name="Joins">To-one relations joined into the level; a join's number is its place here plus one, 0 is the level's own row.</param>
/// <param name="Columns">What each row carries. For <see cref="Related"/> rows, the parent's key comes first, before these.</param>
/// <param name="Shapes">What is written for each row.</param>
public sealed record RowLevel(int Index, int Root, RowSet Rows, IReadOnlyList<Join> Joins, IReadOnlyList<LevelColumn> Columns, IReadOnlyList<Shape> Shapes, CursorOrder? Cursor)
    : Level(Index, Root, Rows);

/// <summary>How many rows there are, per parent.</summary>
public sealed record CountLevel(int Index, int Root, RowSet Rows) : Level(Index, Root, Rows);

/// <summary>A to-one relation joined into a level, from the row of another join.</summary>
public sealed record Join(int From, ToOneField Field, EntityType Target);

/// <summary>A column of a level: of which join, and its name.</summary>
public readonly record struct LevelColumn(int Join, string Name);
