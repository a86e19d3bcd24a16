using System.Reflection;
using GraphQL;
using GraphQL.Types;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Schema;

/// <summary>
/// The GraphQL type system of a <see cref="GraphModel"/>: what clients see, validate against and introspect. It has no resolvers: queries are
/// compiled, commands run by the kernel.
/// </summary>
public sealed class GraphSchema
{
    private readonly Dictionary<string, IGraphType> types = [];
    private readonly GraphModel model;
    private readonly Lazy<string> subgraph;

    /// <summary>How long lists are, as descriptions and <c>@listSize</c> say.</summary>
    internal ListSizes Sizes { get; }

    /// <summary>Builds and initializes the type system.</summary>
    /// <param name="isSubgraph">Whether it has the root fields of a federated graph's subgraph.</param>
    /// <param name="sizes">How long lists are; null for the usual numbers.</param>
    public GraphSchema(GraphModel model, bool isSubgraph = false, ListSizes? sizes = null)
    {
        this.model = model;
        Sizes = sizes ?? new();
        subgraph = new(() => Federation.Print(Print(), model));
        Node = new InterfaceGraphType { Name = "Node", Description = "Anything with a global id." };
        Node.AddField(Plain("id", "Opaque global id.", NonNull(Scalar(new(ScalarKind.Id, false)))));
        PageInfo = BuildPageInfo();
        Schema = new DescribedSchema();
        foreach (var entity in model.Entities.Values) types.Add(entity.Name, new ObjectGraphType { Name = entity.Name, Description = entity.Description });
        foreach (var entity in model.Entities.Values) Fill(entity);
        Schema.Query = BuildQuery(isSubgraph);
        if (model.Commands.Count > 0) Schema.Mutation = new MutationTypes(this, Schema.Query).Build(model.Commands);
        if (model.Subscriptions.Count + model.Boards.Count > 0) Schema.Subscription = new SubscriptionTypes(this, model).Build();
        foreach (var type in types.Values) Schema.RegisterType(type);
        Schema.Initialize();
        DescriptionCheck.Run(Schema);
        Elements = Schema.AllTypes.Sum(CountElements);
    }

    /// <summary>How many types, fields, arguments and enum values it has.</summary>
    internal int Elements { get; }

    /// <summary>GraphQL.NET's schema.</summary>
    public GraphQL.Types.Schema Schema { get; }

    internal InterfaceGraphType Node { get; }
    internal ObjectGraphType PageInfo { get; }

    /// <summary>The schema in SDL, sorted by name.</summary>
    public string Print() => Schema.Print(new() { IncludeDescriptions = true, StringComparison = StringComparison.Ordinal });

    /// <summary>The schema in SDL as a composition of subgraphs takes it.</summary>
    public string PrintSubgraph() => subgraph.Value;

    internal IGraphType this[string name] => types[name];

    private static int CountElements(IGraphType type) => 1 + type switch
    {
        IComplexGraphType fields => fields.Fields.Sum(f => 1 + (f.Arguments?.Count ?? 0)),
        EnumerationGraphType values => values.Values.Count,
        _ => 0,
    };

    internal T Type<T>(string name, Func<T> build) where T : IGraphType
    {
        if (types.TryGetValue(name, out var known)) return (T)known;
        var type = build();
        types.Add(name, type);
        return type;
    }

    /// <summary>A type that may refer to itself: it is known by name before <paramref name="fill"/> adds its fields.</summary>
    internal T Type<T>(string name, Func<T> build, Action<T> fill) where T : IGraphType
    {
        if (types.TryGetValue(name, out var known)) return (T)known;
        var type = Type(name, build);
        fill(type);
        return type;
    }

    internal static FieldType Plain(string name, string description, IGraphType type, params QueryArgument[] arguments) =>
        new() { Name = name, Description = description, ResolvedType = type, Arguments = arguments.Length == 0 ? null : new QueryArguments(arguments) };

    internal static IGraphType NonNull(IGraphType type) => new NonNullGraphType(type);
    internal static IGraphType ListOf(IGraphType type) => new ListGraphType(NonNull(type));

    /// <summary>The graph type of a value, without its nullability.</summary>
    internal IGraphType Scalar(ValueType type)
    {
        IGraphType element = type.Kind switch
        {
            ScalarKind.Id => Type<IdGraphType>("ID", () => new()),
            ScalarKind.Uuid => Type("UUID", Scalars.Uuid),
            ScalarKind.String => Type<StringGraphType>("String", () => new()),
            ScalarKind.Enum => Enum(type.Enum!),
            ScalarKind.Int => Type<IntGraphType>("Int", () => new()),
            ScalarKind.Long => Type<LongGraphType>("Long", () => new() { Description = "A whole number of 64 bits." }),
            ScalarKind.Float => Type<FloatGraphType>("Float", () => new()),
            ScalarKind.Decimal => Type<DecimalGraphType>("Decimal", () => new() { Description = "A decimal number, exact." }),
            ScalarKind.Boolean => Type<BooleanGraphType>("Boolean", () => new()),
            ScalarKind.DateTime => Type("DateTime", Scalars.DateTime),
            ScalarKind.LocalDate => Type("LocalDate", Scalars.LocalDate),
            ScalarKind.Duration => Type("Duration", Scalars.Duration),
            ScalarKind.Url => Type("URL", Scalars.Url),
            ScalarKind.Json => Type("JSON", Scalars.Json),
            ScalarKind.Upload => Type("Upload", Scalars.Upload),
            _ => throw new NotSupportedException(type.Kind.ToString()),
        };
        return type.IsList ? ListOf(element) : element;
    }

    /// <summary>The graph type of a value with its nullability.</summary>
    internal IGraphType Value(ValueType type) => type.IsNullable ? Scalar(type) : NonNull(Scalar(type));

    internal EnumerationGraphType Enum(Type type) => Type<EnumerationGraphType>(type.Name, () =>
    {
        var enumeration = new EnumerationGraphType { Name = type.Name, Description = DescriptionOf(type, type.Name) };
        foreach (var name in System.Enum.GetNames(type))
            enumeration.Add(new EnumValueDefinition(Names.Screaming(name), Names.Screaming(name)) { Description = DescriptionOf(type.GetField(name)!, $"{type.Name}.{name}") });
        return enumeration;
    });

    internal static string DescriptionOf(MemberInfo member, string name) =>
        member.GetCustomAttribute<DescribesAttribute>()?.Text ?? throw new StartupException($"{name} has no description; add [Describes(\"...\")] to it.");

    private void Fill(EntityType entity)
    {
        var type = (ObjectGraphType)types[entity.Name];
        foreach (var field in entity.Fields.Values)
            type.AddField(field switch
            {
                ScalarField scalar => Plain(field.Name, field.Description, Value(scalar.Type)),
                ToOneField one => Plain(field.Name, field.Description, types[one.Target]),
                ToManyField many => ConnectionField(field.Name, field.Description, model.Entities[many.Target]),
                MergedField merged => new MergedTypes(this).Field(field.Name, field.Description, merged.List),
                ResolvedField resolved => CostDirectives.Weighted(resolved.Weight, Plain(field.Name, field.Description, new ResolvedTypes(this).Of(resolved.Type))),
                _ => throw new NotSupportedException(field.GetType().Name),
            });
        if (entity.IsNode)
        {
            type.AddResolvedInterface(Node);
            Node.AddPossibleType(type);
            type.IsTypeOf = _ => false;
        }
    }

    internal FieldType ConnectionField(string name, string description, EntityType entity)
    {
        var filters = new FilterTypes(this, model);
        return CostDirectives.Sized(Sizes, Plain(name, description, NonNull(Connection(entity)),
            [
                .. Paging(),
                new(filters.Filter(entity)) { Name = "where", Description = "Only rows that fulfil this." },
                new(ListOf(filters.Sort(entity))) { Name = "order", Description = "Order of the rows, the first key first; ties are ordered by the rows' keys." },
            ]));
    }

    /// <summary>Arguments that choose a page.</summary>
    internal IEnumerable<QueryArgument> Paging()
    {
        var (count, cursor) = (Scalar(new(ScalarKind.Int, true)), Scalar(new(ScalarKind.String, true)));
        return
        [
            new(count) { Name = "first", Description = $"How many rows, from the start; {Sizes.Rows} where neither first nor last is given, at most {Sizes.MostRows}." },
            new(cursor) { Name = "after", Description = "Cursor: only rows after it." },
            new(count) { Name = "last", Description = $"How many rows, from the end; at most {Sizes.MostRows}." },
            new(cursor) { Name = "before", Description = "Cursor: only rows before it." },
        ];
    }

    private ObjectGraphType Connection(EntityType entity) => Type<ObjectGraphType>($"{entity.Name}Connection", () =>
    {
        var edge = new ObjectGraphType { Name = $"{entity.Name}Edge", Description = $"{Names.Pascal(Names.WithArticle(entity.Name))} in a list, with its cursor." };
        edge.AddField(Plain("cursor", "Opaque place of this row in the list's order, for after and before.", NonNull(Scalar(new(ScalarKind.String, false)))));
        edge.AddField(Plain("node", "The row.", NonNull(types[entity.Name])));
        types.Add(edge.Name, edge);
        var connection = new ObjectGraphType { Name = $"{entity.Name}Connection", Description = $"A page of a list of {entity.Name} rows." };
        connection.AddField(Plain("edges", "Rows with their cursors.", NonNull(ListOf(edge))));
        connection.AddField(Plain("nodes", "Rows.", NonNull(ListOf(types[entity.Name]))));
        connection.AddField(Plain("pageInfo", "Where the page lies in the list.", NonNull(PageInfo)));
        connection.AddField(CostDirectives.Weighted(CostWeights.Count, Plain("totalCount", "Rows of the whole list that fulfil where; counted only when asked for.", NonNull(Scalar(new(ScalarKind.Int, false))))));
        new AggregateTypes(this, model).AddTo(connection, entity);
        return connection;
    });

    private ObjectGraphType BuildPageInfo()
    {
        var info = Type<ObjectGraphType>("PageInfo", () => new() { Name = "PageInfo", Description = "Where a page lies in its list." });
        info.AddField(Plain("hasNextPage", "Whether rows follow the page.", NonNull(Scalar(new(ScalarKind.Boolean, false)))));
        info.AddField(Plain("hasPreviousPage", "Whether rows precede the page.", NonNull(Scalar(new(ScalarKind.Boolean, false)))));
        info.AddField(Plain("startCursor", "Cursor of the page's first row; null where the page is empty.", Scalar(new(ScalarKind.String, true))));
        info.AddField(Plain("endCursor", "Cursor of the page's last row; null where the page is empty.", Scalar(new(ScalarKind.String, true))));
        return info;
    }

    private ObjectGraphType BuildQuery(bool isSubgraph)
    {
        var query = new ObjectGraphType { Name = "Query", Description = "What can be read. Every operation is answered from one snapshot, in one round trip to the database." };
        var id = Scalar(new(ScalarKind.Id, false));
        query.AddField(Plain("node", "The row with this global id, of any type; null where there is none that the reader may see.", Node,
            new QueryArgument(NonNull(id)) { Name = "id", Description = "Global id." }));
        query.AddField(Plain("nodes", "Rows by global id, in the order given; null for each that the reader may not see.", NonNull(new ListGraphType(Node)),
            new QueryArgument(NonNull(ListOf(id))) { Name = "ids", Description = $"Global ids, at most {Sizes.MostRows}." }));
        if (model.Search is { } search)
            query.AddField(new MergedTypes(this).Field("search", "Rows of any type that have every word of a text in their searchable fields, the best first.", search,
                new QueryArgument(NonNull(Scalar(new(ScalarKind.String, false)))) { Name = "text", Description = "Words: at most 16, in at most 200 characters. Upper or lower case, accents and the width of letters make no difference." }));
        query.AddField(ViewerType.Root(this, model));
        foreach (var entity in model.Entities.Values)
        {
            if (entity.One is { } one)
                query.AddField(Plain(one, $"One {entity.Name}, by exactly one of the arguments; null where there is none that the reader may see.", types[entity.Name],
                    [new QueryArgument(id) { Name = "id", Description = "Global id." },
                     .. entity.Lookups.Select(l => (ScalarField)entity.Fields[l])
                         .Select(l => new QueryArgument(Scalar(l.Type)) { Name = l.Name, Description = l.Description })]));
            if (entity.Many is { } many) query.AddField(ConnectionField(many, $"{entity.Name} rows: {entity.Description}", entity));
        }
        if (isSubgraph) Federation.AddTo(query, this, model);
        return query;
    }
}
