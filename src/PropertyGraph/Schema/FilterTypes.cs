using System.Collections.Frozen;
using GraphQL.Types;
using static PropertyGraph.Schema.GraphSchema;

namespace PropertyGraph.Schema;

/// <summary>Input types of <c>where</c> and <c>order</c>. Names and operators follow HotChocolate's; see docs for what is added.</summary>
internal sealed class FilterTypes(GraphSchema schema, GraphModel model)
{
    public InputObjectGraphType Filter(EntityType entity) => schema.Type<InputObjectGraphType>($"{entity.Name}FilterInput", () =>
    {
        var filter = new InputObjectGraphType { Name = $"{entity.Name}FilterInput", Description = $"Conditions on {Names.WithArticle(entity.Name)}; all that are given must hold." };
        filter.AddField(Plain("and", "All of these hold.", ListOf(filter)));
        filter.AddField(Plain("or", "At least one of these holds.", ListOf(filter)));
        filter.AddField(Plain("not", "This does not hold.", filter));
        return filter;
    }, f =>
    {
        foreach (var field in entity.Fields.Values)
            switch (field)
            {
                case ScalarField { Type.Kind: ScalarKind.Json }: break;
                case ScalarField { Type.IsList: true } list: f.AddField(Plain(field.Name, field.Description, ElementsFilter(list.Type with { IsList = false }))); break;
                case ScalarField scalar: f.AddField(Plain(field.Name, field.Description, Operations(scalar.Type))); break;
                case ToOneField one: f.AddField(Plain(field.Name, $"The row behind {field.Name} exists, is visible and fulfils this.", Filter(model.Entities[one.Target]))); break;
                case ToManyField many: f.AddField(Plain(field.Name, field.Description, ListFilter(model.Entities[many.Target]))); break;
            }
    });

    public InputObjectGraphType Sort(EntityType entity) => schema.Type<InputObjectGraphType>($"{entity.Name}SortInput", () =>
        new() { Name = $"{entity.Name}SortInput", Description = $"One key to order {entity.Name} rows by: give exactly one field." }, s =>
    {
        foreach (var field in entity.Fields.Values)
            switch (field)
            {
                case ScalarField { Type: { IsList: false, Kind: not ScalarKind.Json } }: s.AddField(Plain(field.Name, field.Description, Direction(schema))); break;
                case ToOneField one: s.AddField(Plain(field.Name, field.Description, Sort(model.Entities[one.Target]))); break;
                case ToManyField many: s.AddField(Plain(field.Name, field.Description, new AggregateTypes(schema, model).RelationSort(model.Entities[many.Target]))); break;
            }
    });

    internal static EnumerationGraphType Direction(GraphSchema schema) => schema.Type<EnumerationGraphType>("SortEnumType", () =>
    {
        var direction = new PlanningEnum { Name = "SortEnumType", Description = "Direction of an order." };
        direction.Add(new EnumValueDefinition("ASC", "ASC") { Description = "Smallest first, null last." });
        direction.Add(new EnumValueDefinition("DESC", "DESC") { Description = "Largest first, null first." });
        return direction;
    });

    private InputObjectGraphType ListFilter(EntityType entity) => schema.Type<InputObjectGraphType>($"ListFilterInputTypeOf{entity.Name}FilterInput", () =>
        new() { Name = $"ListFilterInputTypeOf{entity.Name}FilterInput", Description = $"Conditions on a list of {entity.Name} rows, as far as the reader may see them." }, list =>
    {
        list.AddField(Plain("all", "Every row fulfils this (also where there is no row).", Filter(entity)));
        list.AddField(Plain("none", "No row fulfils this.", Filter(entity)));
        list.AddField(Plain("some", "At least one row fulfils this.", Filter(entity)));
        list.AddField(Plain("any", "Whether there is any row.", schema.Scalar(new(ScalarKind.Boolean, true))));
    });

    private InputObjectGraphType ElementsFilter(ValueType element)
    {
        var operations = Operations(element);
        var name = $"List{operations.Name}";
        return schema.Type<InputObjectGraphType>(name, () =>
        {
            var list = new InputObjectGraphType { Name = name, Description = $"Conditions on a list of {element.Name} values; null counts as an empty list." };
            list.AddField(Plain("all", "Every element fulfils this (also where there is none).", operations));
            list.AddField(Plain("none", "No element fulfils this.", operations));
            list.AddField(Plain("some", "At least one element fulfils this.", operations));
            list.AddField(Plain("any", "Whether there is any element.", schema.Scalar(new(ScalarKind.Boolean, true))));
            return list;
        });
    }

    public InputObjectGraphType Operations(ValueType type)
    {
        var scalar = schema.Scalar(type);
        var name = $"{scalar.Name}OperationFilterInput";
        return schema.Type<InputObjectGraphType>(name, () =>
        {
            var input = new InputObjectGraphType { Name = name, Description = $"Conditions on a value of the type {scalar.Name}; all that are given must hold." };
            foreach (var operation in Operator.Of(type.Kind))
                input.AddField(Plain(operation.Name, operation.Description, operation.TakesList ? ListOf(scalar) : scalar));
            return input;
        });
    }
}

/// <summary>A filter operator. Every one is two-valued: null is a value that equals only null and is neither smaller nor greater than any.</summary>
public sealed record Operator(string Name, OperatorKind Kind, bool Negated, string Description, bool TakesList = false)
{
    private static readonly Operator[] Equality =
    [
        new("eq", OperatorKind.Equal, false, "Equals; null finds null."),
        new("neq", OperatorKind.Equal, true, "Does not equal; null finds what is not null."),
    ];

    private static readonly Operator[] Membership =
    [
        .. Equality,
        new("in", OperatorKind.In, false, "Is one of these.", true),
        new("nin", OperatorKind.In, true, "Is none of these.", true),
    ];

    private static readonly Operator[] Comparison =
    [
        .. Membership,
        new("gt", OperatorKind.Greater, false, "Is greater."), new("ngt", OperatorKind.Greater, true, "Is not greater."),
        new("gte", OperatorKind.GreaterOrEqual, false, "Is greater or equal."), new("ngte", OperatorKind.GreaterOrEqual, true, "Is not greater or equal."),
        new("lt", OperatorKind.Less, false, "Is smaller."), new("nlt", OperatorKind.Less, true, "Is not smaller."),
        new("lte", OperatorKind.LessOrEqual, false, "Is smaller or equal."), new("nlte", OperatorKind.LessOrEqual, true, "Is not smaller or equal."),
    ];

    private static readonly Operator[] Text =
    [
        .. Membership,
        new("contains", OperatorKind.Contains, false, "Contains this text."), new("ncontains", OperatorKind.Contains, true, "Does not contain this text."),
        new("startsWith", OperatorKind.StartsWith, false, "Starts with this text."), new("nstartsWith", OperatorKind.StartsWith, true, "Does not start with this text."),
        new("endsWith", OperatorKind.EndsWith, false, "Ends with this text."), new("nendsWith", OperatorKind.EndsWith, true, "Does not end with this text."),
        new("eqIgnoreCase", OperatorKind.EqualIgnoreCase, false, "Equals, in upper or lower case."), new("neqIgnoreCase", OperatorKind.EqualIgnoreCase, true, "Does not equal, in upper or lower case."),
        new("containsIgnoreCase", OperatorKind.ContainsIgnoreCase, false, "Contains this text in upper or lower case."), new("ncontainsIgnoreCase", OperatorKind.ContainsIgnoreCase, true, "Does not contain this text in upper or lower case."),
        new("startsWithIgnoreCase", OperatorKind.StartsWithIgnoreCase, false, "Starts with this text in upper or lower case."), new("nstartsWithIgnoreCase", OperatorKind.StartsWithIgnoreCase, true, "Does not start with this text in upper or lower case."),
        new("search", OperatorKind.Search, false, "Has every word of this text in it, whatever the case, accents or width of the letters."), new("nsearch", OperatorKind.Search, true, "Lacks a word of this text, whatever the case, accents or width of the letters."),
    ];

    private static readonly FrozenDictionary<ScalarKind, FrozenDictionary<string, Operator>> ByName =
        Enum.GetValues<ScalarKind>().ToFrozenDictionary(kind => kind, kind => Of(kind).ToFrozenDictionary(o => o.Name));

    /// <summary>Operators of a scalar, in the schema's order.</summary>
    public static IReadOnlyList<Operator> Of(ScalarKind kind) => kind switch
    {
        ScalarKind.Boolean => Equality,
        ScalarKind.Id or ScalarKind.Uuid or ScalarKind.Enum or ScalarKind.Url => Membership,
        ScalarKind.String => Text,
        ScalarKind.Int or ScalarKind.Long or ScalarKind.Float or ScalarKind.Decimal or ScalarKind.DateTime or ScalarKind.LocalDate or ScalarKind.Duration => Comparison,
        ScalarKind.Json or ScalarKind.Upload => [],
        _ => throw new NotSupportedException(kind.ToString()),
    };

    /// <summary>The operator of a scalar that the schema calls so.</summary>
    public static Operator Of(ScalarKind kind, string name) => ByName[kind][name];
}

/// <summary>What an operator does before negation.</summary>
public enum OperatorKind
{
    Equal,
    In,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Contains,
    StartsWith,
    EndsWith,
    EqualIgnoreCase,
    ContainsIgnoreCase,
    StartsWithIgnoreCase,
    Search,
}
