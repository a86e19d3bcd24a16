using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>Queries that would tell of a field by figures over its values: distinct, min, max, sum, avg, share, percentile, groups, their conditions and orders, orders by what belongs to rows.</summary>
internal static class HiddenFigures
{
    public static IEnumerable<string> Uses(GraphModel model, (EntityType Root, IReadOnlyList<Field> Steps) way, Field field)
    {
        var (root, steps) = way;
        if (field is ResolvedField or MergedField or ScalarField { Type.IsList: true }) return [];
        var queries = new List<string>();
        if (steps.Count == 0 || steps[^1] is ToManyField)
        {
            queries.AddRange(Parts(model, field).Select(part => $"{{ {Around(root, steps, part)} }}"));
            if (field is ToManyField) queries.Add($"{{ {Around(root, steps, "nodes { __typename }", $"(order: [{{ {field.Name}: {{ count: DESC }} }}])")} }}");
        }
        // Along to-one relations a group's key and an order's measure reach further than a list does.
        if (steps.All(s => s is ToOneField))
        {
            if (field is not ToManyField) queries.Add($"{{ {root.Many} {{ groups(by: [{Inside(steps, $"{{ {field.Name}: {By(model, field)} }}")}]) {{ aggregate {{ count }} }} }} }}");
            else queries.Add($"{{ {root.Many}(order: [{Inside(steps, $"{{ {field.Name}: {{ count: ASC }} }}")}]) {{ nodes {{ id }} }} }}");
        }
        if (steps.Count > 0 && steps[^1] is ToManyField last && steps.Take(steps.Count - 1).All(s => s is ToOneField))
            queries.AddRange(Measures(field).Select(measure => $"{{ {root.Many}(order: [{Inside([.. steps.Take(steps.Count - 1)], $"{{ {last.Name}: {measure} }}")}]) {{ nodes {{ id }} }} }}"));
        return queries;
    }

    /// <summary>Parts of the connection of the type that has the field.</summary>
    private static IEnumerable<string> Parts(GraphModel model, Field field)
    {
        if (field is ToManyField) yield break;
        yield return $"aggregate {{ distinct(of: {Names.Screaming(field.Name)}) }}";
        yield return $"groups(by: [{{ {field.Name}: {By(model, field)} }}]) {{ aggregate {{ count }} }}";
        if (Kinds(field).Contains("max")) yield return $"aggregate {{ percentile(at: 0.5) {{ {field.Name} }} }}";
        foreach (var kind in Kinds(field))
        {
            yield return $"aggregate {{ {kind} {{ {field.Name} }} }}";
            yield return $"groups(by: [{{ id: true }}], having: {{ not: {{ {kind}: {{ {field.Name}: {{ eq: null }} }} }} }}) {{ aggregate {{ count }} }}";
            yield return $"groups(by: [{{ id: true }}], order: [{{ aggregate: {{ {kind}: {{ {field.Name}: DESC }} }} }}]) {{ aggregate {{ count }} }}";
        }
    }

    private static IEnumerable<string> Measures(Field field)
    {
        var none = field is ToOneField ? "{}" : field is ToManyField ? "{ any: true }" : "{ eq: null }";
        return Kinds(field).Select(kind => $"{{ {kind}: {{ {field.Name}: ASC }} }}").Append($"{{ where: {{ {field.Name}: {none} }}, count: DESC }}");
    }

    private static string[] Kinds(Field field) => field is not ScalarField scalar ? [] : scalar.Type.Kind switch
    {
        ScalarKind.Int or ScalarKind.Long or ScalarKind.Float or ScalarKind.Decimal or ScalarKind.Duration => ["min", "max", "sum", "avg"],
        ScalarKind.DateTime or ScalarKind.LocalDate => ["min", "max"],
        ScalarKind.Boolean => ["share"],
        _ => [],
    };

    /// <summary>A field of the type that rows can be grouped and ordered by as it is: not all types have an id.</summary>
    public static string Plain(EntityType type) => type.Fields.Values.OfType<ScalarField>().First(f => f.Type is { IsList: false, Kind: not (ScalarKind.Json or ScalarKind.DateTime or ScalarKind.LocalDate) }).Name;

    private static string By(GraphModel model, Field field) => field switch
    {
        ToOneField one => $"{{ {Plain(model.Entities[one.Target])}: true }}",
        ScalarField { Type.Kind: ScalarKind.DateTime or ScalarKind.LocalDate } => "{ unit: MONTH }",
        _ => "true",
    };

    private static string Inside(IReadOnlyList<Field> steps, string inner) => steps.Reverse().Aggregate(inner, (text, step) => $"{{ {step.Name}: {text} }}");

    /// <summary>The last list on the way, with the part in it and perhaps arguments.</summary>
    private static string Around(EntityType root, IReadOnlyList<Field> steps, string part, string arguments = "")
    {
        if (steps.Count == 0) return $"{root.Many}{arguments} {{ {part} }}";
        var text = $"{steps[^1].Name}{arguments} {{ {part} }}";
        foreach (var step in steps.Reverse().Skip(1)) text = step is ToOneField ? $"{step.Name} {{ {text} }}" : $"{step.Name} {{ nodes {{ {text} }} }}";
        return $"{root.Many} {{ nodes {{ {text} }} }}";
    }
}
