using System.Linq.Expressions;
using PropertyGraph.Access;

namespace PropertyGraph.Schema;

/// <summary>A field of an entity type. Closed: <see cref="ScalarField"/>, <see cref="ToOneField"/>, <see cref="ToManyField"/>, <see cref="MergedField"/>, <see cref="ResolvedField"/>.</summary>
/// <param name="Name">Name in the schema.</param>
/// <param name="Description">What it means.</param>
/// <param name="Module">Module that contributed it.</param>
/// <param name="Audiences">Who may select, filter or order by it.</param>
public abstract record Field(string Name, string Description, string Module, AudienceSet Audiences);

/// <summary>A value of the entity's own row: a column, or an expression that EF Core renders.</summary>
/// <param name="Column">Name of the column in the entity's source.</param>
/// <param name="Type">Its scalar.</param>
/// <param name="Expression">Over the entity, and optionally the actor as second parameter.</param>
/// <param name="Personal">Whether audit keeps it encrypted.</param>
public sealed record ScalarField(
    string Name, string Description, string Module, AudienceSet Audiences, string Column, ValueType Type, LambdaExpression Expression, bool Personal)
    : Field(Name, Description, Module, Audiences)
{
    /// <summary>Whether people search in it: its column has an index of <c>propertygraph.grams</c>.</summary>
    public bool IsSearchable { get; init; }

    /// <summary>Column of the number by which its values count in a mean; null where they count alike.</summary>
    public string? WeightColumn { get; init; }
}

/// <summary>A relation to at most one row; null also where that row is not visible to the reader.</summary>
/// <param name="Target">Name of the other type.</param>
/// <param name="Column">Foreign key column in this entity's source.</param>
/// <param name="KeyExpression">The foreign key, over this entity.</param>
public sealed record ToOneField(
    string Name, string Description, string Module, AudienceSet Audiences, string Target, string Column, LambdaExpression KeyExpression)
    : Field(Name, Description, Module, Audiences);

/// <summary>A relation to any number of rows: a connection.</summary>
/// <param name="Target">Name of the other type.</param>
/// <param name="Column">Foreign key column in the other entity's source.</param>
/// <param name="KeyExpression">The foreign key, over the other entity.</param>
/// <param name="Where">Condition over the other entity that is part of the relation, as a computed column of its source; or null.</param>
public sealed record ToManyField(
    string Name, string Description, string Module, AudienceSet Audiences, string Target, string Column, LambdaExpression KeyExpression, RelationCondition? Where)
    : Field(Name, Description, Module, Audiences);

/// <summary>A named condition of a relation, rendered as a column of the target's source.</summary>
public sealed record RelationCondition(string Column, LambdaExpression Expression);

/// <summary>A connection to the rows of several relations of the type, in the order of time.</summary>
/// <param name="List">Its types; the members are relations of this type.</param>
public sealed record MergedField(string Name, string Description, string Module, AudienceSet Audiences, MergedList List)
    : Field(Name, Description, Module, Audiences);

/// <summary>A value that needs C#: the keys of a whole level in, values out. It may not query our PostgreSQL.</summary>
/// <param name="KeyColumn">Column of the entity's source that the resolver is given.</param>
/// <param name="KeyType">Scalar of that column.</param>
/// <param name="Type">What it gives: a scalar, an object, or lists of such; always nullable.</param>
/// <param name="Resolve">Keys, distinct and non-null, to values of the same length and order.</param>
public sealed record ResolvedField(
    string Name, string Description, string Module, AudienceSet Audiences, string KeyColumn, LambdaExpression KeyExpression, ValueType KeyType, ResolvedType Type, BatchResolver Resolve)
    : Field(Name, Description, Module, Audiences)
{
    /// <summary>What it weighs in an operation's cost, for each row.</summary>
    public double Weight { get; init; } = CostWeights.Resolved;

    /// <summary>Whether it is a file's signed address, which the kernel makes itself.</summary>
    public bool IsFile { get; init; }

    /// <summary>C# property with the file's key; null for other fields.</summary>
    public string? FileProperty { get; init; }

    /// <summary>C# property with the file's name; null for none, and where it is no property.</summary>
    public string? FileNameProperty { get; init; }
}

/// <summary>Resolves one field for all rows of a level at once: keys are distinct and never null; the answer has the same length and order.</summary>
public delegate ValueTask<IReadOnlyList<object?>> BatchResolver(IReadOnlyList<object> keys, CancellationToken cancel);

/// <summary>A set of audiences.</summary>
[Flags]
public enum AudienceSet
{
    None = 0,
    Anonymous = 1 << Audience.Anonymous,
    Customer = 1 << Audience.Customer,
    Partner = 1 << Audience.Partner,
    Staff = 1 << Audience.Staff,
    System = 1 << Audience.System,
    All = Anonymous | Customer | Partner | Staff | System,
}

internal static class AudienceSets
{
    public static AudienceSet Of(IEnumerable<Audience> audiences) =>
        audiences.Aggregate(AudienceSet.System, (set, audience) => set | (AudienceSet)(1 << (int)audience));

    public static bool Has(this AudienceSet set, Audience audience) => (set & (AudienceSet)(1 << (int)audience)) != 0;
}
