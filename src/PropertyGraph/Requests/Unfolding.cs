using GraphQLParser;
using GraphQLParser.AST;

namespace PropertyGraph.Requests;

/// <summary>How large a selection is with its fragments unfolded.</summary>
/// <param name="Fields">All fields, each where it is spread.</param>
/// <param name="Depth">Fields inside each other.</param>
/// <param name="Introspection">Lists of fields or types of introspection inside each other.</param>
internal readonly record struct Extent(long Fields, int Depth, int Introspection)
{
    public Extent Beside(Extent other) => new(Fields + other.Fields, Math.Max(Depth, other.Depth), Math.Max(Introspection, other.Introspection));
}

/// <summary>
/// Measures a document as if its fragments were written out wherever they are spread, each fragment once. Conditions of types, @skip and @include
/// are not looked at: what may be selected counts.
/// </summary>
internal sealed class Unfolding(GraphQLDocument document, RequestLimits limits)
{
    /// <summary>Selections inside each other, also such without a field: as deep as the measuring itself goes.</summary>
    private const int MostSelections = 200;

    private static readonly Extent Endless = new(int.MaxValue, int.MaxValue, 0);
    private readonly Dictionary<ROM, GraphQLFragmentDefinition> fragments =
        document.Definitions.OfType<GraphQLFragmentDefinition>().DistinctBy(f => f.FragmentName.Name.Value).ToDictionary(f => f.FragmentName.Name.Value);
    private readonly Dictionary<ROM, Extent> known = [];

    /// <summary>The largest of everything that any operation or fragment has.</summary>
    public Extent Whole => document.Definitions.OfType<IHasSelectionSetNode>()
        .Select(d => d is GraphQLFragmentDefinition fragment ? Of(fragment.FragmentName.Name.Value, 0) : Of(d.SelectionSet, 0))
        .Aggregate(default(Extent), (largest, next) => largest.Beside(next) with { Fields = Math.Max(largest.Fields, next.Fields) });

    private Extent Of(GraphQLSelectionSet? set, int nesting)
    {
        if (set is null) return default;
        if (nesting > MostSelections) return Endless;
        var sum = default(Extent);
        foreach (var node in set.Selections)
        {
            sum = sum.Beside(node switch
            {
                GraphQLField field => Of(field, nesting),
                GraphQLInlineFragment inline => Of(inline.SelectionSet, nesting + 1),
                GraphQLFragmentSpread spread => Of(spread.FragmentName.Name.Value, nesting + 1),
                _ => default,
            });
            if (sum.Fields > limits.UnfoldedFields) break;
        }
        return sum;
    }

    private Extent Of(GraphQLField field, int nesting)
    {
        var inner = Of(field.SelectionSet, nesting + 1);
        return new(inner.Fields + 1, inner.Depth == int.MaxValue ? inner.Depth : inner.Depth + 1, inner.Introspection + (IsListOfIntrospection(field.Name.Value) ? 1 : 0));
    }

    private Extent Of(ROM fragment, int nesting)
    {
        if (known.TryGetValue(fragment, out var extent)) return extent;
        // A fragment that leads to itself is nothing here: validation says so.
        known[fragment] = default;
        return known[fragment] = fragments.TryGetValue(fragment, out var definition) ? Of(definition.SelectionSet, nesting) : default;
    }

    /// <summary>The same as graphql-js bounds (MaxIntrospectionDepthRule).</summary>
    private static bool IsListOfIntrospection(ROM name) => name == "fields" || name == "inputFields" || name == "interfaces" || name == "possibleTypes";
}
