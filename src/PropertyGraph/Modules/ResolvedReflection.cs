using System.Linq.Expressions;
using System.Reflection;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Modules;

/// <summary>Makes a <see cref="ResolvedType"/> from a C# type: what the schema says is what the C# says, nullability too.</summary>
internal static class ResolvedReflection
{
    /// <param name="where">Who declares it and for which field, for messages.</param>
    /// <exception cref="StartupException">It has no form in the schema, contains itself, or lacks a description.</exception>
    public static ResolvedType Of(Type type, bool isNullable, string where) => Of(type, null, isNullable, where, []);

    private static ResolvedType Of(Type type, NullabilityInfo? info, bool isNullable, string where, IReadOnlyList<Type> outer)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (Scalar(bare) is { } scalar) return new ResolvedScalar(scalar with { IsNullable = isNullable });
        if (ElementOf(bare) is not { } element) return new ResolvedObject(Record(bare, where, outer), isNullable);
        var inner = info?.ElementType ?? info?.GenericTypeArguments.FirstOrDefault();
        return new ResolvedList(Of(element, inner, IsNullable(element, inner), where, outer), isNullable);
    }

    /// <summary>A scalar, or a list of scalars that are never null.</summary>
    private static ValueType? Scalar(Type type)
    {
        if (type == typeof(string) || ElementOf(type) is not { } element) return Plain(type);
        return Nullable.GetUnderlyingType(element) is null && ElementOf(element) is null && Plain(element) is { } value ? value with { IsNullable = false, IsList = true } : null;
    }

    private static ValueType? Plain(Type type)
    {
        if (type.IsGenericType || type.IsArray) return null;
        try
        {
            return ValueType.Of(type, false);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type != typeof(string) && type.IsGenericType && type.GetGenericArguments() is [var only] && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? only
        : null;

    private static bool IsNullable(Type type, NullabilityInfo? info) => Nullable.GetUnderlyingType(type) is not null || info is { Type.IsValueType: false, ReadState: NullabilityState.Nullable };

    private static ResolvedRecord Record(Type type, string where, IReadOnlyList<Type> outer)
    {
        if (outer.Contains(type))
            throw new StartupException($"{where}: {string.Join(" -> ", outer.SkipWhile(t => t != type).Append(type).Select(t => t.Name))} is a circle; an object of a resolved field holds no object of its own type.");
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0).ToList();
        if (type.IsInterface || type.IsAbstract || type.IsGenericType || type.Namespace is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal)) || properties.Count == 0)
            throw new StartupException($"{where}: {type.Name} has no form in the schema; use a scalar, an enum, a record with public properties, or a list of such.");
        var nullability = new NullabilityInfoContext();
        return new ResolvedRecord
        {
            Name = type.Name,
            Description = type.GetCustomAttribute<DescribesAttribute>()?.Text ?? throw Undescribed(where, type.Name),
            ClrType = type,
            Fields = properties.Select(p => Part(p, nullability.Create(p), where, [.. outer, type])).ToDictionary(p => p.Name),
        };
    }

    private static ResolvedPart Part(PropertyInfo property, NullabilityInfo info, string where, IReadOnlyList<Type> outer) => new(
        Names.Camel(property.Name),
        Description(property) ?? throw Undescribed(where, $"{outer[^1].Name}.{property.Name}"),
        Of(property.PropertyType, info, IsNullable(property.PropertyType, info), where, outer),
        Getter(property));

    /// <summary>Of the property, or of the parameter of a positional record.</summary>
    private static string? Description(PropertyInfo property) =>
        (property.GetCustomAttribute<DescribesAttribute>()
            ?? property.DeclaringType!.GetConstructors().SelectMany(c => c.GetParameters()).Where(p => p.Name == property.Name).Select(p => p.GetCustomAttribute<DescribesAttribute>()).FirstOrDefault(d => d is not null))?.Text;

    private static Func<object, object?> Getter(PropertyInfo property)
    {
        var owner = Expression.Parameter(typeof(object));
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(Expression.Convert(owner, property.DeclaringType!), property), typeof(object)), owner).Compile();
    }

    private static StartupException Undescribed(string where, string element) => new($"{where}: {element} has no description; add [Describes(\"...\")] to it.");
}
