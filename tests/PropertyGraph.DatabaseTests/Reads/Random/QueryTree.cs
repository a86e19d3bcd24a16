using System.Text.Json.Nodes;

namespace PropertyGraph.DatabaseTests.Reads.Random;

/// <summary>An input value with the GraphQL type that a variable in its place would have.</summary>
internal abstract record Input(string Type);

/// <summary>A leaf: JSON, written bare where it is an enum's value.</summary>
internal sealed record Leaf(string Type, JsonNode? Value, bool IsEnum = false) : Input(Type);
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
}
