using System.Text.Json.Nodes;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>A list of rows of several types: by their place, the name of their type, their key, all in one direction.</summary>
/// <param name="place">Where a row stands.</param>
internal sealed class SlowMerged(SlowView view, MergedList list, Func<object, object> place, bool descending) : IComparer<object>
{
    public int Compare(object? x, object? y)
    {
        var (left, right) = (view.Model.ByClrType[x!.GetType()], view.Model.ByClrType[y!.GetType()]);
        var difference = SlowOrder.Compare(view, place(x), place(y));
        if (difference == 0) difference = string.CompareOrdinal(left.Name, right.Name);
        if (difference == 0) difference = SlowOrder.Compare(view, SlowRows.Key(left, x), SlowRows.Key(right, y));
        return descending ? -difference : difference;
    }

    /// <param name="members">The rows of all types.</param>
    /// <param name="row">How a row is answered.</param>
    public JsonObject Of(SlowDocument document, SlowField field, IEnumerable<object> members, Func<string, object> cursors, Func<EntityType, object, SlowField, JsonNode?> row)
    {
        var types = document.Argument(field, "types") is { } asked ? SlowDocument.ListOf(asked).Select(t => t!.GetValue<string>()).ToHashSet() : null;
        var rows = members.Where(r => types?.Contains(Names.Screaming(TypeOf(r).Name)) ?? true).Order(this).ToList();
        var page = new SlowPage(document, field, rows, this, cursors);
        return SlowExecutor.Object(document.Collect(field.Sets, c => c == list.Connection), part => part.Name switch
        {
            "__typename" => list.Connection,
            "totalCount" => rows.Count,
            "nodes" => new JsonArray([.. page.Rows.Select(r => row(TypeOf(r), r, part))]),
            "edges" => new JsonArray([.. page.Rows.Select(r => SlowExecutor.Object(document.Collect(part.Sets, c => c == list.Edge), edge => edge.Name switch
            {
                "__typename" => list.Edge,
                "cursor" => SlowExecutor.Cursor(TypeOf(r), r),
                "node" => row(TypeOf(r), r, edge),
                _ => SlowJson.Of(new(list.Place.Kind, false), place(r), TypeOf(r)),
            }))]),
            _ => page.Info(document, part.Sets, r => SlowExecutor.Cursor(TypeOf(r), r)),
        });
    }

    private EntityType TypeOf(object row) => view.Model.ByClrType[row.GetType()];
}
