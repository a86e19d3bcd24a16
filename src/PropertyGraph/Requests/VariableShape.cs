using System.Globalization;
using System.Text;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using PropertyGraph.Schema;

namespace PropertyGraph.Requests;

/// <summary>
/// The part of the variables that a plan depends on: presence, null, field names, list lengths of objects, booleans, enum values, page sizes, and the types behind global
/// ids. Two requests with equal shapes differ only in what fills the slots.
/// </summary>
internal static class VariableShape
{
    private const int LongestKept = 4096;

    [ThreadStatic]
    private static StringBuilder? builder;

    public static string Of(Operation operation, ISchema schema)
    {
        if (operation.Definition.Variables is not { Count: > 0 } definitions) return "";
        var text = (builder ??= new()).Clear();
        foreach (var definition in definitions)
        {
            var name = definition.Variable.Name.StringValue;
            var (given, value) = operation.Variable(name);
            text.Append(name).Append(given ? '=' : '-');
            if (given && value is int rows && operation.Document.PageSizes.Contains(name)) text.Append(rows);
            else if (given) Append(text, value, TypeOf(definition.Type, schema), schema);
            text.Append(';');
        }
        var shape = text.ToString();
        if (text.Capacity > LongestKept) builder = null;
        return shape;
    }

    private static void Append(StringBuilder text, object? value, IGraphType? type, ISchema schema)
    {
        switch (value)
        {
            case null: text.Append('n'); break;
            case IEnumerable<object?> list when type is AnyScalar any:
                text.Append('(').AppendJoin('|', list.Select(any.ShapeOf).Distinct()).Append(')');
                break;
            case not null when type is AnyScalar any:
                text.Append(any.ShapeOf(value));
                break;
            case bool flag: text.Append(flag ? 't' : 'f'); break;
            case IDictionary<string, object?> fields:
                text.Append('{');
                foreach (var (name, inner) in fields)
                {
                    text.Append(name).Append(':');
                    Append(text, inner, (type as IComplexGraphType)?.GetField(name)?.ResolvedType?.GetNamedType() as IGraphType, schema);
                    text.Append(',');
                }
                text.Append('}');
                break;
            case string name when type is EnumerationGraphType: text.Append(name); break;
            case System.Collections.IEnumerable list and not string when type is IInputObjectGraphType or PlanningEnum:
                text.Append('[');
                foreach (var item in list)
                {
                    Append(text, item, type, schema);
                    text.Append(',');
                }
                text.Append(']');
                break;
            default:
                text.Append('v');
                if (type is IdGraphType) AppendIdTypes(text, value, schema);
                break;
        }
    }

    /// <summary>Only names of the schema: a made-up one could spell the shape of other variables.</summary>
    private static void AppendIdTypes(StringBuilder text, object value, ISchema schema)
    {
        text.Append('(');
        if (value is System.Collections.IEnumerable list and not string) text.AppendJoin('|', list.Cast<object?>().Select(id => TypeBehind(id, schema)).Distinct());
        else text.Append(TypeBehind(value, schema));
        text.Append(')');
    }

    private static string TypeBehind(object? id, ISchema schema) =>
        GlobalId.TryDecode(id as string ?? Convert.ToString(id, CultureInfo.InvariantCulture) ?? "", out var type, out _) && schema.AllTypes[type] is not null ? type : "?";

    private static IGraphType? TypeOf(GraphQLType type, ISchema schema) => type switch
    {
        GraphQLNonNullType nonNull => TypeOf(nonNull.Type, schema),
        GraphQLListType list => TypeOf(list.Type, schema),
        GraphQLNamedType named => schema.AllTypes[named.Name],
        _ => null,
    };
}
