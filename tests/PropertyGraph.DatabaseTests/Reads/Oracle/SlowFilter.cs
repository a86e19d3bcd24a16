using System.Collections;
using System.Text.Json.Nodes;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>
/// <c>where</c> on one row, by decision 4: every filter is true or false. An object holds when all that it says holds, so <c>{}</c> always does; what is
/// absent or null says nothing; <c>or</c> needs one of its elements.
/// </summary>
internal sealed class SlowFilter(SlowView view)
{
    public bool Holds(EntityType entity, object row, JsonNode? where) =>
        where is null || where.AsObject().All(part => part.Value is null || Holds(entity, row, part.Key, part.Value));

    private bool Holds(EntityType entity, object row, string name, JsonNode value)
    {
        switch (name)
        {
            case "and": return SlowDocument.ListOf(value).All(each => Holds(entity, row, each));
            case "or": return SlowDocument.ListOf(value).Any(each => Holds(entity, row, each));
            case "not": return !Holds(entity, row, value);
        }
        switch (entity.Fields[name])
        {
            case ScalarField { Type.IsList: true } list:
                return Quantified(((IEnumerable?)view.Value(list, row))?.Cast<object>().ToList() ?? [], value, (item, inner) => Operations(entity, list, item, inner));
            case ScalarField scalar:
                return Operations(entity, scalar, view.Value(scalar, row), value);
            case ToOneField one:
                return view.One(one, row) is { } other && Holds(view.Model.Entities[one.Target], other, value);
            case ToManyField many:
                return Quantified(view.Many(entity, many, row).ToList(), value, (item, inner) => Holds(view.Model.Entities[many.Target], item, inner));
            default: throw new NotSupportedException(name);
        }
    }

    private static bool Quantified(List<object> items, JsonNode value, Func<object, JsonNode, bool> holds) =>
        value.AsObject().All(quantifier => quantifier.Value is not { } inner || quantifier.Key switch
        {
            "some" => items.Any(i => holds(i, inner)),
            "none" => !items.Any(i => holds(i, inner)),
            "all" => items.All(i => holds(i, inner)),
            "any" => items.Count > 0 == inner.GetValue<bool>(),
            _ => throw new NotSupportedException(quantifier.Key),
        });

    private static bool Operations(EntityType entity, ScalarField field, object? own, JsonNode operations) =>
        operations.AsObject().All(o => SlowOperators.Holds(own, o.Key, o.Value, operand => SlowOperators.Typed(field.Type, entity.Name, operand)));
}
