namespace PropertyGraph.Schema;

/// <summary>Lists that are watched together, as a whole: a live view whose every answer shows how things stand.</summary>
/// <param name="Name">Root field of the subscription type; its type is named after it.</param>
/// <param name="Lists">Its fields.</param>
public sealed record Board(string Name, string Description, string Module, IReadOnlyList<BoardList> Lists)
{
    public string TypeName => Names.Pascal(Name);

    /// <summary>Types whose events may change it.</summary>
    public IEnumerable<string> Entities => Lists.Select(l => l.Entity).Distinct();
}

/// <summary>A list of a board: the visible rows of a type for which one of its fields is true.</summary>
/// <param name="Field">That field, a Boolean that is never null.</param>
public sealed record BoardList(string Name, string Description, string Entity, string Field);
