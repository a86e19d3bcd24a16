using System.Text;
using GraphQLParser.AST;
using PropertyGraph.Faults;

namespace PropertyGraph.Requests;

/// <summary>What a document may be before it is validated: validation of a hostile document costs more than its execution.</summary>
internal sealed class DocumentGuard(RequestLimits limits)
{
    /// <summary>Refuses a text before it is parsed.</summary>
    public GraphError? Refuse(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > limits.DocumentBytes) return TooMany(bytes, limits.DocumentBytes, "bytes");
        var tokens = DocumentTokens.Of(text, limits.Tokens);
        if (tokens.Count > limits.Tokens) return Error($"The document has more than {limits.Tokens} tokens, which is all that is read; send what varies as variables.");
        return tokens.Longest > limits.TokenCharacters
            ? Error($"A name, number or text of the document has {tokens.Longest} characters; at most {limits.TokenCharacters} are read. Send long texts as variables.")
            : null;
    }

    /// <summary>Refuses a document before it is validated.</summary>
    public GraphError? Refuse(GraphQLDocument document)
    {
        var count = DocumentCounts.Of(document);
        return TooMany(count.Operations, limits.Operations, "operations")
            ?? TooMany(count.Fields, limits.Fields, "fields")
            ?? TooMany(count.FieldsOfOneKey, limits.FieldsOfOneKey, "fields of one name")
            ?? TooMany(count.Aliases, limits.Aliases, "aliases")
            ?? TooMany(count.Directives, limits.Directives, "directives")
            ?? TooMany(count.Fragments, limits.Fragments, "fragments")
            ?? TooMany(count.Spreads, limits.FragmentSpreads, "spread fragments")
            ?? TooMany(count.Arguments, limits.Arguments, "arguments")
            ?? TooMany(count.Values, limits.Values, "values in lists and objects")
            ?? TooMany(count.Variables, limits.Variables, "variables")
            ?? Refuse(new Unfolding(document, limits).Whole);
    }

    private GraphError? Refuse(Extent unfolded)
    {
        if (unfolded.Fields > limits.UnfoldedFields) return Error($"The document has more than {limits.UnfoldedFields} fields where its fragments are spread; spread fewer.");
        if (unfolded.Depth > limits.Depth) return Error($"The document is more than {limits.Depth} fields deep; ask in two requests.");
        return unfolded.Introspection > limits.IntrospectionDepth
            ? Error($"The introspection nests more than {limits.IntrospectionDepth} lists of fields or types; ask for each type by itself.")
            : null;
    }

    private static GraphError? TooMany(int count, int most, string what) => count > most ? Error($"The document has {count} {what}; at most {most} are read.") : null;

    private static GraphError Error(string message) => new("PG-REQ-LIMIT", message);
}
