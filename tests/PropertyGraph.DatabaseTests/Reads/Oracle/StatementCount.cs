using GraphQLParser.AST;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>How many statements an operation may cost: one for each list whose rows are asked for, one for each that is counted, one for a single row.</summary>
internal static class StatementCount
{
    public static int Of(SlowDocument document, GraphModel model)
    {
        var count = 0;
        foreach (var field in document.Collect(document.Root, c => c == "Query"))
        {
            if (field.Name == "__typename") continue;
            if (model.Entities.Values.FirstOrDefault(e => e.Many == field.Name) is { } listed) count += OfConnection(document, model, listed, field);
            else if (model.Entities.Values.FirstOrDefault(e => e.One == field.Name) is { } single) count += 1 + OfRow(document, model, single, field.Sets);
            else
                foreach (var type in SlowDocument.ListOf(document.Argument(field, field.Name == "node" ? "id" : "ids")!).Select(TypeOf).Distinct())
                    count += 1 + OfRow(document, model, model.Entities[type], field.Sets);
        }
        return count;
    }

    private static string TypeOf(System.Text.Json.Nodes.JsonNode? id) => GlobalId.TryDecode(id!.GetValue<string>(), out var type, out _) ? type : "";

    private static int OfConnection(SlowDocument document, GraphModel model, EntityType entity, SlowField field)
    {
        var parts = document.Collect(field.Sets, c => c == $"{entity.Name}Connection");
        var count = (parts.Any(p => p.Name is "nodes" or "edges" or "pageInfo") ? 1 : 0) + (parts.Any(p => p.Name == "totalCount") ? 1 : 0);
        foreach (var part in parts)
        {
            if (part.Name == "nodes") count += OfRow(document, model, entity, part.Sets);
            if (part.Name == "edges")
                count += document.Collect(part.Sets, c => c == $"{entity.Name}Edge").Where(e => e.Name == "node").Sum(node => OfRow(document, model, entity, node.Sets));
        }
        return count;
    }

    private static int OfRow(SlowDocument document, GraphModel model, EntityType entity, IReadOnlyList<GraphQLSelectionSet> sets) =>
        SlowExecutor.Fields(document, entity, sets).Sum(field => field.Name == "__typename" ? 0 : entity.Fields[field.Name] switch
        {
            ToOneField one => OfRow(document, model, model.Entities[one.Target], field.Sets),
            ToManyField many => OfConnection(document, model, model.Entities[many.Target], field),
            _ => 0,
        });
}
