using GraphQL.Types;

namespace PropertyGraph.Requests;

/// <summary>Coercion of one input value by its type (GraphQL 3, "Input Coercion" of each kind of type).</summary>
internal static class InputCoercion
{
    /// <summary>False where the value is wrong, or the type is of a kind that needs more than this; then the value is undefined.</summary>
    public static bool Try(IGraphType type, object? value, out object? coerced)
    {
        coerced = null;
        switch (type)
        {
            case NonNullGraphType nonNull: return value is not null && Try(nonNull.ResolvedType!, value, out coerced);
            case ListGraphType list: return value is null || TryList(list.ResolvedType!, value, out coerced);
            case ScalarGraphType scalar: return TryScalar(scalar, value, out coerced);
            case IInputObjectGraphType { IsOneOf: false } input: return value is null || (value is IDictionary<string, object?> fields && TryObject(input, fields, out coerced));
            default: return false;
        }
    }

    private static bool TryScalar(ScalarGraphType type, object? value, out object? coerced)
    {
        coerced = null;
        try
        {
            coerced = type.ParseValue(value);
            return true;
        }
        catch (Exception)
        {
            // Each scalar has its own way to refuse; GraphQL.NET takes them all alike, too.
            return false;
        }
    }

    /// <summary>A single value is a list of one.</summary>
    private static bool TryList(IGraphType element, object value, out object? coerced)
    {
        var given = value as object?[] ?? [value];
        var items = new object?[given.Length];
        coerced = items;
        for (var i = 0; i < given.Length; i++)
            if (!Try(element, given[i], out items[i])) return false;
        return true;
    }

    private static bool TryObject(IInputObjectGraphType type, IDictionary<string, object?> given, out object? coerced)
    {
        var fields = new Dictionary<string, object?>(given.Count);
        coerced = fields;
        var known = 0;
        foreach (var field in type.Fields)
        {
            if (field.Parser is not null || field.Validator is not null || field.DefaultValue is not null) return false;
            if (given.TryGetValue(field.Name, out var value))
            {
                known++;
                if (!Try(field.ResolvedType!, value, out var inner)) return false;
                fields.Add(field.Name, inner);
            }
            else if (field.ResolvedType is NonNullGraphType) return false;
        }
        return known == given.Count;
    }
}
