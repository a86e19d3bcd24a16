using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;

namespace PropertyGraph.Schema;

/// <summary>A representation of another subgraph's: an object with <c>__typename</c> and the fields of a key.</summary>
internal sealed class AnyScalar : ScalarGraphType
{
    private const string Typename = "__typename";
    private readonly IReadOnlyDictionary<string, EntityType> entities;

    public AnyScalar(IReadOnlyDictionary<string, EntityType> entities)
    {
        this.entities = entities;
        (Name, Description) = (Federation.Any, "A representation of a row: an object with __typename and the fields of one of the type's keys, such as {\"__typename\": \"Complaint\", \"id\": \"...\"}.");
    }

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        IDictionary<string, object?> fields when fields.TryGetValue(Typename, out var name) && name is string => fields,
        _ => throw new FormatException($"A representation is an object with a {Typename} and a key."),
    };

    public override object? ParseLiteral(GraphQLValue value) => value is GraphQLNullValue ? null : ParseValue(Value(value));

    public override object? Serialize(object? value) => value;

    /// <summary>What a plan depends on: type and key, in names of the schema alone. A made-up name could spell the shape of other variables.</summary>
    public string ShapeOf(object? representation) =>
        representation is IDictionary<string, object?> fields && entities.GetValueOrDefault(TypeOf(fields)) is { } entity ? $"{entity.Name}.{KeyOf(entity, fields)?.Name}" : "?";

    /// <summary>Name of the type that a representation is of.</summary>
    public static string TypeOf(IDictionary<string, object?> representation) => (string)representation[Typename]!;

    /// <summary>The first of the type's keys that a representation has; null where it has none.</summary>
    public static ScalarField? KeyOf(EntityType entity, IDictionary<string, object?> representation) =>
        entity.References.FirstOrDefault(key => representation.TryGetValue(key.Name, out var value) && value is not null);

    /// <summary>The key's value as PostgreSQL takes it; null where no row can have it.</summary>
    public static object? KeyIn(IDictionary<string, object?> representation, EntityType entity, ScalarField key)
    {
        var text = representation[key.Name] switch
        {
            string given => given,
            IConvertible number and not bool => Convert.ToString(number, CultureInfo.InvariantCulture)!,
            _ => null,
        };
        if (text is null) return null;
        return key.Type.Kind switch
        {
            ScalarKind.Id => GlobalId.TryDecode(text, out var type, out var id) && type == entity.Name ? id : null,
            ScalarKind.Uuid => Guid.TryParse(text, out var uuid) ? uuid : null,
            ScalarKind.Int => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            ScalarKind.Long => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ => Faults.StorableText.Objection(text) is null ? text : null,
        };
    }

    /// <summary>A literal of the document. Variables inside it would be no part of the plan's key.</summary>
    internal static object? Value(GraphQLValue value) => value switch
    {
        GraphQLObjectValue fields => Fields(fields),
        GraphQLStringValue text => (string)text.Value,
        GraphQLIntValue number => (string)number.Value,
        GraphQLFloatValue number => (string)number.Value,
        GraphQLBooleanValue flag => flag.Value == "true",
        GraphQLEnumValue name => name.Name.StringValue,
        GraphQLListValue list => (list.Values ?? []).Select(Value).ToArray(),
        GraphQLNullValue => null,
        _ => throw new FormatException("A representation in the document has no variables inside; send all representations as one variable."),
    };

    private static Dictionary<string, object?> Fields(GraphQLObjectValue value)
    {
        var fields = new Dictionary<string, object?>();
        foreach (var field in value.Fields ?? []) fields[field.Name.StringValue] = Value(field.Value);
        return fields;
    }
}
