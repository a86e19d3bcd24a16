using GraphQLParser.AST;
using PropertyGraph.Schema;

namespace PropertyGraph.Plans;

/// <summary>Selections of objects that resolvers give.</summary>
internal sealed partial class Planner
{
    private ResolvedShape? Resolved(ResolvedType type, IEnumerable<GraphQLSelectionSet> sets) => type switch
    {
        ResolvedList list => Resolved(list.Element, sets),
        ResolvedObject { Record: var record } => new(record.Name, [.. selections.Read(sets, record.Name).Select(s => Resolved(record, s))]),
        _ => null,
    };

    private ResolvedPartOutput Resolved(ResolvedRecord record, Selection selection)
    {
        if (selection.Name == "__typename") return new(selection.Key, null, null);
        var part = record.Fields[selection.Name];
        return new(selection.Key, part, Resolved(part.Type, selection.Sets));
    }
}
