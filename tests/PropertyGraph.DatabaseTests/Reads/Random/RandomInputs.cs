using PropertyGraph.DatabaseTests.Reads.Oracle;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Random;

/// <summary>Random <c>where</c> and <c>order</c> of what an actor may use.</summary>
internal sealed class RandomInputs(Choices choices, SlowView view, SlowView everything)
{
    private readonly RandomValues values = new(choices, everything);
    private readonly RandomFigures figures = new(choices, view, new(choices, everything));

    public Leaf Value(EntityType entity, ScalarField field) => values.Value(entity, field, "eq");

    public Members Where(EntityType entity, int depth)
    {
        var parts = new List<(string, Input)>();
        for (var i = choices.Below(3); i >= 0; i--)
            if (Part(entity, depth) is { } part && parts.All(p => p.Item1 != part.Name)) parts.Add(part);
        return new($"{entity.Name}FilterInput", choices.Chance(3) ? [] : parts);
    }

    private (string Name, Input Value)? Part(EntityType entity, int depth)
    {
        var filter = $"{entity.Name}FilterInput";
        var kind = depth == 0 ? 0 : choices.Below(10);
        if (kind == 7) return (choices.Chance(50) ? "and" : "or", new Items($"[{filter}!]", [.. Enumerable.Range(0, choices.Below(4)).Select(_ => Where(entity, depth - 1))]));
        if (kind == 8) return ("not", choices.Chance(3) ? new Leaf(filter, null) : Where(entity, depth - 1));
        var fields = entity.Fields.Values.Where(view.Allows).Where(f => f is ScalarField { Type.Kind: not ScalarKind.Json } || (depth > 0 && f is ToOneField or ToManyField)).ToList();
        if (fields.Count == 0) return null;
        var relations = fields.Where(f => f is not ScalarField).ToList();
        switch (kind is 6 or 9 && relations.Count > 0 ? choices.OneOf(relations) : choices.OneOf(fields))
        {
            case ScalarField { Type.IsList: true } list: return (list.Name, Quantifiers($"List{list.Type.Name}OperationFilterInput", () => Operations(entity, list)));
            case ScalarField scalar: return (scalar.Name, Operations(entity, scalar));
            case ToOneField one: return (one.Name, Where(view.Model.Entities[one.Target], depth - 1));
            case ToManyField many:
                var target = view.Model.Entities[many.Target];
                return (many.Name, Quantifiers($"ListFilterInputTypeOf{target.Name}FilterInput", () => Where(target, depth - 1)));
            default: return null;
        }
    }

    private Members Quantifiers(string type, Func<Input> condition) => new(type,
        [.. choices.Some(["some", "none", "all", "any"], 2).Select(q => (q, q == "any" ? choices.Leaf("Boolean", true, false) : condition()))]);

    private Input Operations(EntityType entity, ScalarField field)
    {
        var type = $"{field.Type.Name}OperationFilterInput";
        if (choices.Chance(2)) return new Leaf(type, null);
        return new Members(type, choices.Chance(2) ? [] : [.. choices.Some(Operators.Of(field.Type.Kind), 2).Select(o => (o, Operand(entity, field, o)))]);
    }

    private Input Operand(EntityType entity, ScalarField field, string operation)
    {
        if (Operators.TakesList(operation)) return new Items($"[{field.Type.Name}!]", [.. Enumerable.Range(0, choices.Below(4)).Select(_ => values.Value(entity, field, operation))]);
        return Operators.TakesNull(operation) && choices.Chance(15) ? new Leaf(field.Type.Name, null) : values.Value(entity, field, operation);
    }

    public Items Order(EntityType entity) => new($"[{entity.Name}SortInput!]", [.. Enumerable.Range(0, choices.Below(4)).Select(_ => OrderKey(entity, 2)).OfType<Input>()]);

    private Members? OrderKey(EntityType entity, int depth)
    {
        var fields = entity.Fields.Values.Where(view.Allows).Where(f => f is ScalarField { Type: { IsList: false, Kind: not ScalarKind.Json } } || (depth > 0 && f is ToOneField or ToManyField)).ToList();
        if (fields.Count == 0) return null;
        var field = choices.OneOf(fields);
        var value = field switch
        {
            ToOneField one => OrderKey(view.Model.Entities[one.Target], depth - 1),
            ToManyField many => Measure(view.Model.Entities[many.Target]),
            _ => (Input)choices.Direction(),
        };
        return value is null ? null : new($"{entity.Name}SortInput", [(field.Name, value)]);
    }

    /// <summary>What the rows of a relation come to, some of them or all.</summary>
    private Members Measure(EntityType target) =>
        new($"{target.Name}RelationSortInput", choices.Chance(40) ? [("where", Where(target, 1)), figures.Measure(target)] : [figures.Measure(target)]);
}
