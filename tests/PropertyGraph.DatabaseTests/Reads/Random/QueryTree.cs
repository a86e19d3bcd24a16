using System.Text.Json.Nodes;

namespace PropertyGraph.DatabaseTests.Reads.Random;

/// <summary>An input value with the GraphQL type that a variable in its place would have.</summary>
internal abstract record Input(string Type)
{
    /// <summary>The same shape with other values.</summary>
    public Input Varied() => this switch
    {
        Leaf { Other: { } other } leaf => leaf with { Value = other() },
        Items items => items with { Values = [.. items.Values.Select(v => v.Varied())] },
        Members members => members with { Values = [.. members.Values.Select(m => (m.Name, m.Value.Varied()))] },
        _ => this,
    };
}

/// <summary>A leaf: JSON, written bare where it is an enum's value.</summary>
internal sealed record Leaf(string Type, JsonNode? Value, bool IsEnum = false) : Input(Type)
{
    /// <summary>Another value that could stand here as well; null where it must be this one.</summary>
    public Func<JsonNode?>? Other { get; init; }
}

internal sealed record Items(string Type, IReadOnlyList<Input> Values) : Input(Type);
internal sealed record Members(string Type, IReadOnlyList<(string Name, Input Value)> Values) : Input(Type);

/// <summary>A field of a random query.</summary>
internal sealed record Selected(string Name, string? Alias = null)
{
    public IReadOnlyList<(string Name, Input Value)> Arguments { get; init; } = [];
    public IReadOnlyList<Selected> Fields { get; init; } = [];
    /// <summary>A type condition: the field is written inside a fragment on it.</summary>
    public string? On { get; init; }
    public bool IsNamedFragment { get; init; }
    /// <summary><c>@include</c>'s truth, or null for no directive.</summary>
    public bool? Include { get; init; }

    public string Key => Alias ?? Name;

    /// <summary>The same field with other values in its arguments and those of its fields.</summary>
    public Selected Varied() => this with { Arguments = [.. Arguments.Select(a => (a.Name, a.Value.Varied()))], Fields = [.. Fields.Select(f => f.Varied())] };
}
