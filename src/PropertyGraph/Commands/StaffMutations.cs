using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>A mutation that staff may call, as its code says: what a handler that keeps rights has to know of it.</summary>
/// <param name="Name">Name in the schema.</param>
/// <param name="Module">The module that it belongs to.</param>
/// <param name="Positions">Positions that may call it where nothing else is kept, in the order of the enum.</param>
/// <param name="IsFixed">Whether nothing else may be kept.</param>
public sealed record StaffMutation(string Name, string Module, IReadOnlyList<Position> Positions, bool IsFixed)
{
    /// <summary>Whether every member of staff may call it where nothing else is kept.</summary>
    public bool IsForAll => Positions.Count == Enum.GetValues<Position>().Length;
}

/// <summary>The mutations of the schema that staff may call, by name.</summary>
public sealed class StaffMutations
{
    private readonly Dictionary<string, StaffMutation> mutations;

    internal StaffMutations(IEnumerable<CommandDefinition> commands) => mutations = commands
        .Where(c => c.Audiences.Has(Audience.Staff))
        .Select(c => new StaffMutation(c.Name, c.Module, [.. (c.Positions.Count == 0 ? Enum.GetValues<Position>() : c.Positions).Order()], c.IsFixed))
        .ToDictionary(m => m.Name);

    /// <summary>All, in the order of their names.</summary>
    public IReadOnlyList<StaffMutation> All => [.. mutations.Values.OrderBy(m => m.Name, StringComparer.Ordinal)];

    /// <summary>The one of this name; null where there is none.</summary>
    public StaffMutation? Find(string name) => mutations.GetValueOrDefault(name);
}
