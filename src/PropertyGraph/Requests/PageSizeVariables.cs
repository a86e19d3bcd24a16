using GraphQLParser.AST;
using GraphQLParser.Visitors;

namespace PropertyGraph.Requests;

/// <summary>Finds the variables of a document that are given as <c>first</c> or <c>last</c>: their values are part of the plan.</summary>
internal sealed class PageSizeVariables : ASTVisitor<PageSizeVariables.Found>
{
    public static IReadOnlySet<string> Of(GraphQLDocument document)
    {
        var found = new Found();
        new PageSizeVariables().VisitAsync(document, found).AsTask().GetAwaiter().GetResult(); // Waits for nothing.
        return found.Names;
    }

    protected override ValueTask VisitArgumentAsync(GraphQLArgument argument, Found context)
    {
        if (argument.Value is GraphQLVariable variable && (argument.Name.Value == "first" || argument.Name.Value == "last")) context.Names.Add(variable.Name.StringValue);
        return base.VisitArgumentAsync(argument, context);
    }

    internal sealed class Found : IASTVisitorContext
    {
        public HashSet<string> Names { get; } = [];
        public CancellationToken CancellationToken => CancellationToken.None;
    }
}
