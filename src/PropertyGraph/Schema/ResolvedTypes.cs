using GraphQL.Types;
using static PropertyGraph.Schema.GraphSchema;

namespace PropertyGraph.Schema;

/// <summary>Graph types of what resolved fields give.</summary>
internal sealed class ResolvedTypes(GraphSchema schema)
{
    public IGraphType Of(ResolvedType type)
    {
        var bare = type switch
        {
            ResolvedScalar scalar => schema.Scalar(scalar.Type),
            ResolvedList list => new ListGraphType(Of(list.Element)),
            ResolvedObject { Record: var record } => Object(record),
            _ => throw new NotSupportedException(type.GetType().Name),
        };
        return type.IsNullable ? bare : NonNull(bare);
    }

    private ObjectGraphType Object(ResolvedRecord record) => schema.Type<ObjectGraphType>(record.Name, () =>
    {
        var type = new ObjectGraphType { Name = record.Name, Description = record.Description };
        foreach (var field in record.Fields.Values) type.AddField(Plain(field.Name, field.Description, Of(field.Type)));
        return type;
    });
}
