using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace PropertyGraph.Requests;

/// <summary>How much a document has of everything, as it is written.</summary>
internal sealed class DocumentCounts : IASTVisitorContext
{
    private readonly Dictionary<ROM, int> keys = [];

    public int Operations { get; private set; }
    public int Fields { get; private set; }
    public int FieldsOfOneKey { get; private set; }
    public int Aliases { get; private set; }
    public int Directives { get; private set; }
    public int Fragments { get; private set; }
    public int Spreads { get; private set; }
    public int Arguments { get; private set; }
    /// <summary>Elements of lists and fields of objects.</summary>
    public int Values { get; private set; }
    public int Variables { get; private set; }
    CancellationToken IASTVisitorContext.CancellationToken => CancellationToken.None;

    public static DocumentCounts Of(GraphQLDocument document)
    {
        var counts = new DocumentCounts();
        new Visitor().VisitAsync(document, counts).AsTask().GetAwaiter().GetResult();
        return counts;
    }

    private void Count(ASTNode node)
    {
        switch (node)
        {
            case GraphQLField field:
                Fields++;
                if (field.Alias is not null) Aliases++;
                var key = (field.Alias?.Name ?? field.Name).Value;
                FieldsOfOneKey = Math.Max(FieldsOfOneKey, keys[key] = keys.GetValueOrDefault(key) + 1);
                break;
            case GraphQLOperationDefinition: Operations++; break;
            case GraphQLDirective: Directives++; break;
            case GraphQLFragmentDefinition: Fragments++; break;
            case GraphQLFragmentSpread: Spreads++; break;
            case GraphQLArgument: Arguments++; break;
            case GraphQLListValue { Values: { } elements }: Values += elements.Count; break;
            case GraphQLObjectValue { Fields: { } fields }: Values += fields.Count; break;
            case GraphQLVariableDefinition: Variables++; break;
        }
    }

    private sealed class Visitor : ASTVisitor<DocumentCounts>
    {
        public override ValueTask VisitAsync(ASTNode? node, DocumentCounts context)
        {
            if (node is not null) context.Count(node);
            return base.VisitAsync(node, context);
        }
    }
}
