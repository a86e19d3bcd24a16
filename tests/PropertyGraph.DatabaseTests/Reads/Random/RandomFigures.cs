using PropertyGraph.DatabaseTests.Reads.Oracle;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.DatabaseTests.Reads.Random;

/// <summary>Random figures over rows: <c>aggregate</c>, what <c>having</c> asks of them, and orders by them.</summary>
internal sealed class RandomFigures(Choices choices, SlowView view, RandomValues values)
{
    private int aliases;

    public string Alias() => $"f{++aliases}";

    public Selected Aggregate(EntityType entity)
    {
        var parts = new List<Selected>();
        foreach (var kind in choices.Some(Kinds(entity), 3))
            parts.Add(kind switch
            {
                "count" or "__typename" => new(kind, choices.Chance(20) ? Alias() : null),
                "distinct" => new("distinct", Alias()) { Arguments = [("of", Counted(entity))] },
                "percentile" => new(kind, Alias()) { Arguments = [("at", choices.Leaf("Float!", 0, 0.05, 0.25, 0.5, 0.9, 0.95, 1))], Fields = Some(entity, kind) },
                _ => new(kind, choices.Chance(10) ? Alias() : null) { Fields = Some(entity, kind) },
            });
        return new("aggregate", choices.Chance(20) ? Alias() : null) { Fields = parts };
    }

    private List<Selected> Some(EntityType entity, string kind) => [.. choices.Some(Fields(entity, kind), 3).Select(f => new Selected(f.Name, choices.Chance(10) ? Alias() : null))];

    /// <summary>The kinds of figures that the type has, and that the reader may ask for.</summary>
    private List<string> Kinds(EntityType entity) => [.. new[] { "count", "distinct", "min", "max", "sum", "avg", "share", "percentile", "__typename" }.Where(k => k switch
    {
        "count" or "__typename" => true,
        "distinct" => Countable(entity).Any(),
        _ => Fields(entity, k).Count > 0,
    })];

    private List<ScalarField> Fields(EntityType entity, string kind) => [.. entity.Fields.Values.Where(view.Allows).OfType<ScalarField>().Where(f => !f.Type.IsList && (kind, f.Type.Kind) switch
    {
        ("share", _) => f.Type.Kind == ScalarKind.Boolean,
        (_, ScalarKind.Int or ScalarKind.Long or ScalarKind.Float or ScalarKind.Decimal or ScalarKind.Duration) => true,
        ("min" or "max" or "percentile", ScalarKind.DateTime or ScalarKind.LocalDate) => true,
        _ => false,
    })];

    private IEnumerable<Field> Countable(EntityType entity) => entity.Fields.Values.Where(view.Allows).Where(f => f is ScalarField { Type: { IsList: false, Kind: not ScalarKind.Json } } or ToOneField);

    private Leaf Counted(EntityType entity) => new($"{entity.Name}Field!", Names.Screaming(choices.OneOf([.. Countable(entity)]).Name), true);

    /// <summary>One figure with something in its place: the leaf of <c>having</c> and of orders.</summary>
    /// <param name="types">Filter or Sort.</param>
    private (string Name, Input Value) Figure(EntityType entity, string types, Func<ScalarKind, Input> leaf)
    {
        var kind = choices.OneOf([.. Kinds(entity).Where(k => k is not ("distinct" or "percentile" or "__typename"))]);
        if (kind == "count") return ("count", leaf(ScalarKind.Int));
        var field = choices.OneOf(Fields(entity, kind));
        var (type, result) = kind switch
        {
            "sum" => ("Sum", SlowFigures.SumKind(field.Type.Kind)),
            "avg" => ("Average", SlowFigures.AverageKind(field.Type.Kind)),
            "share" => ("Share", ScalarKind.Float),
            _ => ("MinMax", field.Type.Kind),
        };
        return (kind, new Members($"{entity.Name}{type}{types}Input", [(field.Name, leaf(result))]));
    }

    public Members Having(EntityType entity, int depth)
    {
        var filter = $"{entity.Name}AggregateFilterInput";
        if (depth > 0 && choices.Chance(20)) return new(filter, [("not", Having(entity, depth - 1))]);
        if (depth > 0 && choices.Chance(20)) return new(filter, [(choices.Chance(50) ? "and" : "or", new Items($"[{filter}!]", [.. Enumerable.Range(0, choices.Below(3)).Select(_ => Having(entity, depth - 1))]))]);
        var parts = new List<(string Name, Input Value)>();
        for (var i = choices.Below(2); i >= 0; i--)
            if (Figure(entity, "Filter", Operations) is var part && parts.All(p => p.Name != part.Name)) parts.Add(part);
        return new(filter, parts);
    }

    private Members Operations(ScalarKind kind)
    {
        var type = new ValueType(kind, false);
        return new($"{type.Name}OperationFilterInput", [.. choices.Some(Operators.Of(kind), 2).Select(o => (o, Operators.TakesList(o)
            ? new Items($"[{type.Name}!]", [.. Enumerable.Range(0, choices.Below(4)).Select(_ => Operand(type, o))])
            : Operators.TakesNull(o) && choices.Chance(20) ? new Leaf(type.Name, null) : (Input)Operand(type, o)))]);
    }

    /// <summary>Small numbers, which counts and sums have; halves and quarters, which means are to the last digit.</summary>
    private Leaf Operand(ValueType type, string operation) => type.Kind switch
    {
        ScalarKind.Int or ScalarKind.Long when choices.Chance(80) => new(type.Name, choices.Below(12)) { Other = () => choices.Below(12) },
        ScalarKind.Float or ScalarKind.Decimal when choices.Chance(80) => new(type.Name, choices.Below(12) * 0.25m) { Other = () => choices.Below(12) * 0.25m },
        _ => values.Of(type, null, operation) with { Other = () => values.Of(type, null, operation).Value },
    };

    /// <summary>One figure and a direction.</summary>
    public (string Name, Input Value) Measure(EntityType entity) => Figure(entity, "Sort", _ => choices.Direction());
}
