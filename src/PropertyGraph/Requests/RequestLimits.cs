using GraphQLParser.AST;
using GraphQLParser.Visitors;
using PropertyGraph.Faults;

namespace PropertyGraph.Requests;

/// <summary>What a document may be before it is validated: validation of a hostile document costs more than its execution.</summary>
internal sealed record RequestLimits
{
    public int DocumentCharacters { get; init; } = 100_000;
    public int ParserDepth { get; init; } = 64;
    public int Fields { get; init; } = 2_000;
    public int Directives { get; init; } = 200;
    public int FragmentSpreads { get; init; } = 200;
    /// <summary>Lists in one operation: each is a statement.</summary>
    public int Statements { get; init; } = 100;
    /// <summary>Fields inside each other, fragments unfolded.</summary>
    public int Depth { get; init; } = 30;
    public long DocumentCacheBytes { get; init; } = 64 << 20;
    public long PlanCacheBytes { get; init; } = 64 << 20;
    /// <summary>Rows of a page that a client may ask for.</summary>
    public int PageRows { get; init; } = 100;
    /// <summary>Rows of a page that the platform itself may ask for.</summary>
    public int SystemPageRows { get; init; } = 10_000;
    public int DefaultPageRows { get; init; } = 10;
    /// <summary>A response larger than this fails.</summary>
    public int ResponseBytes { get; init; } = 64 << 20;

    public GraphError? Exceeded(string query) =>
        query.Length > DocumentCharacters ? new("PG-REQ-LIMIT", $"The document has {query.Length} characters; at most {DocumentCharacters} are read.") : null;

    public GraphError? Exceeded(GraphQLDocument document)
    {
        var count = new Counter();
        new CountingVisitor().VisitAsync(document, count).AsTask().GetAwaiter().GetResult();
        if (count.Fields > Fields) return new("PG-REQ-LIMIT", $"The document has {count.Fields} fields; at most {Fields} are read.");
        if (count.Directives > Directives) return new("PG-REQ-LIMIT", $"The document has {count.Directives} directives; at most {Directives} are read.");
        if (count.Spreads > FragmentSpreads) return new("PG-REQ-LIMIT", $"The document spreads {count.Spreads} fragments; at most {FragmentSpreads} are read.");
        return null;
    }

    private sealed class Counter : IASTVisitorContext
    {
        public int Fields;
        public int Directives;
        public int Spreads;
        public CancellationToken CancellationToken => CancellationToken.None;
    }

    private sealed class CountingVisitor : ASTVisitor<Counter>
    {
        protected override ValueTask VisitFieldAsync(GraphQLField field, Counter context)
        {
            context.Fields++;
            return base.VisitFieldAsync(field, context);
        }

        protected override ValueTask VisitDirectiveAsync(GraphQLDirective directive, Counter context)
        {
            context.Directives++;
            return base.VisitDirectiveAsync(directive, context);
        }

        protected override ValueTask VisitFragmentSpreadAsync(GraphQLFragmentSpread spread, Counter context)
        {
            context.Spreads++;
            return base.VisitFragmentSpreadAsync(spread, context);
        }
    }
}
