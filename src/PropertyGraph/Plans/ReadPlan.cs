using PropertyGraph.Faults;
using PropertyGraph.Schema;

namespace PropertyGraph.Plans;

/// <summary>
/// How an operation is answered: the statements' contents and the shape of the response. Pure and immutable; holds slots, never values, so that one
/// plan serves every request of the same document, audience and shape of variables.
/// </summary>
/// <param name="Levels">By their index. Each is a statement of the batch, or shares one with those that hang from the same page.</param>
/// <param name="Root">Fields of the response's <c>data</c>.</param>
/// <param name="Unread">Pages of which nothing is selected, such as those of lists that are only counted: what the client asked for is checked all the same.</param>
public sealed record ReadPlan(IReadOnlyList<Level> Levels, IReadOnlyList<RootOutput> Root, IReadOnlyList<UnreadPage> Unread, bool IsCacheable)
{
    /// <summary>What it costs, as far as the plan tells.</summary>
    internal PlanCost Cost { get; } = PlanCost.Of(Levels, Root);
}

/// <summary>Rows of a level. Closed: <see cref="RowSet"/>, <see cref="MergedRows"/>. Each is one object, however many levels hang from it.</summary>
public interface IRows
{
    /// <summary>The rows that these hang from; null where they stand by themselves.</summary>
    IRows? Above { get; }

    /// <summary>To-one relations that lead from a row above to the one that these are tied to.</summary>
    IReadOnlyList<ToOneField> PathFromAbove { get; }
}

/// <summary>A set of rows: where they come from, which, in what order, which page of them.</summary>
public sealed record RowSet(EntityType Entity, Origin Origin, Condition? Where, IReadOnlyList<OrderKey> Order, Page? Page) : IRows
{
    /// <inheritdoc/>
    public IRows? Above => Origin switch { Related related => related.Parent, OnMergedPage merged => merged.Page, _ => null };

    /// <inheritdoc/>
    public IReadOnlyList<ToOneField> PathFromAbove => Origin is Related related ? related.Path : [];
}

/// <summary>Where a level's rows come from.</summary>
public abstract record Origin
{
    /// <summary>Whether each row comes with a key, before its own columns, that ties it to a row of another level.</summary>
    public virtual bool IsTied => false;
}

/// <summary>All visible rows of the type.</summary>
public sealed record AllRows : Origin;

/// <summary>The row, or rows, with a key.</summary>
public sealed record ByKey(string Column, Slot Slot, bool IsList) : Origin;

/// <summary>Rows that a to-many relation ties to each row of a parent, or to the row that to-one relations lead to from there.</summary>
public sealed record Related(RowSet Parent, IReadOnlyList<ToOneField> Path, ToManyField Field) : Origin
{
    /// <inheritdoc/>
    public override bool IsTied => true;
}

/// <summary>The rows of one type on a page of a merged list, each tied to its place there by its own key.</summary>
public sealed record OnMergedPage(MergedRows Page, MergedBranch Branch) : Origin
{
    /// <inheritdoc/>
    public override bool IsTied => true;
}

/// <summary>A page of a merged list, for each row that has one.</summary>
/// <param name="Branches">The types that the client asks for and may see, each one's rows in the same order as the whole.</param>
/// <param name="Parent">Who has the list; null at the root.</param>
public sealed record MergedRows(MergedList List, IReadOnlyList<MergedBranch> Branches, ParentRows? Parent, bool Descending, Page? Page) : IRows
{
    /// <inheritdoc/>
    public IRows? Above => Parent?.Rows;

    /// <inheritdoc/>
    public IReadOnlyList<ToOneField> PathFromAbove => Parent?.Path ?? [];
}

/// <summary>The rows of a level, or those that to-one relations lead to from there.</summary>
public sealed record ParentRows(RowSet Rows, IReadOnlyList<ToOneField> Path);

/// <summary>Rows of one type in a merged list. Closed: <see cref="RelatedBranch"/>, <see cref="SearchedBranch"/>.</summary>
/// <param name="Type">The type's number among the list's members.</param>
public abstract record MergedBranch(int Type, EntityType Entity);

/// <summary>Rows of a to-many relation of the list's parent.</summary>
/// <param name="Place">The other type's field that places its rows.</param>
public sealed record RelatedBranch(int Type, EntityType Entity, ToManyField Relation, ScalarField Place) : MergedBranch(Type, Entity);

/// <summary>Rows that have every word of a text in some of these fields.</summary>
/// <param name="Fields">In declared order; null for one that the audience may not use.</param>
public sealed record SearchedBranch(int Type, EntityType Entity, IReadOnlyList<ScalarField?> Fields, InputSlot Text) : MergedBranch(Type, Entity);

/// <summary>A key of an order: a column of the type, or of a row that to-one relations lead to; or what the rows of a to-many relation from there come to.</summary>
public sealed record OrderKey(IReadOnlyList<ToOneField> Path, ScalarField Field, bool Descending, RelationMeasure? Relation = null)
{
    /// <summary>Whether it is a column of the type's own rows.</summary>
    public bool IsOwn => Path.Count == 0 && Relation is null;

    /// <summary>Column in which a page gives a key that is none of its rows' own.</summary>
    public static string Column(int place) => $"o{place}";
}

/// <summary>A page: at most so many rows, from the start or the end, after or before a cursor.</summary>
/// <param name="Extra">Whether one row more is read, to know whether more follow.</param>
public sealed record Page(LimitSlot Limit, bool Backward, bool Extra, IReadOnlyList<CursorSlot>? After, IReadOnlyList<CursorSlot>? Before);

/// <summary>A page of which nothing is selected.</summary>
/// <param name="Root">Root field that it belongs to, by place.</param>
public readonly record struct UnreadPage(int Root, Page Page);

/// <summary>A list, or what one comes to, for all rows that have it: a SELECT.</summary>
/// <param name="Index">Place among the plan's levels.</param>
/// <param name="Root">Root field that it belongs to, by place.</param>
public abstract record Level(int Index, int Root)
{
    /// <summary>The page that is read, or null for all there is.</summary>
    public virtual Page? Page => null;

    /// <summary>Whether the key of another level's row comes first in each row.</summary>
    public abstract bool IsTied { get; }
}

/// <summary>A statement whose rows are written as JSON.</summary>
/// <param name="Shapes">What is written for each row.</param>
public abstract record ShapedLevel(int Index, int Root, IReadOnlyList<Shape> Shapes) : Level(Index, Root);

/// <summary>Rows of a list, in its order.</summary>
public abstract record ListLevel(int Index, int Root, IReadOnlyList<Shape> Shapes, CursorOrder? Cursor) : ShapedLevel(Index, Root, Shapes);

/// <summary>Rows with the columns that the response needs.</summary>
/// <param name="Joins">To-one relations joined into the level; a join's number is its place here plus one, 0 is the level's own row.</param>
/// <param name="Counts">Lists of each row that are counted beside its columns.</param>
/// <param name="Columns">What each row carries. For tied rows, the key that ties them comes first, before these.</param>
public sealed record RowLevel(
    int Index, int Root, RowSet Rows, IReadOnlyList<Join> Joins, IReadOnlyList<RowSet> Counts, IReadOnlyList<LevelColumn> Columns, IReadOnlyList<Shape> Shapes, CursorOrder? Cursor)
    : ListLevel(Index, Root, Shapes, Cursor)
{
    /// <inheritdoc/>
    public override Page? Page => Rows.Page;

    /// <inheritdoc/>
    public override bool IsTied => Rows.Origin.IsTied;
}

/// <summary>Place, type and key of the rows of a merged list; the rows themselves are levels of their types.</summary>
public sealed record MergedLevel(int Index, int Root, MergedRows Rows, IReadOnlyList<Shape> Shapes, CursorOrder Cursor) : ListLevel(Index, Root, Shapes, Cursor)
{
    /// <summary>Columns, after the parent's key.</summary>
    public const int Place = 0, Type = 1, Key = 2;

    /// <inheritdoc/>
    public override Page? Page => Rows.Page;

    /// <inheritdoc/>
    public override bool IsTied => Rows.Parent is not null;
}

/// <summary>How many rows there are, per parent.</summary>
public sealed record CountLevel(int Index, int Root, RowSet Rows) : Level(Index, Root)
{
    /// <inheritdoc/>
    public override bool IsTied => Rows.Origin.IsTied;
}

/// <summary>How many rows a merged list has, per parent.</summary>
public sealed record MergedCountLevel(int Index, int Root, MergedRows Rows) : Level(Index, Root)
{
    /// <inheritdoc/>
    public override bool IsTied => Rows.Parent is not null;
}

/// <summary>A to-one relation joined into a level, from the row of another join.</summary>
public sealed record Join(int From, ToOneField Field, EntityType Target);

/// <summary>A column of a level: of which join, and its name.</summary>
public readonly record struct LevelColumn(int Join, string Name)
{
    /// <summary>In place of a join: a key of the order that the page computes.</summary>
    public const int OfOrder = -1;

    /// <summary>In place of a join: one of the level's counts, whose place is the name.</summary>
    public const int OfCounts = -2;
}
