using GraphQL;
using GraphQL.Introspection;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQLParser.AST;

namespace PropertyGraph.Schema;

/// <summary>GraphQL.NET's schema with what the specification of October 2021 has and its introspection lacks.</summary>
internal sealed class DescribedSchema : GraphQL.Types.Schema
{
    public DescribedSchema()
    {
        Description = "Customer relations of a property-management company: organization, customers, complaints, training, surveys.";
        Features.RepeatableDirectives = true;
        Features.DeprecationOfInputValues = true;
        Directives.Register(new Directive("specifiedBy", DirectiveLocation.Scalar)
        {
            Description = "Where the format of a scalar is specified.",
            Arguments = new QueryArguments(new QueryArgument(new NonNullGraphType(new StringGraphType())) { Name = "url", Description = "Address of the specification." }),
        });
        Directives.Register(CostDirectives.Cost());
        Directives.Register(CostDirectives.ListSize());
        Filter = new ShowsDirectives();
    }

    protected override void OnBeforeInitializeType(IGraphType graphType)
    {
        if (graphType is __Type type && type.GetField("specifiedByURL") is null)
            type.AddField(new FieldType
            {
                Name = "specifiedByURL",
                Description = "Where the format of a scalar is specified; null for other types and for the specification's own scalars.",
                ResolvedType = new StringGraphType(),
                Resolver = new FuncFieldResolver<string?>(context => (context.Source as ISpecifiedScalar)?.SpecifiedBy),
            });
        // graphql-js asks for it. No directive here has a deprecated argument, so there is nothing to leave out.
        if (graphType is __Directive directive && directive.GetField("args") is { Arguments: null or { Count: 0 } } arguments)
            arguments.Arguments = new(new QueryArgument<BooleanGraphType> { Name = "includeDeprecated", Description = "Whether to list deprecated arguments too.", DefaultValue = false });
        base.OnBeforeInitializeType(graphType);
    }

    /// <summary>The stock filter hides directives of the type system; a client that rebuilds the schema needs them.</summary>
    private sealed class ShowsDirectives : DefaultSchemaFilter
    {
        public override Task<bool> AllowDirective(Directive directive) => Task.FromResult(true);
    }
}

/// <summary>A scalar that names the specification of its format.</summary>
internal interface ISpecifiedScalar
{
    string SpecifiedBy { get; }
}
