using PropertyGraph.Schema;

namespace PropertyGraph.Plans;

/// <summary>To-one relations joined into a level; each is made once.</summary>
internal sealed class JoinSet
{
    private readonly List<Join> joins = [];

    public IReadOnlyList<Join> Joins => joins;

    /// <summary>Number of the join that leads along the relation from another.</summary>
    public int Add(int from, ToOneField field, EntityType target)
    {
        var known = joins.FindIndex(j => j.From == from && j.Field.Name == field.Name);
        if (known >= 0) return known + 1;
        joins.Add(new(from, field, target));
        return joins.Count;
    }
}
