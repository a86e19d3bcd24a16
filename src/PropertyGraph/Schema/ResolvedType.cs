namespace PropertyGraph.Schema;

/// <summary>What a resolved field gives, or a field of such an object. Closed: <see cref="ResolvedScalar"/>, <see cref="ResolvedList"/>, <see cref="ResolvedObject"/>.</summary>
/// <param name="IsNullable">Whether null is a possible value.</param>
public abstract record ResolvedType(bool IsNullable)
{
    /// <summary>The records of it, each before those inside it.</summary>
    public IEnumerable<ResolvedRecord> Records() => this switch
    {
        ResolvedList list => list.Element.Records(),
        ResolvedObject { Record: var record } => record.Fields.Values.SelectMany(f => f.Type.Records()).Prepend(record),
        _ => [],
    };

    /// <summary>The scalars and enums of it.</summary>
    public IEnumerable<ValueType> Values() => this switch
    {
        ResolvedScalar scalar => [scalar.Type],
        ResolvedList list => list.Element.Values(),
        ResolvedObject { Record: var record } => record.Fields.Values.SelectMany(f => f.Type.Values()),
        _ => throw new NotSupportedException(GetType().Name),
    };
}

/// <summary>A scalar, an enum, or a list of such.</summary>
public sealed record ResolvedScalar(ValueType Type) : ResolvedType(Type.IsNullable);

/// <summary>A list of objects, or of lists.</summary>
public sealed record ResolvedList(ResolvedType Element, bool IsNullable) : ResolvedType(IsNullable);

/// <summary>An object.</summary>
public sealed record ResolvedObject(ResolvedRecord Record, bool IsNullable) : ResolvedType(IsNullable);

/// <summary>An object type made of a C# record: its objects have no rows and no keys.</summary>
public sealed class ResolvedRecord
{
    /// <summary>Name in the schema.</summary>
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required Type ClrType { get; init; }

    /// <summary>Fields by name, in declared order.</summary>
    public required IReadOnlyDictionary<string, ResolvedPart> Fields { get; init; }
}

/// <summary>A field of a resolved object.</summary>
/// <param name="Get">Its value, of an object.</param>
public sealed record ResolvedPart(string Name, string Description, ResolvedType Type, Func<object, object?> Get);
