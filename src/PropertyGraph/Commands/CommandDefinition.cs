using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>A mutation as the schema needs it and the runner calls it. Made once at start-up from a handler and its attributes.</summary>
public sealed record CommandDefinition
{
    /// <summary>Name in the schema, from the input record: <c>FileComplaint</c> gives <c>fileComplaint</c>.</summary>
    public required string Name { get; init; }
    public required string Module { get; init; }
    public required string Description { get; init; }
    /// <summary>The input type; named after the mutation with <c>Input</c>. The kernel adds <c>idempotencyKey: String</c> to it.</summary>
    public required InputObject Input { get; init; }
    /// <summary>Entity type of the payload's row field.</summary>
    public required string Entity { get; init; }
    /// <summary>Fault records that the error union lists, the kernel's own first.</summary>
    public required IReadOnlyList<Type> Faults { get; init; }
    /// <summary>Further payload fields.</summary>
    public required IReadOnlyList<PayloadValue> Values { get; init; }
    /// <summary>Positions that may call it, where nothing else is configured; none for every member of staff.</summary>
    public required IReadOnlyList<Position> Positions { get; init; }
    /// <summary>Whether nothing else may be configured.</summary>
    public bool IsFixed { get; init; }
    public required AudienceSet Audiences { get; init; }
    public required Delegate Handler { get; init; }

    /// <summary>Reads a handler's signature and attributes.</summary>
    /// <exception cref="Modules.StartupException">Something is missing or has no form in the schema; the sentence names module, command and parameter.</exception>
    public static CommandDefinition From(Delegate handler, string module) => CommandReflection.Define(handler, module);
}

/// <summary>A payload field beside the row: always nullable.</summary>
/// <param name="Repeatable">Whether a repeat with the same idempotency key answers it again.</param>
public sealed record PayloadValue(string Name, Schema.ValueType Type, string Description, bool Repeatable = false);

/// <summary>A GraphQL input object, from a C# record.</summary>
public sealed record InputObject(string Name, string Description, Type ClrType, IReadOnlyList<InputField> Fields);

/// <summary>A field of an input object.</summary>
/// <param name="Name">Name in the schema.</param>
/// <param name="Description">What it means.</param>
/// <param name="Value">Its scalar type, or null when it is an object. Global ids are <see cref="ScalarKind.Id"/>.</param>
/// <param name="Object">Its object type, or null when it is a scalar.</param>
/// <param name="IdOf">For ids: the type whose id is meant.</param>
/// <param name="IsRequired">Non-null without a default.</param>
/// <param name="IsList">A list of non-null elements.</param>
/// <param name="Parameter">The record's constructor parameter.</param>
public sealed record InputField(
    string Name, string Description, Schema.ValueType? Value, InputObject? Object, string? IdOf, bool IsRequired, bool IsList, System.Reflection.ParameterInfo Parameter);

/// <summary>What a command came to, after its transaction.</summary>
/// <param name="Key">The row; null when there are faults, unless somebody else was faster: then it is the one that the call is about.</param>
/// <param name="Faults">Why nothing was changed; empty on success.</param>
/// <param name="Values">Values of the payload's further fields.</param>
public sealed record CommandResult(Guid? Key, IReadOnlyList<Faults.Fault> Faults, IReadOnlyDictionary<string, object?> Values);

/// <summary>Runs a command: rights, input, one transaction with event and audit row, idempotency, retries.</summary>
public interface ICommandRunner
{
    /// <param name="command">Which.</param>
    /// <param name="input">The coerced <c>input</c> argument: strings for ids, C# values of the scalars, nested dictionaries and lists.</param>
    Task<CommandResult> RunAsync(CommandDefinition command, IReadOnlyDictionary<string, object?> input, Actor actor, CancellationToken cancel);
}
