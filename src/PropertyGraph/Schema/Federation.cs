using GraphQL.Types;
using GraphQLParser.AST;
using static PropertyGraph.Schema.GraphSchema;

namespace PropertyGraph.Schema;

/// <summary>What the schema of a subgraph has besides: https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec.</summary>
internal static class Federation
{
    /// <summary>Names of the types and fields that the specification adds.</summary>
    public const string Any = "_Any", Entity = "_Entity", Service = "_Service", Entities = "_entities", ServiceField = "_service", Sdl = "sdl";

    /// <summary>Adds the two root fields and their types.</summary>
    public static void AddTo(ObjectGraphType query, GraphSchema schema, GraphModel model)
    {
        var service = schema.Type<ObjectGraphType>(Service, () => new() { Name = Service, Description = "This graph as a subgraph." });
        service.AddField(Plain(Sdl, "The schema with the directives of federation, for composition.", NonNull(schema.Scalar(new(ScalarKind.String, false)))));
        query.AddField(Plain(ServiceField, "What a composition needs to know of this subgraph.", NonNull(service)));
        var nodes = model.Entities.Values.Where(e => e.IsNode).ToList();
        if (nodes.Count == 0) return;
        // Queries are compiled: nothing asks for the type of an object.
        var union = schema.Type<UnionGraphType>(Entity, () => new() { Name = Entity, Description = "A row that other subgraphs may refer to by a key.", ResolveType = _ => null });
        foreach (var node in nodes) union.AddPossibleType((ObjectGraphType)schema[node.Name]);
        query.AddField(Plain(Entities, "Rows by a key, in the order given; null for each that the reader may not see. Routers ask for it.", NonNull(new ListGraphType(union)),
            new QueryArgument(NonNull(ListOf(schema.Type(Any, () => new AnyScalar(model.Entities))))) { Name = "representations", Description = "Of each row its type's name and one of the type's keys; at most 500." }));
    }

    /// <summary>The schema in SDL for composition: keys and shareable types are marked, and what the specification adds is left out.</summary>
    public static string Print(string sdl, GraphModel model)
    {
        var document = GraphQLParser.Parser.Parse(sdl);
        document.Definitions.RemoveAll(d => d is GraphQLTypeDefinition { Name: var name } && (name == Any || name == Entity || name == Service));
        foreach (var type in document.Definitions.OfType<GraphQLObjectTypeDefinition>())
        {
            if (type.Name == "Query") type.Fields!.Items.RemoveAll(f => f.Name == Entities || f.Name == ServiceField);
            if (model.Entities.GetValueOrDefault(type.Name.StringValue) is { } entity)
                foreach (var key in entity.References) Add(type, Directive("key", Text("fields", key.Name)));
            // Values that look the same in every graph of this kind.
            if (type.Name == "PageInfo" || (type.Interfaces?.Items.Exists(i => i.Name == "Error") ?? false)) Add(type, Directive("shareable"));
        }
        document.Definitions.Insert(0, new GraphQLSchemaExtension
        {
            Directives = new([Directive("link", Text("url", "https://specs.apollo.dev/federation/v2.3"), new GraphQLArgument(new GraphQLName("import"), new GraphQLListValue
            {
                Values = [new GraphQLStringValue("@key"), new GraphQLStringValue("@shareable")],
            }))]),
        });
        using var text = new StringWriter { NewLine = "\n" };
        new GraphQLParser.Visitors.SDLPrinter().PrintAsync(document, text).AsTask().GetAwaiter().GetResult(); // Waits for nothing.
        return text.ToString();
    }

    private static void Add(GraphQLObjectTypeDefinition type, GraphQLDirective directive)
    {
        if (type.Directives is { } known) known.Items.Add(directive);
        else type.Directives = new([directive]);
    }

    private static GraphQLDirective Directive(string name, params GraphQLArgument[] arguments) =>
        new(new GraphQLName(name)) { Arguments = arguments.Length == 0 ? null : new([.. arguments]) };

    private static GraphQLArgument Text(string name, string value) => new(new GraphQLName(name), new GraphQLStringValue(value));
}
