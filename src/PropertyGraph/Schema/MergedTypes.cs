using GraphQL.Types;
using static PropertyGraph.Schema.GraphSchema;

namespace PropertyGraph.Schema;

/// <summary>Types of merged lists: connection, edge, the union of the members and the enum that restricts them.</summary>
internal sealed class MergedTypes(GraphSchema schema)
{
    /// <summary>A merged list as a field.</summary>
    public FieldType Field(string name, string description, MergedList list, params QueryArgument[] first)
    {
        return CostDirectives.Weighted(CostWeights.Statement + list.Members.Sum(m => m is SearchedMember ? CostWeights.SearchedType : CostWeights.MergedType), CostDirectives.Sized(schema.Sizes, Plain(name, description, NonNull(Connection(list)),
            [
                .. first,
                new QueryArgument(ListOf(Types(list))) { Name = "types", Description = "Only rows of these types; rows of all types where it is not given." },
                .. list.Place.Kind == ScalarKind.DateTime
                    ? [new QueryArgument(FilterTypes.Direction(schema)) { Name = "order", Description = "Latest first (DESC), or earliest first (ASC).", DefaultValue = "DESC" }]
                    : Array.Empty<QueryArgument>(),
                .. schema.Paging(),
            ])));
    }

    private ObjectGraphType Connection(MergedList list) => schema.Type<ObjectGraphType>(list.Connection, () =>
    {
        var item = Item(list);
        var edge = schema.Type<ObjectGraphType>(list.Edge, () => new() { Name = list.Edge, Description = "A row of a merged list, with its place and its cursor." });
        edge.AddField(Plain("cursor", "Opaque place of this row in the list's order, for after and before.", NonNull(schema.Scalar(new(ScalarKind.String, false)))));
        edge.AddField(Plain(list.Place.Name, list.Place.Description, NonNull(schema.Scalar(new(list.Place.Kind, false)))));
        edge.AddField(Plain("node", "The row.", NonNull(item)));
        var connection = new ObjectGraphType { Name = list.Connection, Description = "A page of a list of rows of several types." };
        connection.AddField(Plain("edges", "Rows with their places and cursors.", NonNull(ListOf(edge))));
        connection.AddField(Plain("nodes", "Rows.", NonNull(ListOf(item))));
        connection.AddField(Plain("pageInfo", "Where the page lies in the list.", NonNull(schema.PageInfo)));
        connection.AddField(CostDirectives.Weighted(CostWeights.Count, Plain("totalCount", "Rows of the whole list; counted only when asked for.", NonNull(schema.Scalar(new(ScalarKind.Int, false))))));
        return connection;
    });

    private UnionGraphType Item(MergedList list) => schema.Type<UnionGraphType>(list.Item, () =>
    {
        // Queries are compiled: nothing asks for the type of an object.
        var union = new UnionGraphType { Name = list.Item, Description = "A row of a merged list.", ResolveType = _ => null };
        foreach (var member in list.Members) union.AddPossibleType((ObjectGraphType)schema[member.Type]);
        return union;
    });

    private EnumerationGraphType Types(MergedList list) => schema.Type<EnumerationGraphType>(list.Types, () =>
    {
        var types = new PlanningEnum { Name = list.Types, Description = "Types of the rows of a merged list." };
        foreach (var member in list.Members)
            types.Add(new EnumValueDefinition(Names.Screaming(member.Type), Names.Screaming(member.Type)) { Description = $"Rows of the type {member.Type}." });
        return types;
    });
}

/// <summary>An enum whose values decide what is planned: in variables they are part of a plan's key.</summary>
internal sealed class PlanningEnum : EnumerationGraphType;
