using GraphQL.Types;
using PropertyGraph.Modules;

namespace PropertyGraph.Schema;

/// <summary>Every element of the schema is described; one that isn't stops the start-up.</summary>
internal static class DescriptionCheck
{
    /// <summary>Scalars that the GraphQL specification itself describes.</summary>
    private static readonly string[] BuiltIn = ["ID", "String", "Int", "Float", "Boolean"];

    public static void Run(ISchema schema)
    {
        foreach (var type in schema.AllTypes.Where(t => !t.Name.StartsWith("__", StringComparison.Ordinal) && !BuiltIn.Contains(t.Name)))
        {
            Require(type.Description, type.Name);
            if (type is EnumerationGraphType enumeration)
                foreach (var value in enumeration.Values) Require(value.Description, $"{type.Name}.{value.Name}");
            foreach (var field in type is IComplexGraphType complex ? complex.Fields : Enumerable.Empty<FieldType>())
            {
                Require(field.Description, $"{type.Name}.{field.Name}");
                foreach (var argument in field.Arguments ?? Enumerable.Empty<QueryArgument>()) Require(argument.Description, $"{type.Name}.{field.Name}({argument.Name}:)");
            }
        }
    }

    private static void Require(string? description, string element)
    {
        if (string.IsNullOrWhiteSpace(description)) throw new StartupException($"The schema element {element} has no description; give it one with [Describes(\"...\")] or in its builder call.");
    }
}
