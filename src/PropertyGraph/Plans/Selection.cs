using GraphQLParser.AST;
using PropertyGraph.Faults;
using PropertyGraph.Requests;

namespace PropertyGraph.Plans;

/// <summary>A response field: all fields of the document that merge under one key.</summary>
internal sealed class Selection(string key, GraphQLField field)
{
    private readonly List<GraphQLField> fields = [field];

    public string Key { get; } = key;
    public string Name => fields[0].Name.StringValue;
    public GraphQLField Field => fields[0];
    /// <summary>All fields that merge under the key.</summary>
    public IReadOnlyList<GraphQLField> Fields => fields;

    public void Merge(GraphQLField other) => fields.Add(other);
    public IEnumerable<GraphQLSelectionSet> Sets => fields.Where(f => f.SelectionSet is not null).Select(f => f.SelectionSet!);
}

/// <summary>CollectFields of the GraphQL specification (6.3.2) for types known when planning: fragments unfolded, fields merged, @skip and @include applied.</summary>
internal sealed class SelectionReader(Operation operation, Func<string, string, bool> typeApplies, RequestLimits limits)
{
    private int unfolded;

    /// <summary>Fields under a type, in the response's order.</summary>
    public IReadOnlyList<Selection> Read(IEnumerable<GraphQLSelectionSet> sets, string type)
    {
        var ordered = new List<Selection>();
        var byKey = new Dictionary<string, Selection>();
        foreach (var set in sets) Collect(set, type, ordered, byKey, []);
        return ordered;
    }

    public IReadOnlyList<Selection> Read(Selection selection, string type) => Read(selection.Sets, type);

    private void Collect(GraphQLSelectionSet set, string type, List<Selection> ordered, Dictionary<string, Selection> byKey, HashSet<string> visited)
    {
        foreach (var node in set.Selections)
        {
            if (++unfolded > limits.UnfoldedFields)
                throw new GraphErrorException("PG-PLAN-LIMIT", $"The operation has more than {limits.UnfoldedFields} fields where its fragments are spread.");
            if (!Included(node)) continue;
            switch (node)
            {
                case GraphQLField field:
                    var key = (field.Alias?.Name ?? field.Name).StringValue;
                    if (byKey.TryGetValue(key, out var known)) known.Merge(field);
                    else ordered.Add(byKey[key] = new(key, field));
                    break;
                case GraphQLInlineFragment inline:
                    if (inline.TypeCondition is null || typeApplies(inline.TypeCondition.Type.Name.StringValue, type)) Collect(inline.SelectionSet, type, ordered, byKey, visited);
                    break;
                case GraphQLFragmentSpread spread:
                    var name = spread.FragmentName.Name.StringValue;
                    if (!visited.Add(name)) break;
                    var fragment = operation.Document.Fragments[name];
                    if (typeApplies(fragment.TypeCondition.Type.Name.StringValue, type)) Collect(fragment.SelectionSet, type, ordered, byKey, visited);
                    break;
            }
        }
    }

    private bool Included(ASTNode node)
    {
        if (node is not IHasDirectivesNode { Directives: { } directives }) return true;
        foreach (var directive in directives)
        {
            var skip = directive.Name.Value == "skip";
            if (!skip && directive.Name.Value != "include") continue;
            if (If(directive) == skip) return false;
        }
        return true;
    }

    private bool If(GraphQLDirective directive) => directive.Arguments!.Items.Find(a => a.Name.Value == "if")!.Value switch
    {
        GraphQLBooleanValue literal => literal.Value == "true",
        GraphQLVariable variable when operation.Variable(variable.Name.StringValue) is (true, bool value) => value,
        _ => throw new GraphErrorException("PG-REQ-VARIABLES", $"The argument 'if' of @{directive.Name.StringValue} has no value."),
    };
}
