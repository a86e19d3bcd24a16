using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace PropertyGraph.Schema;

/// <summary>
/// <c>@cost</c> and <c>@listSize</c> of IBM's cost specification (https://ibm.github.io/graphql-specs/cost-spec.html), so that a client's tools know what the
/// gateway will reckon. A field without <c>@cost</c> has the usual weight of its kind.
/// </summary>
internal static class CostDirectives
{
    public static Directive Cost() => new("cost", DirectiveLocation.FieldDefinition)
    {
        Description = $"What a field weighs, for each row it is selected on. Without it: {CostWeights.Text(CostWeights.Value)} for a plain value, {CostWeights.Text(CostWeights.ToOne)} for a to-one relation, {CostWeights.Text(CostWeights.Statement)} for a list or a row of Query.",
        Arguments = new QueryArguments(new QueryArgument(new NonNullGraphType(new StringGraphType())) { Name = "weight", Description = "A decimal number; a row without any field weighs 1." }),
    };

    public static Directive ListSize() => new("listSize", DirectiveLocation.FieldDefinition)
    {
        Description = "How many rows a list is reckoned with.",
        Arguments = new QueryArguments(
            new QueryArgument(new IntGraphType()) { Name = "assumedSize", Description = "Rows where none of slicingArguments is given." },
            new QueryArgument(Names()) { Name = "slicingArguments", Description = "Arguments that give the number of rows." },
            new QueryArgument(Names()) { Name = "sizedFields", Description = "Fields of the returned type that have these rows." },
            new QueryArgument(new BooleanGraphType()) { Name = "requireOneSlicingArgument", Description = "Whether exactly one of slicingArguments must be given.", DefaultValue = true }),
    };

    public static FieldType Weighted(double weight, FieldType field) => field.ApplyDirective("cost", "weight", CostWeights.Text(weight));

    /// <summary>A field that pages by <c>first</c> and <c>last</c>.</summary>
    public static FieldType Sized(ListSizes sizes, FieldType field) => field.ApplyDirective("listSize", directive => directive
        .AddArgument(new("assumedSize") { Value = sizes.Rows })
        .AddArgument(new("slicingArguments") { Value = new[] { "first", "last" } })
        .AddArgument(new("sizedFields") { Value = new[] { "nodes", "edges" } })
        .AddArgument(new("requireOneSlicingArgument") { Value = false }));

    /// <summary>A list of groups, which has no pages.</summary>
    public static FieldType SizedGroups(ListSizes sizes, FieldType field) => field.ApplyDirective("listSize", directive => directive
        .AddArgument(new("assumedSize") { Value = sizes.Groups })
        .AddArgument(new("slicingArguments") { Value = new[] { "first" } })
        .AddArgument(new("requireOneSlicingArgument") { Value = false }));

    private static ListGraphType Names() => new(new NonNullGraphType(new StringGraphType()));
}
