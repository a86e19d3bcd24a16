using System.Reflection;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Schema;

/// <summary>
/// Names of the schema's types and the modules they come from. Modules don't know each other's C# names: two that mean different things by one
/// would silently share the first one's type.
/// </summary>
internal sealed class TypeNames
{
    public const string Kernel = "the kernel";
    private static readonly string[] KernelNames = ["Query", "Mutation", "Subscription", "Node", "PageInfo", "Error", "Actor", ViewerType.Name, "SortEnumType", "CalendarUnit", "CalendarBucketInput", "CalendarDateBucketInput", "ID", "UUID", "URL", "JSON"];
    private readonly Dictionary<string, (object Meaning, string Module)> known = [];

    private TypeNames()
    {
        foreach (var name in KernelNames.Union(System.Enum.GetNames<ScalarKind>().Except([nameof(ScalarKind.Id), nameof(ScalarKind.Uuid), nameof(ScalarKind.Url), nameof(ScalarKind.Json), nameof(ScalarKind.Enum)])))
            known.Add(name, (name, Kernel));
        Claim(nameof(Access.Audience), typeof(Access.Audience), Kernel);
        Claim(nameof(Access.Position), typeof(Access.Position), Kernel);
    }

    /// <exception cref="StartupException">Two types have one name, or an enum lacks a description.</exception>
    public static void Check(GraphModel model)
    {
        var names = new TypeNames();
        foreach (var name in model.Search?.TypeNames ?? []) names.Claim(name, name, Kernel);
        foreach (var entity in model.Entities.Values) names.Add(entity);
        foreach (var field in model.Entities.Values.SelectMany(e => e.Fields.Values))
            names.Add(field);
        foreach (var merged in model.Entities.Values.SelectMany(e => e.Fields.Values).OfType<MergedField>())
            foreach (var name in merged.List.TypeNames) names.Claim(name, merged.List, merged.Module);
        foreach (var watched in model.Subscriptions)
            foreach (var suffix in new[] { "Change", "ChangeKind" }) names.Claim(watched.Entity + suffix, watched.Entity, watched.Module);
        foreach (var board in model.Boards) names.Claim(board.TypeName, board, board.Module);
        foreach (var command in model.Commands) names.Add(command);
    }

    private void Add(EntityType entity)
    {
        Claim(entity.Name, entity.ClrType, entity.Module);
        foreach (var suffix in AggregateTypes.Suffixes.Concat(["Connection", "Edge", "FilterInput", "SortInput"])) Claim(entity.Name + suffix, entity.Name, entity.Module);
    }

    private void Add(Field field)
    {
        if (field is ScalarField scalar) Add(scalar.Type, field.Module);
        if (field is not ResolvedField { Type: var resolved }) return;
        foreach (var record in resolved.Records()) Claim(record.Name, record.ClrType, field.Module);
        foreach (var value in resolved.Values()) Add(value, field.Module);
    }

    private void Add(CommandDefinition command)
    {
        Add(command.Input, command.Module);
        foreach (var suffix in new[] { "Payload", "Error" }) Claim(Names.Pascal(command.Name) + suffix, command.Name, command.Module);
        foreach (var value in command.Values) Add(value.Type, command.Module);
        foreach (var fault in command.Faults) Claim(fault.Name, fault, fault.Assembly == typeof(TypeNames).Assembly ? Kernel : command.Module);
    }

    private void Add(InputObject input, string module)
    {
        Claim(input.Name, input.ClrType, module);
        foreach (var field in input.Fields)
        {
            Add(field.Value, module);
            if (field.Object is { } nested) Add(nested, module);
        }
    }

    private void Add(ValueType? type, string module)
    {
        if (type?.Enum is not { } enumeration || !Claim(enumeration.Name, enumeration, module)) return;
        Require(enumeration, enumeration.Name, module);
        foreach (var name in System.Enum.GetNames(enumeration)) Require(enumeration.GetField(name)!, $"{enumeration.Name}.{name}", module);
    }

    private static void Require(MemberInfo member, string name, string module)
    {
        if (string.IsNullOrWhiteSpace(member.GetCustomAttribute<DescribesAttribute>()?.Text))
            throw new StartupException($"Module '{module}' shows the enum{(member is Type ? "" : " value")} {name} without a description; add [Describes(\"...\")] to it.");
    }

    /// <returns>Whether the name is new.</returns>
    private bool Claim(string name, object meaning, string module)
    {
        if (known.TryAdd(name, (meaning, module))) return true;
        var first = known[name];
        if (Equals(first.Meaning, meaning)) return false;
        throw Clash(first.Module, module, $"the type {name}", "rename one of the two classes");
    }

    /// <summary>Two definitions of one name.</summary>
    public static StartupException Clash(string first, string second, string what, string wayOut) => new(
        first == Kernel ? $"Module '{second}' defines {what}, as the kernel does; choose another name."
        : first == second ? $"Module '{first}' defines {what} twice; {wayOut}."
        : $"Modules '{first}' and '{second}' both define {what}; {wayOut}.");
}
