using NpgsqlTypes;
using PropertyGraph.Access;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Plans;

/// <summary>
/// A place in a statement that a request fills: the only way for a value into SQL. Slots with equal properties are one parameter.
/// </summary>
/// <param name="DbType">Type of the parameter.</param>
public abstract record Slot(NpgsqlDbType DbType)
{
    /// <summary>The PostgreSQL type that carries a scalar.</summary>
    public static NpgsqlDbType TypeOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Id or ScalarKind.Uuid => NpgsqlDbType.Uuid,
        ScalarKind.String or ScalarKind.Enum or ScalarKind.Url => NpgsqlDbType.Text,
        ScalarKind.Int => NpgsqlDbType.Integer,
        ScalarKind.Long => NpgsqlDbType.Bigint,
        ScalarKind.Float => NpgsqlDbType.Double,
        ScalarKind.Decimal => NpgsqlDbType.Numeric,
        ScalarKind.Boolean => NpgsqlDbType.Boolean,
        ScalarKind.DateTime => NpgsqlDbType.TimestampTz,
        ScalarKind.LocalDate => NpgsqlDbType.Date,
        ScalarKind.Duration => NpgsqlDbType.Interval,
        ScalarKind.Json => NpgsqlDbType.Jsonb,
        _ => throw new NotSupportedException(kind.ToString()),
    };
}

/// <summary>A claim of the actor, by the name of <see cref="Actor"/>'s member.</summary>
public sealed record ActorSlot(string Member, NpgsqlDbType DbType) : Slot(DbType);

/// <summary>The time of the request.</summary>
public sealed record NowSlot() : Slot(NpgsqlDbType.TimestampTz);

/// <summary>A value that the client sent: a literal of the document, or a place inside a variable.</summary>
/// <param name="Value">Where it comes from.</param>
/// <param name="Conversion">What becomes of it before it is sent.</param>
public sealed record InputSlot(InputPath Value, InputConversion Conversion, NpgsqlDbType DbType) : Slot(DbType);

/// <summary>The keys of one type that representations have, as an array.</summary>
/// <param name="Representations">Where the representations come from; those of other types, or with another key, are left out.</param>
public sealed record RepresentationSlot(InputPath Representations, EntityType Entity, ScalarField Key) : Slot(NpgsqlDbType.Array | TypeOf(Key.Type.Kind));

/// <summary>Keys that the platform sets per execution: the row that a mutation or event is about.</summary>
public sealed record KeySlot() : Slot(NpgsqlDbType.Uuid);

/// <summary>One key of a cursor, by its place in the order.</summary>
public sealed record CursorSlot(InputPath Cursor, CursorOrder Order, int Key, NpgsqlDbType DbType) : Slot(DbType)
{
    /// <summary>Enums go by their declared place; a sum may have more digits than C#'s decimals, so those go as text.</summary>
    public static new NpgsqlDbType TypeOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Enum => NpgsqlDbType.Integer,
        ScalarKind.Decimal => NpgsqlDbType.Text,
        _ => Slot.TypeOf(kind),
    };
}

/// <summary>
/// A value of a closed set, written into the SQL: an enum's or a boolean's, or the size of a page. PostgreSQL plans with it: a page of 10 out of 200,000 is another
/// matter than one of unknown size, and one state of a complaint another than any.
/// </summary>
public sealed record ConstantSlot : Slot
{
    private ConstantSlot(string sql, NpgsqlDbType type) : base(type) => Sql = sql;

    /// <summary>The literal.</summary>
    public string Sql { get; }

    public static ConstantSlot Of(bool value) => new(value ? "TRUE" : "FALSE", NpgsqlDbType.Boolean);

    /// <exception cref="ArgumentException">The enum has no such value.</exception>
    public static ConstantSlot Of(Type enumeration, string name) => Names.EnumValues(enumeration).Contains(name)
        ? new($"'{name}'", NpgsqlDbType.Text)
        : throw new ArgumentException($"{enumeration.Name} has no value {name}.", nameof(name));
}

/// <summary>How many rows to take: the client's number, checked, plus one where it must be known whether more follow.</summary>
/// <param name="Count">The client's number, or null for the default.</param>
/// <param name="Argument"><c>first</c> or <c>last</c>, for messages.</param>
/// <param name="Extra">Whether to add one.</param>
/// <param name="Constant">The number as written into the SQL: page sizes are few, and part of a plan's key.</param>
public sealed record LimitSlot(InputPath? Count, string Argument, bool Extra, int? Constant = null) : Slot(NpgsqlDbType.Integer);

/// <summary>How many groups to take: the client's number, checked.</summary>
/// <param name="Count">The client's number, or null for the default.</param>
public sealed record GroupLimitSlot(InputPath? Count) : Slot(NpgsqlDbType.Integer);

/// <summary>Where a client's value comes from: a literal, or a variable and the steps into it (field names and list indexes).</summary>
public sealed record InputPath(string? Variable, EquatableList<object> Steps, object? Literal)
{
    public static InputPath OfLiteral(object? value) => new(null, new([]), value);

    /// <summary>For messages: the variable and the place in it, or the literal.</summary>
    public override string ToString() => Variable is null ? $"{Literal}" : $"${Variable}{string.Concat(Steps.Items.Select(s => s is int i ? $"[{i}]" : $".{s}"))}";
}

/// <summary>What becomes of a client's value before it is a parameter.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Type">For global ids: the type whose id is meant.</param>
public sealed record InputConversion(InputConversionKind Kind, string? Type = null)
{
    public static InputConversion None { get; } = new(InputConversionKind.None);
}

public enum InputConversionKind
{
    /// <summary>Sent as it is.</summary>
    None,
    /// <summary>A global id: its key. Another type's id is a client's mistake.</summary>
    Key,
    /// <summary>A list of global ids of one type: their keys.</summary>
    Keys,
    /// <summary>A global id, or a list of them, of any types: keys of those of one type; others are left out.</summary>
    KeysOfType,
    /// <summary>The text of a search over all types, with its bounds.</summary>
    Search,
    /// <summary>A list of values: an array.</summary>
    Array,
    /// <summary>Name of a time zone: one that the database knows.</summary>
    TimeZone,
    /// <summary>A number from 0 to 1; another is a client's mistake.</summary>
    Share,
    /// <summary>Words to search for; a text without any is a client's mistake.</summary>
    Words,
}

/// <summary>What a cursor must fit: the list's order. Cursors of another order are refused.</summary>
/// <param name="Signature">Fields and directions, such as <c>Complaint filedAt- id-</c>.</param>
/// <param name="Keys">Types of the keys; enums compare by their declared place.</param>
/// <param name="Asked">Values of variables that decide the order, such as those in a relation's <c>where</c>: they belong to the signature too.</param>
public sealed record CursorOrder(string Signature, EquatableList<ValueType> Keys, EquatableList<InputPath> Asked)
{
    /// <summary>An order that no values decide.</summary>
    public CursorOrder(string signature, EquatableList<ValueType> keys) : this(signature, keys, new([])) { }

    internal byte[] SignatureBytes { get; } = System.Text.Encoding.UTF8.GetBytes(Signature);
}

/// <summary>A list that equals another with equal elements.</summary>
public sealed class EquatableList<T>(IReadOnlyList<T> items) : IEquatable<EquatableList<T>>
{
    public IReadOnlyList<T> Items { get; } = items;
    public bool Equals(EquatableList<T>? other) => other is not null && Items.SequenceEqual(other.Items);
    public override bool Equals(object? obj) => Equals(obj as EquatableList<T>);
    public override int GetHashCode() => Items.Aggregate(17, (hash, item) => HashCode.Combine(hash, item));
}
