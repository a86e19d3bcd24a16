using System.Globalization;
using System.Text.Json.Nodes;
using PropertyGraph.DatabaseTests.Reads.Oracle;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Random;

/// <summary>Random <c>where</c> and <c>order</c> of what an actor may use, with values that occur in the rows and values that hurt.</summary>
internal sealed class RandomInputs(Choices choices, SlowView view, SlowView everything)
{
    private static readonly string[] NastyTexts = ["", "%", "_", "\\", "'", "\"", "'; DROP TABLE x;--", "😀", "\u200b", "עברית", "\n", "CHEN", "ångström", "a\u0308", "null", "{}", "$1", "@p0"];
    private static readonly string[] NastyMoments = ["0001-01-02T00:00:00Z", "9999-12-31T23:59:59.999999Z", "2026-11-24T08:30:00Z", "2026-11-24T16:30:00+08:00", "1969-12-31T23:59:59.999999Z"];
    private static readonly string[] NastyDays = ["0001-01-01", "0001-01-02", "9999-12-31", "2024-02-29", "1970-01-01"];
    private static readonly string[] NastyDecimals = ["0", "-0.0", "0.005", "88.500", "12345678.99", "79228162514264337593543950335", "-1e3"];

    public Members Where(EntityType entity, int depth)
    {
        var parts = new List<(string, Input)>();
        for (var i = choices.Below(4); i >= 0; i--)
            if (Part(entity, depth) is { } part && parts.All(p => p.Item1 != part.Name)) parts.Add(part);
        return new($"{entity.Name}FilterInput", choices.Chance(3) ? [] : parts);
    }

    private (string Name, Input Value)? Part(EntityType entity, int depth)
    {
        var filter = $"{entity.Name}FilterInput";
        var kind = depth == 0 ? 0 : choices.Below(10);
        if (kind == 7) return (choices.Chance(50) ? "and" : "or", new Items($"[{filter}!]", [.. Enumerable.Range(0, choices.Below(4)).Select(_ => Where(entity, depth - 1))]));
        if (kind == 8) return ("not", choices.Chance(3) ? new Leaf(filter, null) : Where(entity, depth - 1));
        var fields = entity.Fields.Values.Where(view.Allows).Where(f => f is ScalarField { Type.IsList: false } || (depth > 0 && f is ToOneField or ToManyField)).ToList();
        if (fields.Count == 0) return null;
        var relations = fields.Where(f => f is not ScalarField).ToList();
        switch (kind is 6 or 9 && relations.Count > 0 ? choices.OneOf(relations) : choices.OneOf(fields))
        {
            case ScalarField scalar: return (scalar.Name, Operations(entity, scalar));
            case ToOneField one: return (one.Name, Where(view.Model.Entities[one.Target], depth - 1));
            case ToManyField many: return (many.Name, Quantifiers(view.Model.Entities[many.Target], depth - 1));
            default: return null;
        }
    }

    private Members Quantifiers(EntityType target, int depth) => new($"ListFilterInputTypeOf{target.Name}FilterInput",
        [.. choices.Some(["some", "none", "all", "any"], 2).Select(q => (q, q == "any" ? new Leaf("Boolean", choices.Chance(50)) : (Input)Where(target, depth)))]);

    private Input Operations(EntityType entity, ScalarField field)
    {
        var type = $"{field.Type.Name}OperationFilterInput";
        if (choices.Chance(2)) return new Leaf(type, null);
        return new Members(type, choices.Chance(2) ? [] : [.. choices.Some(Operator.Of(field.Type.Kind), 2).Select(o => (o.Name, Operand(entity, field, o)))]);
    }

    private Input Operand(EntityType entity, ScalarField field, Operator op)
    {
        if (op.TakesList) return new Items($"[{field.Type.Name}!]", [.. Enumerable.Range(0, choices.Below(4)).Select(_ => Value(entity, field, op.Kind))]);
        return op.Kind == OperatorKind.Equal && choices.Chance(15) ? new Leaf(field.Type.Name, null) : Value(entity, field, op.Kind);
    }

    public Leaf Value(EntityType entity, ScalarField field, OperatorKind use)
    {
        var rows = everything.Rows.Of(entity);
        var real = rows.Count == 0 || choices.Chance(20) ? null : everything.Value(field, choices.OneOf(rows));
        var culture = CultureInfo.InvariantCulture;
        JsonNode value = field.Type.Kind switch
        {
            ScalarKind.String => Text(real as string, use),
            ScalarKind.Enum => Names.Screaming((real ?? choices.OneOf([.. Enum.GetValues(field.Type.Enum!).Cast<object>()])).ToString()!),
            ScalarKind.Id => GlobalId.Encode(entity.Name, real is Guid key ? key : Guid.Empty),
            ScalarKind.Uuid => (real ?? Guid.Empty).ToString()!,
            ScalarKind.Boolean => choices.Chance(50),
            ScalarKind.Int => real is int number ? number : choices.OneOf([0, -1, int.MinValue, int.MaxValue]),
            ScalarKind.Long => real is long number ? number : choices.OneOf([0L, -1, long.MinValue, long.MaxValue]),
            ScalarKind.Decimal => JsonNode.Parse(real is decimal number ? number.ToString(culture) : choices.OneOf(NastyDecimals))!,
            ScalarKind.Float => JsonNode.Parse(real is double number ? number.ToString(culture) : choices.OneOf(NastyDecimals))!,
            ScalarKind.DateTime => real is DateTimeOffset moment ? moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", culture) : choices.OneOf(NastyMoments),
            ScalarKind.LocalDate => real is DateOnly day ? day.ToString("yyyy-MM-dd", culture) : choices.OneOf(NastyDays),
            _ => throw new NotSupportedException(field.Type.Kind.ToString()),
        };
        return new(field.Type.Name, value, field.Type.Kind == ScalarKind.Enum);
    }

    private string Text(string? real, OperatorKind use)
    {
        if (real is null or "" || choices.Chance(10)) return choices.OneOf(NastyTexts);
        var characters = StringInfo.ParseCombiningCharacters(real);
        var cut = characters[choices.Below(characters.Length)];
        var text = use switch
        {
            OperatorKind.StartsWith => real[..cut],
            OperatorKind.EndsWith => real[cut..],
            OperatorKind.Contains or OperatorKind.ContainsIgnoreCase => real[cut..Math.Min(real.Length, cut + 1 + choices.Below(4))],
            _ => real,
        };
        // Half an emoji is no text.
        if (text.Length > 0 && char.IsHighSurrogate(text[^1])) text = text[..^1];
        return use == OperatorKind.ContainsIgnoreCase && choices.Chance(60) ? text.ToUpperInvariant() : text;
    }

    public Items Order(EntityType entity) => new($"[{entity.Name}SortInput!]", [.. Enumerable.Range(0, choices.Below(4)).Select(_ => OrderKey(entity, 2)).OfType<Input>()]);

    private Members? OrderKey(EntityType entity, int depth)
    {
        var fields = entity.Fields.Values.Where(view.Allows).Where(f => f is ScalarField { Type.IsList: false } || (depth > 0 && f is ToOneField)).ToList();
        if (fields.Count == 0) return null;
        var field = choices.OneOf(fields);
        Input? value = field is ToOneField one ? OrderKey(view.Model.Entities[one.Target], depth - 1) : new Leaf("SortEnumType", choices.Chance(50) ? "ASC" : "DESC", true);
        return value is null ? null : new($"{entity.Name}SortInput", [(field.Name, value)]);
    }
}
