using System.Linq.Expressions;
using System.Text.Json.Nodes;
using GraphQLParser.AST;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>
/// How many statements an operation may cost: one for each list whose rows are asked for, one for each that is counted or summed up, one for each grouping, one for a
/// single row; none for the count of a list of a listed row itself; for a list of several types one more for each type of which more than the name is asked. All below a list whose order no index serves costs none.
/// </summary>
internal sealed class StatementCount(SlowDocument document, SlowView view)
{
    private readonly GraphModel model = view.Model;

    public int Count()
    {
        var count = 0;
        foreach (var field in document.Collect(document.Root, c => c == "Query"))
        {
            if (field.Name == "__typename") continue;
            if (field.Name == "search") count += OfMerged(model.Search!, field);
            else if (model.Entities.Values.FirstOrDefault(e => e.Many == field.Name) is { } listed) count += OfConnection(listed, field);
            else if (model.Entities.Values.FirstOrDefault(e => e.One == field.Name) is { } single) count += 1 + OfRow(single, field.Sets);
            else
                foreach (var type in SlowDocument.ListOf(document.Argument(field, field.Name == "node" ? "id" : "ids")!).Select(TypeOf).Distinct())
                    count += 1 + OfRow(model.Entities[type], field.Sets);
        }
        return count;
    }

    private static string TypeOf(JsonNode? id) => GlobalId.TryDecode(id!.GetValue<string>(), out var type, out _) ? type : "";

    private int OfConnection(EntityType entity, SlowField field, bool isOfRow = false)
    {
        var parts = document.Collect(field.Sets, c => c == $"{entity.Name}Connection");
        var below = Rows(parts, $"{entity.Name}Edge").Sum(row => OfRow(entity, row.Sets));
        return OfParts(parts, isOfRow) + parts.Count(p => p.Name == "groups") + (IsServed(entity, document.Argument(field, "order")) ? below : 0);
    }

    /// <summary>Whether an index may give the rows in this order: by columns of theirs, up to the first that no two rows share.</summary>
    private bool IsServed(EntityType entity, JsonNode? order)
    {
        var names = order is null ? [] : SlowDocument.ListOf(order).Select(item => item!.AsObject().Single().Key).ToList();
        if (names.Count == 0) names = [.. entity.DefaultOrder.Select(o => o.Field).Where(name => view.Allows(entity.Fields[name]))];
        var last = names.FindIndex(name => name == "id");
        if (last < 0) last = names.FindIndex(name => entity.Lookups.Contains(name) && entity.Fields[name] is ScalarField { Type.IsNullable: false });
        return (last < 0 ? names : names.Take(last + 1)).All(name => entity.Fields[name] is ScalarField { Type.Kind: not ScalarKind.Enum, Expression.Body: MemberExpression or UnaryExpression { Operand: MemberExpression } });
    }

    private int OfMerged(MergedList list, SlowField field)
    {
        var parts = document.Collect(field.Sets, c => c == list.Connection);
        var types = document.Argument(field, "types") is { } asked ? SlowDocument.ListOf(asked).Select(t => t!.GetValue<string>()).ToHashSet() : null;
        var rows = Rows(parts, list.Edge).ToList();
        if (list == model.Search) return OfParts(parts);
        return OfParts(parts) + list.Members.Where(m => SlowExecutor.IsMember(view, m) && (types?.Contains(Names.Screaming(m.Type)) ?? true)).Select(m => model.Entities[m.Type]).Sum(entity =>
            (rows.Any(row => SlowExecutor.Fields(document, entity, row.Sets).Any(f => f.Name != "__typename")) ? 1 : 0) + rows.Sum(row => OfRow(entity, row.Sets)));
    }

    /// <param name="isOfRow">Whether the list hangs from a listed row itself: it is counted in that row's statement.</param>
    private static int OfParts(IReadOnlyList<SlowField> parts, bool isOfRow = false) =>
        (parts.Any(p => p.Name is "nodes" or "edges" or "pageInfo") ? 1 : 0) + (parts.Any(p => p.Name == "aggregate" || (p.Name == "totalCount" && !isOfRow)) ? 1 : 0);

    /// <summary>The fields of a connection that answer rows.</summary>
    private IEnumerable<SlowField> Rows(IReadOnlyList<SlowField> parts, string edge) =>
        parts.Where(p => p.Name == "nodes").Concat(parts.Where(p => p.Name == "edges").SelectMany(p => document.Collect(p.Sets, c => c == edge).Where(e => e.Name == "node")));

    private int OfRow(EntityType entity, IReadOnlyList<GraphQLSelectionSet> sets, bool isJoined = false) =>
        SlowExecutor.Fields(document, entity, sets).Sum(field => field.Name == "__typename" ? 0 : entity.Fields[field.Name] switch
        {
            ToOneField one => OfRow(model.Entities[one.Target], field.Sets, isJoined: true),
            ToManyField many => OfConnection(model.Entities[many.Target], field, isOfRow: !isJoined),
            MergedField merged => OfMerged(merged.List, field),
            _ => 0,
        });
}
