using PropertyGraph.Access;

namespace PropertyGraph.Modules;

/// <summary>The description that the schema shows. Every element has one; a missing one stops the start-up.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class DescribesAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}

/// <summary>Who may call a command: staff in these positions. Without positions: every member of staff. The platform itself always may.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAttribute(params Position[] positions) : Attribute
{
    public IReadOnlyList<Position> Positions { get; } = positions;

    /// <summary>Whether no configuration may change it: for what gives people power, or takes it.</summary>
    public bool IsFixed { get; set; }
}

/// <summary>Audiences other than staff that may call a command.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAudienceAttribute(params Audience[] audiences) : Attribute
{
    public IReadOnlyList<Audience> Audiences { get; } = audiences;
}

/// <summary>On a <see cref="Guid"/> of a command's input: the global id of this type, which may belong to another module.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class IdOfAttribute(string type) : Attribute
{
    public string Type { get; } = type;
}

/// <summary>Faults, beyond the kernel's own, that a command's error union lists.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MayFailAttribute(params Type[] faults) : Attribute
{
    public IReadOnlyList<Type> Faults { get; } = faults;
}

/// <summary>A further field of a command's payload, filled by <c>Outcome.With(name, value)</c>. Always nullable.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ReturnsAttribute(string field, Type type, string description) : Attribute
{
    public string Field { get; } = field;
    public Type Type { get; } = type;
    public string Description { get; } = description;

    /// <summary>
    /// Whether a repeat with the same idempotency key answers it again, for which it is stored in clear for 30 days. False answers null then:
    /// right for what is shown once, such as a token.
    /// </summary>
    public bool Repeatable { get; init; }
}
