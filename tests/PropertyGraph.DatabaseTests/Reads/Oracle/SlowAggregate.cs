using System.Text.Json.Nodes;
using GraphQLParser.AST;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary><c>aggregate</c> and the conditions and keys that are made of figures.</summary>
internal static class SlowAggregate
{
    public static JsonObject Of(SlowDocument document, EntityType entity, SlowFigures figures, IReadOnlyList<GraphQLSelectionSet> sets) =>
        SlowExecutor.Object(document.Collect(sets, c => c == $"{entity.Name}Aggregate"), part => part.Name switch
        {
            "__typename" => $"{entity.Name}Aggregate",
            "count" => figures.Count,
            "distinct" => figures.Distinct(document.Argument(part, "of")!.GetValue<string>()),
            _ => Figures(document, entity, figures, part),
        });

    private static JsonObject Figures(SlowDocument document, EntityType entity, SlowFigures figures, SlowField part)
    {
        var type = entity.Name + part.Name switch { "sum" => "Sum", "avg" => "Average", "share" => "Share", _ => "MinMax" };
        return SlowExecutor.Object(document.Collect(part.Sets, c => c == type),
            field => field.Name == "__typename" ? type : SlowJson.OfFigure(figures.Of(part.Name, field.Name, document.Argument(part, "at") is { } at ? double.Parse(at.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) : 0), entity));
    }

    /// <summary><c>having</c> on one group.</summary>
    public static bool Holds(EntityType entity, SlowFigures figures, JsonNode? having) => having is null || having.AsObject().All(part => part.Value is not { } value || part.Key switch
    {
        "and" => SlowDocument.ListOf(value).All(each => Holds(entity, figures, each)),
        "or" => SlowDocument.ListOf(value).Any(each => Holds(entity, figures, each)),
        "not" => !Holds(entity, figures, value),
        "count" => Holds(entity, new Figure(ScalarKind.Int, Exact.Of(figures.Count)), value),
        _ => value.AsObject().All(field => field.Value is not { } operations || Holds(entity, figures.Of(part.Key, field.Key), operations)),
    });

    private static bool Holds(EntityType entity, Figure figure, JsonNode operations) => operations.AsObject().All(o => SlowOperators.Holds(
        figure.Value, o.Key, o.Value, operand => Operand(figure, SlowOperators.Typed(new(figure.Kind, false), entity.Name, operand))));

    private static object Operand(Figure figure, object typed) =>
        figure.Value is System.Numerics.BigInteger ? new System.Numerics.BigInteger(((TimeSpan)typed).Ticks / 10) : SlowFigures.Comparable(typed);

    /// <summary>The one figure that an order by figures names, and its direction: <c>{ count: DESC }</c>, <c>{ max: { filedAt: ASC } }</c>.</summary>
    public static (Func<SlowFigures, object?> Figure, bool Descending) Key(JsonObject order)
    {
        var (kind, value) = order.Single(o => o.Key != "where");
        if (kind == "count") return (figures => figures.Count, value!.GetValue<string>() == "DESC");
        var (field, direction) = value!.AsObject().Single();
        return (figures => figures.Of(kind, field).Value, direction!.GetValue<string>() == "DESC");
    }
}
