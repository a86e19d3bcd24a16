using System.Reflection;
using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Commands;

/// <summary>Makes a <see cref="CommandDefinition"/> from a handler: what the schema says is what the C# says.</summary>
internal static class CommandReflection
{
    private static readonly Type[] KernelFaults =
        [typeof(ValidationError), typeof(NotFound), typeof(NotAllowed), typeof(Conflict), typeof(IdempotencyKeyReused)];

    public static CommandDefinition Define(Delegate handler, string module)
    {
        var method = handler.Method;
        var where = $"Module '{module}', {method.DeclaringType?.Name}.{method.Name}";
        if (method.GetParameters() is not [var first, ..])
            throw new StartupException($"{where}: a command's handler takes its input record as the first parameter.");
        var input = first.ParameterType;
        var name = Names.Camel(input.Name);
        where = $"Module '{module}', command '{name}'";
        var faults = method.GetCustomAttribute<MayFailAttribute>()?.Faults ?? [];
        foreach (var wrong in faults.Where(f => !f.IsSubclassOf(typeof(Fault))))
            throw new StartupException($"{where}: [MayFail] lists {wrong.Name}, which is no {nameof(Fault)}.");
        var allow = method.GetCustomAttribute<AllowAttribute>();
        return new CommandDefinition
        {
            Name = name,
            Module = module,
            Description = Described(method, $"{where}: the handler"),
            Input = InputOf(input, Names.Pascal(name) + "Input", where, []),
            Entity = EntityOf(method, where),
            Faults = [.. KernelFaults.Concat(faults).Distinct()],
            Values = [.. method.GetCustomAttributes<ReturnsAttribute>().Select(r => ReturnedBy(r, where))],
            Positions = allow?.Positions ?? [],
            IsFixed = allow?.IsFixed ?? false,
            Audiences = AudiencesOf(method, allow),
            Handler = handler,
        };
    }

    /// <summary>Without any attribute only the platform itself may call; [Allow] adds staff.</summary>
    private static AudienceSet AudiencesOf(MethodInfo method, AllowAttribute? allow)
    {
        var audiences = AudienceSets.Of(method.GetCustomAttribute<AllowAudienceAttribute>()?.Audiences ?? []);
        return allow is null ? audiences : audiences | AudienceSet.Staff;
    }

    private static string EntityOf(MethodInfo method, string where)
    {
        var outcome = method.ReturnType is { IsGenericType: true } task && task.GetGenericTypeDefinition() == typeof(Task<>) ? task.GetGenericArguments()[0] : null;
        return outcome is { IsGenericType: true } && outcome.GetGenericTypeDefinition() == typeof(Outcome<>)
            ? outcome.GetGenericArguments()[0].Name
            : throw new StartupException($"{where}: the handler returns {method.ReturnType.Name}; it must return Task<Outcome<TEntity>>.");
    }

    private static PayloadValue ReturnedBy(ReturnsAttribute returns, string where)
    {
        try
        {
            return new(returns.Field, ValueType.Of(returns.Type, true) with { IsNullable = true }, returns.Description, returns.Repeatable);
        }
        catch (NotSupportedException error)
        {
            throw new StartupException($"{where}, [Returns(\"{returns.Field}\")]: {error.Message}", error);
        }
    }

    private static InputObject InputOf(Type record, string name, string where, IReadOnlyList<Type> outer)
    {
        if (outer.Contains(record)) throw new StartupException($"{where}: the input record {record.Name} contains itself.");
        var constructor = record.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(c => c.GetParameters() is not [var only] || only.ParameterType != record)
            .MaxBy(c => c.GetParameters().Length);
        if (constructor is null || !record.IsClass || record == typeof(System.Text.Json.JsonDocument)) throw new StartupException($"{where}: {record.Name} has no form in the schema; use a record, a scalar or an enum.");
        var nullability = new NullabilityInfoContext();
        return new(name, Described(record, $"{where}: the input record {record.Name}"), record,
            [.. constructor.GetParameters().Select(p => FieldOf(p, nullability, where, [.. outer, record]))]);
    }

    private static InputField FieldOf(ParameterInfo parameter, NullabilityInfoContext context, string where, IReadOnlyList<Type> outer)
    {
        where = $"{where}, parameter '{parameter.Name}'";
        var type = parameter.ParameterType;
        var isNullable = Nullable.GetUnderlyingType(type) is not null
            || (!type.IsValueType && context.Create(parameter).WriteState == NullabilityState.Nullable);
        var element = type == typeof(string) ? null : ValueType.ElementOf(type);
        var bare = Nullable.GetUnderlyingType(element ?? type) ?? element ?? type;
        var idOf = parameter.GetCustomAttribute<IdOfAttribute>()?.Type;
        if (idOf is not null && bare != typeof(Guid)) throw new StartupException($"{where}: [IdOf] is for a Guid or a list of Guids, not {bare.Name}.");
        var value = idOf is not null ? new(ScalarKind.Id, isNullable, element is not null) : ScalarOf(bare, isNullable, element is not null);
        return new(
            Names.Camel(parameter.Name!), Described(parameter, where), value,
            value is null ? InputOf(bare, NestedName(bare), where, outer) : null,
            idOf, !isNullable && !parameter.HasDefaultValue, element is not null, parameter);
    }

    private static ValueType? ScalarOf(Type bare, bool isNullable, bool isList)
    {
        if (bare == typeof(Files.UploadedFile)) return new(ScalarKind.Upload, isNullable, isList);
        if (bare.IsClass && bare != typeof(string) && bare != typeof(Uri)) return null;
        try
        {
            return ValueType.Of(bare, false) is { Kind: not ScalarKind.Json } type ? type with { IsNullable = isNullable, IsList = isList } : null;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private static string NestedName(Type record) => record.Name.EndsWith("Input", StringComparison.Ordinal) ? record.Name : record.Name + "Input";

    private static string Described(ICustomAttributeProvider element, string where) =>
        element.GetCustomAttributes(typeof(DescribesAttribute), false) is [DescribesAttribute { Text.Length: > 0 } describes, ..]
            ? describes.Text
            : throw new StartupException($"{where} has no description; add [Describes(\"...\")].");
}
