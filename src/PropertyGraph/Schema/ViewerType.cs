using GraphQL.Types;
using PropertyGraph.Access;
using static PropertyGraph.Schema.GraphSchema;

namespace PropertyGraph.Schema;

/// <summary>The root field <c>viewer</c>: who asks, and the rows that modules say the viewer acts as.</summary>
internal static class ViewerType
{
    public const string Field = "viewer", Name = "Viewer", Audience = "audience", Position = "position";

    public static IReadOnlyList<string> KernelFields { get; } = [Audience, Position];

    public static FieldType Root(GraphSchema schema, GraphModel model) => Plain(Field, "Who asks.", NonNull(schema.Type<ObjectGraphType>(Name, () =>
    {
        var viewer = new ObjectGraphType { Name = Name, Description = "Who asks: the kind of reader, and the row that it acts as, as far as it may see it." };
        viewer.AddField(Plain(Audience, "The kind of reader.", NonNull(schema.Enum(typeof(Audience)))));
        viewer.AddField(Plain(Position, "Position of the member of staff; null for everybody else.", schema.Enum(typeof(Position))));
        foreach (var field in model.Viewer) viewer.AddField(Plain(field.Name, field.Description, schema[field.Entity]));
        return viewer;
    })));
}
