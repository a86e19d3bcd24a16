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
    /// <summary>Fields under one response key: validation compares each with each, wherever they may meet.</summary>
    public int FieldsOfOneKey { get; init; } = 500;
    public int Directives { get; init; } = 200;
    public int FragmentSpreads { get; init; } = 200;
    public int Arguments { get; init; } = 2_000;
    public int Variables { get; init; } = 200;
    /// <summary>Lists in one operation: each is a statement.</summary>
    public int Statements { get; init; } = 100;
    /// <summary>Fields inside each other, fragments unfolded.</summary>
    public int Depth { get; init; } = 30;
    /// <summary>Fields with fragments unfolded: thirty fragments that spread the next one twice are a thousand million.</summary>
    public int UnfoldedFields { get; init; } = 10_000;
    /// <summary>Conditions and order keys in one operation: each may be a parameter, and many a subquery.</summary>
    public int Conditions { get; init; } = 500;
    /// <summary>Values that introspection answers in one operation; the whole schema, as IDEs ask for it, is well below half.</summary>
    public int IntrospectedValues { get; init; } = 150_000;
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
        if (count.MostOfOneKey > FieldsOfOneKey) return new("PG-REQ-LIMIT", $"The document has {count.MostOfOneKey} fields of one name; at most {FieldsOfOneKey} are read.");
        if (count.Directives > Directives) return new("PG-REQ-LIMIT", $"The document has {count.Directives} directives; at most {Directives} are read.");
        if (count.Spreads > FragmentSpreads) return new("PG-REQ-LIMIT", $"The document spreads {count.Spreads} fragments; at most {FragmentSpreads} are read.");
        if (count.Arguments > Arguments) return new("PG-REQ-LIMIT", $"The document has {count.Arguments} arguments; at most {Arguments} are read.");
        if (count.Variables > Variables) return new("PG-REQ-LIMIT", $"The document defines {count.Variables} variables; at most {Variables} are read.");
        return null;
    }

    private sealed class Counter : IASTVisitorContext
    {
        public int Fields;
        public int MostOfOneKey;
        public int Directives;
        public int Spreads;
        public int Arguments;
        public int Variables;
        public CancellationToken CancellationToken => CancellationToken.None;
        private readonly Dictionary<GraphQLParser.ROM, int> keys = [];

        public void Field(GraphQLParser.ROM key)
        {
            Fields++;
            MostOfOneKey = Math.Max(MostOfOneKey, keys[key] = keys.GetValueOrDefault(key) + 1);
        }
    }

    private sealed class CountingVisitor : ASTVisitor<Counter>
    {
        protected override ValueTask VisitFieldAsync(GraphQLField field, Counter context)
        {
            context.Field((field.Alias?.Name ?? field.Name).Value);
            return base.VisitFieldAsync(field, context);
        }

        protected override ValueTask VisitDirectiveAsync(GraphQLDirective directive, Counter context)
        {
            context.Directives++;
            return base.VisitDirectiveAsync(directive, context);
        }

        protected override ValueTask VisitArgumentAsync(GraphQLArgument argument, Counter context)
        {
            context.Arguments++;
            return base.VisitArgumentAsync(argument, context);
        }

        protected override ValueTask VisitVariableDefinitionAsync(GraphQLVariableDefinition definition, Counter context)
        {
            context.Variables++;
            return base.VisitVariableDefinitionAsync(definition, context);
        }

        protected override ValueTask VisitFragmentSpreadAsync(GraphQLFragmentSpread spread, Counter context)
        {
            context.Spreads++;
            return base.VisitFragmentSpreadAsync(spread, context);
        }
    }
}
