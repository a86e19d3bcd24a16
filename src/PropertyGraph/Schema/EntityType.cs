using System.Linq.Expressions;
using PropertyGraph.Access;

namespace PropertyGraph.Schema;

/// <summary>Which rows of a type an audience sees. Several policies of one audience add up: a row is visible if any of them says so.</summary>
public abstract record Policy(Audience Audience, string Module);

/// <summary>By an expression over the entity (and the actor); null means every row.</summary>
public sealed record RowPolicy(Audience Audience, string Module, LambdaExpression? Expression) : Policy(Audience, Module);

/// <summary>
/// Rows that a relation connects to a visible row: for a to-one field, the other row is visible; for a to-many field, at least one is.
/// </summary>
public sealed record RelationPolicy(Audience Audience, string Module, string Field) : Policy(Audience, Module);

/// <summary>What becomes of a person's rows when the person is erased. Closed.</summary>
public abstract record PersonRows
{
    /// <summary>They stay, without what is personal in them.</summary>
    public static PersonRows Stripped { get; } = new StrippedRows();
    /// <summary>They go.</summary>
    public static PersonRows Removed { get; } = new RemovedRows();
}

public sealed record StrippedRows : PersonRows;

public sealed record RemovedRows : PersonRows;

/// <summary>They stay without what is personal in them as long as the law wants them kept, and go then.</summary>
/// <param name="From">The day, over the entity, from which that time counts.</param>
public sealed record RetainedRows(LambdaExpression From) : PersonRows;

/// <summary>They stay and go with the row that a relation leads to.</summary>
/// <param name="Field">The to-one relation.</param>
public sealed record RetainedWithRows(string Field) : PersonRows;

/// <summary>A type of the graph that has rows.</summary>
public sealed class EntityType
{
    /// <summary>Name in the schema.</summary>
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required string Module { get; init; }
    public required Type ClrType { get; init; }
    public required Type DbType { get; init; }
    /// <summary>Root field for one row, or null.</summary>
    public required string? One { get; init; }
    /// <summary>Root connection, or null.</summary>
    public required string? Many { get; init; }
    /// <summary>Whether rows have global ids (<c>Node</c>). A type without is reached through relations only.</summary>
    public required bool IsNode { get; init; }
    /// <summary>C# name of the key property; its column is <see cref="KeyColumn"/>.</summary>
    public required string Key { get; init; }
    /// <summary>Alternate keys: root field arguments, by field name.</summary>
    public required IReadOnlyList<string> Lookups { get; init; }
    /// <summary>Order where a query names none: field name and direction.</summary>
    public required IReadOnlyList<(string Field, bool Descending)> DefaultOrder { get; init; }
    /// <summary>Fields by name, in declared order; those of other modules last.</summary>
    public required IReadOnlyDictionary<string, Field> Fields { get; init; }
    public required IReadOnlyList<Policy> Policies { get; init; }
    /// <summary>Property that tells whose personal data the row is (for the encryption of audit values), or null: the row's own key.</summary>
    public required LambdaExpression? DataSubject { get; init; }
    /// <summary>To-one relation to a row of whose person the personal fields tell, too; null for none.</summary>
    public string? AlsoAbout { get; init; }
    /// <summary>Which rows lists show and commands find; null for all that are visible.</summary>
    public LambdaExpression? InUse { get; init; }
    /// <summary>What becomes of a person's rows when the person is erased.</summary>
    public PersonRows PersonRows { get; init; } = PersonRows.Stripped;

    /// <summary>Whether an audience sees every row, in use or not.</summary>
    public bool SeesAll(Audience audience) => audience == Audience.System || Policies.Any(p => p is RowPolicy { Expression: null } && p.Audience == audience);

    /// <summary>Column of the key in the entity's source.</summary>
    public string KeyColumn => Names.Snake(Key);

    /// <summary>The key as a value to order by. A type without global ids may keep its key out of the schema; then it is no field of <see cref="Fields"/>.</summary>
    public ScalarField KeyField => keyField ??= Fields.Values.OfType<ScalarField>().FirstOrDefault(f => f.Column == KeyColumn) ?? HiddenKey();

    private ScalarField? keyField;

    /// <summary>Keys by which other subgraphs refer to a row: the global id, then the alternate keys. None for a type without global ids.</summary>
    public IReadOnlyList<ScalarField> References => references ??= !IsNode ? []
        : [.. Lookups.Prepend("id").Select(name => (ScalarField)Fields[name]).Where(f => f.Type is { IsList: false, Kind: ScalarKind.Id or ScalarKind.String or ScalarKind.Uuid or ScalarKind.Int or ScalarKind.Long })];

    private IReadOnlyList<ScalarField>? references;

    private ScalarField HiddenKey()
    {
        var row = Expression.Parameter(ClrType, "row");
        var key = Expression.Lambda(Expression.Property(row, Key), row);
        return new(Names.Camel(Key), "Key.", Module, AudienceSet.All, KeyColumn, ValueType.Of(key.ReturnType, false), key, false);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
