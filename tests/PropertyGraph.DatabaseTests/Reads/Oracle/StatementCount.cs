using System.Text.Json.Nodes;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>
/// How many statements an operation may cost: one for the rows of each root field and all that is below them, one for what a root list is counted or summed up to, and one
/// for each of its groupings; for rows by their ids, one for each type.
/// </summary>
internal sealed class StatementCount(SlowDocument document, GraphModel model)
{
    public int Count() => document.Collect(document.Root, c => c == "Query").Where(f => f.Name != "__typename").Sum(field => Connection(field) is { } connection
        ? OfParts(document.Collect(field.Sets, c => c == connection))
        : model.Entities.Values.Any(e => e.One == field.Name) ? 1
        : SlowDocument.ListOf(document.Argument(field, field.Name == "node" ? "id" : "ids")!).Select(TypeOf).Distinct().Count());

    private string? Connection(SlowField field) => field.Name == "search" ? model.Search!.Connection
        : model.Entities.Values.FirstOrDefault(e => e.Many == field.Name) is { } listed ? $"{listed.Name}Connection" : null;

    private static int OfParts(IReadOnlyList<SlowField> parts) =>
        (parts.Any(p => p.Name is "nodes" or "edges" or "pageInfo") ? 1 : 0) + (parts.Any(p => p.Name is "aggregate" or "totalCount") ? 1 : 0) + parts.Count(p => p.Name == "groups");

    private static string TypeOf(JsonNode? id) => GlobalId.TryDecode(id!.GetValue<string>(), out var type, out _) ? type : "";
}
