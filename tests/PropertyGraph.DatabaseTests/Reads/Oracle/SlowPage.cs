using System.Text.Json.Nodes;
using GraphQLParser.AST;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>A page of an ordered list. A cursor is a place in the order, whether its row is in the list or not.</summary>
internal sealed class SlowPage
{
    private readonly bool hasNext, hasPrevious;

    /// <param name="list">The whole list, in its order.</param>
    /// <param name="place">The row that an argument's cursor stands for.</param>
    public SlowPage(SlowDocument document, SlowField field, List<object> list, IComparer<object> order, Func<string, object> place)
    {
        object? Place(string name) => document.Argument(field, name)?.GetValue<string>() is { } cursor ? place(cursor) : null;
        int? Count(string name) => document.Argument(field, name)?.GetValue<int>();
        var (after, before, last) = (Place("after"), Place("before"), Count("last"));
        var start = after is null ? 0 : list.Count(row => order.Compare(row, after) <= 0);
        var end = Math.Max(start, before is null ? list.Count : list.Count(row => order.Compare(row, before) < 0));
        (start, end) = last is { } rows ? (Math.Max(start, end - rows), end) : (start, Math.Min(end, start + (Count("first") ?? 10)));
        Rows = list[start..end];
        // A page ends where rows end or where a cursor stands, and a cursor is taken to have a row: its own.
        hasNext = before is not null || (end < list.Count && last is null);
        hasPrevious = after is not null || (start > 0 && last is not null);
    }

    public IReadOnlyList<object> Rows { get; }

    public JsonObject Info(SlowDocument document, IReadOnlyList<GraphQLSelectionSet> sets, Func<object, JsonNode> cursor) =>
        SlowExecutor.Object(document.Collect(sets, c => c == "PageInfo"), part => part.Name switch
        {
            "__typename" => "PageInfo",
            "hasNextPage" => hasNext,
            "hasPreviousPage" => hasPrevious,
            "startCursor" => Rows.Count > 0 ? cursor(Rows[0]) : null,
            _ => Rows.Count > 0 ? cursor(Rows[^1]) : null,
        });
}
