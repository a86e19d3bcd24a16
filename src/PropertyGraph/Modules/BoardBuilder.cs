using PropertyGraph.Schema;

namespace PropertyGraph.Modules;

/// <summary>Collects a board's lists. See <see cref="ModuleBuilder.Board"/>.</summary>
public sealed class BoardBuilder
{
    internal List<BoardList> Lists { get; } = [];

    /// <summary>The rows of a type for which a field is true, as a connection: with its counts, groups and pages.</summary>
    /// <param name="name">Name of the board's field.</param>
    /// <param name="field">A Boolean field of the type that is never null.</param>
    public BoardBuilder List<T>(string name, string field, string description) where T : class
    {
        Lists.Add(new(name, description, typeof(T).Name, field));
        return this;
    }
}
