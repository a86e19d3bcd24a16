using System.Text.Json;
using PropertyGraph.Faults;
using PropertyGraph.Plans;

namespace PropertyGraph.Execution;

/// <summary>A selected field that is null because its resolver failed.</summary>
/// <param name="Error">For the operator alone.</param>
/// <param name="Trace">Ties what the client is told to what the operator reads.</param>
internal sealed record UnresolvedField(ResolvedOutput Output, Exception Error, string Trace)
{
    /// <summary>What the client is told, once for each selection of the field (GraphQL 7.1.2).</summary>
    /// <param name="json">What was written of the plan.</param>
    /// <param name="under">Response key that the plan's fields are under, or null.</param>
    public GraphError Told(ReadPlan plan, ReadOnlySpan<byte> json, string? under)
    {
        var reader = new Utf8JsonReader(json);
        var data = JsonElement.ParseValue(ref reader);
        var path = new ResolvedPaths(plan).Of(Output).Select(keys => FirstNull(data, keys, under is null ? [] : [under])).FirstOrDefault(found => found is not null);
        return new("PG-EXE-RESOLVE", $"The field '{Output.Field.Name}' could not be computed and is null where it is selected. Tell the operator this trace id: {Trace}.") { Path = path };
    }

    /// <summary>Response keys and list places of the first null under these keys; null where there is none.</summary>
    private static IReadOnlyList<object>? FirstNull(JsonElement value, ReadOnlySpan<string> keys, IReadOnlyList<object> path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                var place = 0;
                foreach (var item in value.EnumerateArray())
                    if (FirstNull(item, keys, [.. path, place++]) is { } found) return found;
                return null;
            case JsonValueKind.Object when keys.Length > 0 && value.TryGetProperty(keys[0], out var field):
                return FirstNull(field, keys[1..], [.. path, keys[0]]);
            case JsonValueKind.Null when keys.Length == 0:
                return path;
            default:
                return null;
        }
    }
}

/// <summary>Response keys that lead to a resolved field, through a plan's lists and objects; one way for each place where its object is written.</summary>
internal sealed class ResolvedPaths(ReadPlan plan)
{
    public IEnumerable<string[]> Of(ResolvedOutput output) => plan.Root.SelectMany(root => OfRoot(root, output, []));

    private IEnumerable<string[]> OfRoot(RootOutput root, ResolvedOutput output, string[] above)
    {
        string[] keys = [.. above, root.Key];
        return root switch
        {
            RootObject inner => inner.Fields.SelectMany(f => OfRoot(f, output, keys)),
            RootConnection list => OfList(list.Connection, output, keys),
            RootRow row => row.Levels.SelectMany(l => OfShape(l.Shapes[0], output, keys)),
            RootNodes nodes => nodes.Levels.SelectMany(l => OfShape(l.Shapes[0], output, keys)),
            RootEntities entities => entities.Levels.SelectMany(l => OfShape(l.Level.Shapes[0], output, keys)),
            _ => [],
        };
    }

    private IEnumerable<string[]> OfList(Connection list, ResolvedOutput output, string[] above) => list.Parts.SelectMany(part => part switch
    {
        NodesPart nodes => OfShape(list.Rows!.Shapes[nodes.Shape], output, [.. above, part.Key]),
        ItemsPart items => OfItems(items.Items, output, [.. above, part.Key]),
        EdgesPart edges => edges.Parts.SelectMany(p => p.Items is { } items ? OfItems(items, output, [.. above, part.Key, p.Key])
            : p.TypeName is null ? OfShape(list.Rows!.Shapes[p.Shape], output, [.. above, part.Key, p.Key]) : []),
        _ => [],
    });

    private IEnumerable<string[]> OfItems(IEnumerable<ItemShape?> items, ResolvedOutput output, string[] above) =>
        items.SelectMany(item => item?.Level is { } level ? OfShape(((ShapedLevel)plan.Levels[level]).Shapes[item.Shape], output, above) : []);

    private IEnumerable<string[]> OfShape(Shape shape, ResolvedOutput output, string[] above) => shape is not ObjectShape row ? [] : row.Fields.SelectMany(field => field switch
    {
        ResolvedOutput => ReferenceEquals(field, output) ? [[.. above, field.Key]] : [],
        RowOutput related => OfShape(related.Shape, output, [.. above, field.Key]),
        ObjectOutput inner => OfShape(inner.Shape, output, [.. above, field.Key]),
        ListOutput list => OfList(list.Connection, output, [.. above, field.Key]),
        _ => Enumerable.Empty<string[]>(),
    });
}
