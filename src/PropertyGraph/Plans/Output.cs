using PropertyGraph.Faults;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Plans;

/// <summary>What is written for a row: an object, or its cursor.</summary>
public abstract record Shape;

/// <summary>An object with these fields, in the response's order.</summary>
public sealed record ObjectShape(IReadOnlyList<Output> Fields) : Shape
{
    /// <summary>What stands before each value: a brace or comma, the quoted key, a colon.</summary>
    internal byte[][] Labels { get; } = LabelsOf(Fields.Select(f => f.Key));

    internal static byte[][] LabelsOf(IEnumerable<string> keys) => [.. keys.Select((key, i) => System.Text.Encoding.UTF8.GetBytes($"{(i == 0 ? '{' : ',')}\"{key}\":"))];
}

/// <summary>The keys of the row's place in the order, from these columns.</summary>
public sealed record CursorShape(IReadOnlyList<int> Columns) : Shape;

/// <summary>A column's value by itself.</summary>
public sealed record ValueShape(int Column, ValueType Type) : Shape;

/// <summary>A field of an object of a row. Closed: one switch writes them.</summary>
public abstract record Output(string Key);

public sealed record TypenameOutput(string Key, string TypeName) : Output(Key);

/// <summary>A column's value.</summary>
/// <param name="IdOf">For global ids: the type.</param>
public sealed record ColumnOutput(string Key, int Column, ValueType Type, string? IdOf) : Output(Key)
{
    internal byte[] IdPrefix { get; } = IdOf is null ? [] : System.Text.Encoding.UTF8.GetBytes(IdOf + ":");
}

/// <summary>The object of a to-one relation; null where its key column is.</summary>
public sealed record RowOutput(string Key, int KeyColumn, ObjectShape Shape) : Output(Key);

/// <summary>An object that is always there, with values of the row's own.</summary>
public sealed record ObjectOutput(string Key, ObjectShape Shape) : Output(Key);

/// <summary>A list of the row's own; its key column ties the rows of other levels to it.</summary>
public sealed record ListOutput(string Key, int KeyColumn, Connection Connection) : Output(Key);

/// <summary>A value from C#, by the value of a column.</summary>
/// <param name="Shape">What is written of it; null where it has no fields.</param>
public sealed record ResolvedOutput(string Key, int KeyColumn, ResolvedField Field, ResolvedShape? Shape) : Output(Key);

/// <summary>What is written of each object that a resolver gave.</summary>
public sealed record ResolvedShape(string TypeName, IReadOnlyList<ResolvedPartOutput> Fields)
{
    /// <summary>As <see cref="ObjectShape.Labels"/>.</summary>
    internal byte[][] Labels { get; } = ObjectShape.LabelsOf(Fields.Select(f => f.Key));
}

/// <summary>A field of a resolved object.</summary>
/// <param name="Part">Null for <c>__typename</c>.</param>
public sealed record ResolvedPartOutput(string Key, ResolvedPart? Part, ResolvedShape? Shape);

/// <summary>A connection: its rows, its count, what they come to, and the parts that the client asked for.</summary>
/// <param name="Root">Root field that it belongs to, by place.</param>
/// <param name="Count">Null also where the rows are counted with the aggregate, or beside the columns of the row that has the list.</param>
/// <param name="Beside">Where that is.</param>
public sealed record Connection(
    int Root, ListLevel? Rows, Level? Count, IReadOnlyList<ConnectionPart> Parts, AggregateLevel? Aggregate = null, CountBeside? Beside = null);

/// <summary>The count of a list, as a column of the row that has it.</summary>
public sealed record CountBeside(int Column, RowSet Rows);

public abstract record ConnectionPart(string Key)
{
    internal byte[] Label { get; } = System.Text.Encoding.UTF8.GetBytes($"\"{Key}\":");
}

public sealed record NodesPart(string Key, int Shape) : ConnectionPart(Key);

/// <summary>Rows of a merged list: what is written for each, by its type's number; null for types that can't occur.</summary>
public sealed record ItemsPart(string Key, IReadOnlyList<ItemShape?> Items) : ConnectionPart(Key);

public sealed record EdgesPart(string Key, IReadOnlyList<EdgePart> Parts) : ConnectionPart(Key);
/// <param name="Shape">The aggregate's shape that is the count; null where it is counted by itself.</param>
public sealed record TotalCountPart(string Key, int? Shape = null) : ConnectionPart(Key);
public sealed record AggregatePart(string Key, int Shape) : ConnectionPart(Key);
public sealed record GroupsPart(string Key, AggregateLevel Level) : ConnectionPart(Key);
public sealed record PageInfoPart(string Key, IReadOnlyList<PageInfoField> Fields, int CursorShape) : ConnectionPart(Key);
public sealed record ConnectionTypename(string Key, string TypeName) : ConnectionPart(Key);

/// <summary>What is written for a row of one type in a merged list: a shape of that type's level, or what needs no level.</summary>
/// <param name="Level">Index of the level, or null: then <paramref name="Names"/> are written.</param>
/// <param name="Names">Fields <c>__typename</c>.</param>
public sealed record ItemShape(int? Level, int Shape, IReadOnlyList<TypenameOutput> Names);

/// <summary>A field of an edge: one of its row's shapes, or <c>__typename</c>, or a merged list's row.</summary>
public sealed record EdgePart(string Key, int Shape, string? TypeName, IReadOnlyList<ItemShape?>? Items = null)
{
    internal byte[] Label { get; } = System.Text.Encoding.UTF8.GetBytes($"\"{Key}\":");
}

public sealed record PageInfoField(string Key, PageInfoKind Kind)
{
    internal byte[] Label { get; } = System.Text.Encoding.UTF8.GetBytes($"\"{Key}\":");
}

public enum PageInfoKind
{
    HasNextPage,
    HasPreviousPage,
    StartCursor,
    EndCursor,
    Typename,
}

/// <summary>A field of the response's data. Closed.</summary>
/// <param name="IsNullable">Whether a mistake in it nulls just it.</param>
public abstract record RootOutput(string Key, bool IsNullable)
{
    internal byte[] Label { get; } = System.Text.Encoding.UTF8.GetBytes($"\"{Key}\":");
}

public sealed record RootTypename(string Key, string TypeName) : RootOutput(Key, false);

public sealed record RootConnection(string Key, Connection Connection) : RootOutput(Key, false);

/// <summary>At most one row, from the first of these levels that has one.</summary>
public sealed record RootRow(string Key, IReadOnlyList<RowLevel> Levels) : RootOutput(Key, true);

/// <summary>Rows by global ids of any types, in the order given.</summary>
public sealed record RootNodes(string Key, InputPath Ids, IReadOnlyList<RowLevel> Levels) : RootOutput(Key, false);

/// <summary>Rows by the keys that other subgraphs know, in the order of their representations.</summary>
public sealed record RootEntities(string Key, InputPath Representations, IReadOnlyList<EntitiesLevel> Levels) : RootOutput(Key, false);

/// <summary>The rows of one type that are found by one of its keys.</summary>
/// <param name="Level">Its first shape is the row's object; the second, where the key is not the global id, the key.</param>
public sealed record EntitiesLevel(RepresentationSlot Slot, RowLevel Level);

/// <summary>The schema about itself, answered by GraphQL.NET: JSON.</summary>
public sealed record RootIntrospection(string Key, string Json) : RootOutput(Key, true);

/// <summary>A field that could not be planned: null, and an error.</summary>
public sealed record RootFailed(string Key, GraphError Error, bool Nullable) : RootOutput(Key, Nullable);

/// <summary>What the actor is, by the name of the field of <c>viewer</c>.</summary>
public sealed record RootActor(string Key, string Name) : RootOutput(Key, true);

/// <summary>An object of root fields: <c>viewer</c>, a payload's <c>query</c>, a change's <c>actor</c>.</summary>
public sealed record RootObject(string Key, IReadOnlyList<RootOutput> Fields) : RootOutput(Key, false);

/// <summary>A value that the execution carries, such as a payload's token or a change's cursor.</summary>
/// <param name="Name">Name of the value.</param>
public sealed record RootValue(string Key, string Name, ValueType Type) : RootOutput(Key, true);

/// <summary>A mutation's faults: which fields to write, by the fault's type.</summary>
public sealed record RootFaults(string Key, IReadOnlyDictionary<string, IReadOnlyList<FaultOutput>> Fields) : RootOutput(Key, true);

/// <summary>A field of a fault.</summary>
/// <param name="Name">Name in the schema, or <c>__typename</c>.</param>
public sealed record FaultOutput(string Key, string Name);
