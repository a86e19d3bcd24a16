namespace PropertyGraph.Faults;

/// <summary>
/// A client's mistake as a value: what was wrong, where, and what to do. A record that derives from it becomes a GraphQL object type
/// of the same name that implements <c>Error</c>; its further properties become fields of that type.
/// </summary>
/// <param name="Code">Stable code, such as <c>PG-CMD-NOT-FOUND</c>.</param>
/// <param name="Message">One sentence for people: what was wrong and what to do.</param>
/// <param name="Path">Path into the mutation's input, or null where no single input is to blame.</param>
public abstract record Fault(string Code, string Message, IReadOnlyList<string>? Path);

/// <summary>An input value breaks a rule.</summary>
[Modules.Describes("An input value breaks a rule.")]
public sealed record ValidationError(string Message, IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-VALIDATION", Message, Path);

/// <summary>No such row, or none that the caller may see: the two are not told apart.</summary>
[Modules.Describes("No such row, or none that the caller may see.")]
public sealed record NotFound(string Message, IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-NOT-FOUND", Message, Path);

/// <summary>The caller's audience or position may not do this.</summary>
[Modules.Describes("The caller may not do this.")]
public sealed record NotAllowed(string Message, IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-NOT-ALLOWED", Message, Path);

/// <summary>Somebody else changed the row meanwhile, or it already exists.</summary>
[Modules.Describes("The row was changed by somebody else meanwhile, or it exists already.")]
public sealed record Conflict(string Message, IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-CONFLICT", Message, Path);

/// <summary>The idempotency key was used before with another input.</summary>
[Modules.Describes("The idempotency key was used before with another input.")]
public sealed record IdempotencyKeyReused(string Message, IReadOnlyList<string>? Path = null)
    : Fault("IDEMPOTENCY_KEY_REUSED", Message, Path);

/// <summary>A step that the row's lifecycle does not allow now.</summary>
[Modules.Describes("A step that the lifecycle does not allow in the present state.")]
public sealed record StepNotAllowed(
    string Message,
    [property: Modules.Describes("State that the row is in.")] string State,
    [property: Modules.Describes("Steps that are possible now, by the names of their mutations.")] IReadOnlyList<string> Possible,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-STEP-NOT-ALLOWED", Message, Path);
