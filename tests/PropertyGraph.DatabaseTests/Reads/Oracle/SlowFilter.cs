using System.Globalization;
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
            case ScalarField scalar:
                var own = view.Value(scalar, row);
                return value.AsObject().All(operation => Holds(entity, scalar, own, operation.Key, operation.Value));
            case ToOneField one:
                return view.One(one, row) is { } other && Holds(view.Model.Entities[one.Target], other, value);
            case ToManyField many:
                var (target, others) = (view.Model.Entities[many.Target], view.Many(entity, many, row).ToList());
                return value.AsObject().All(quantifier => quantifier.Value is null || quantifier.Key switch
                {
                    "some" => others.Any(o => Holds(target, o, quantifier.Value)),
                    "none" => !others.Any(o => Holds(target, o, quantifier.Value)),
                    "all" => others.All(o => Holds(target, o, quantifier.Value)),
                    "any" => others.Count > 0 == quantifier.Value.GetValue<bool>(),
                    _ => throw new NotSupportedException(quantifier.Key),
                });
            default: throw new NotSupportedException(name);
        }
    }

    private static bool Holds(EntityType entity, ScalarField field, object? own, string operation, JsonNode? operand)
    {
        object? Operand() => operand is null ? null : Typed(entity, field, operand);
        string Text() => operand!.GetValue<string>();
        int? Order() => own is null || operand is null ? null : System.Collections.Comparer.Default.Compare(own, Operand());
        return operation switch
        {
            "eq" => Equals(own, Operand()),
            "neq" => !Equals(own, Operand()),
            "in" => SlowDocument.ListOf(operand!).Any(o => Equals(own, Typed(entity, field, o!))),
            "nin" => !SlowDocument.ListOf(operand!).Any(o => Equals(own, Typed(entity, field, o!))),
            "gt" => Order() > 0,
            "ngt" => !(Order() > 0),
            "gte" => Order() >= 0,
            "ngte" => !(Order() >= 0),
            "lt" => Order() < 0,
            "nlt" => !(Order() < 0),
            "lte" => Order() <= 0,
            "nlte" => !(Order() <= 0),
            "contains" => own is string text && text.Contains(Text(), StringComparison.Ordinal),
            "ncontains" => !(own is string text && text.Contains(Text(), StringComparison.Ordinal)),
            "startsWith" => own is string text && text.StartsWith(Text(), StringComparison.Ordinal),
            "nstartsWith" => !(own is string text && text.StartsWith(Text(), StringComparison.Ordinal)),
            "endsWith" => own is string text && text.EndsWith(Text(), StringComparison.Ordinal),
            "nendsWith" => !(own is string text && text.EndsWith(Text(), StringComparison.Ordinal)),
            "containsIgnoreCase" => own is string text && text.ToLowerInvariant().Contains(Text().ToLowerInvariant(), StringComparison.Ordinal),
            _ => throw new NotSupportedException(operation),
        };
    }

    /// <summary>An operand as the C# value that the field has.</summary>
    private static object Typed(EntityType entity, ScalarField field, JsonNode operand)
    {
        string Raw() => operand.ToJsonString();
        var text = operand.GetValueKind() == System.Text.Json.JsonValueKind.String ? operand.GetValue<string>() : "";
        var culture = CultureInfo.InvariantCulture;
        return field.Type.Kind switch
        {
            ScalarKind.String => text,
            ScalarKind.Enum => Enum.GetValues(field.Type.Enum!).Cast<object>().Single(v => Names.Screaming(v.ToString()!) == text),
            ScalarKind.Int => int.Parse(Raw(), culture),
            ScalarKind.Long => long.Parse(Raw(), culture),
            ScalarKind.Float => double.Parse(Raw(), culture),
            ScalarKind.Decimal => decimal.Parse(Raw(), NumberStyles.Float, culture),
            ScalarKind.Boolean => operand.GetValue<bool>(),
            ScalarKind.DateTime => DateTimeOffset.Parse(text, culture, DateTimeStyles.AssumeUniversal),
            ScalarKind.LocalDate => DateOnly.ParseExact(text, "yyyy-MM-dd", culture),
            ScalarKind.Uuid => Guid.Parse(text),
            ScalarKind.Id => GlobalId.TryDecode(text, out var type, out var key) && type == entity.Name ? key : throw new FormatException($"{text} is no id of {entity.Name}."),
            _ => throw new NotSupportedException(field.Type.Kind.ToString()),
        };
    }
}
