using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Plans;

/// <summary>A filter over the rows of a type. Closed; two-valued: a condition holds or it doesn't, null included.</summary>
public abstract record Condition;

public sealed record AllOf(IReadOnlyList<Condition> Conditions) : Condition;

public sealed record AnyOf(IReadOnlyList<Condition> Conditions) : Condition;

public sealed record Not(Condition Inner) : Condition;

/// <summary>A column against a value of the client.</summary>
/// <param name="IsSearchable">Whether an index of <c>propertygraph.grams</c> is behind the column.</param>
public sealed record Compare(string Column, ValueType Type, OperatorKind Operator, Slot Value, bool IsSearchable = false) : Condition;

public sealed record IsNull(string Column) : Condition;

/// <summary>Some element of a list of values fulfils the condition over the column <see cref="Element"/>, if there is one. A null list has no elements.</summary>
public sealed record SomeElement(string Column, Condition? Inner) : Condition
{
    /// <summary>Name of the element in <see cref="Inner"/>.</summary>
    public const string Element = "element";
}

/// <summary>The row behind a to-one relation exists, is visible and fulfils the condition, if there is one.</summary>
public sealed record OneFulfils(ToOneField Field, EntityType Target, Condition? Inner) : Condition;

/// <summary>Some row behind a to-many relation is visible and fulfils the condition, if there is one.</summary>
public sealed record SomeFulfils(ToManyField Field, EntityType Target, Condition? Inner) : Condition;
