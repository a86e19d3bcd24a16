using System.Reflection;
using GraphQL.Types;
using PropertyGraph.Commands;
using PropertyGraph.Faults;
using static PropertyGraph.Schema.GraphSchema;

namespace PropertyGraph.Schema;

/// <summary>Types of the commands: input, payload, and a union of the errors each may answer.</summary>
internal sealed class MutationTypes(GraphSchema schema, IObjectGraphType query)
{
    public ObjectGraphType Build(IReadOnlyList<CommandDefinition> commands)
    {
        var mutation = new ObjectGraphType { Name = "Mutation", Description = "What can be changed. Each change is one transaction with its event; client mistakes are in the payload's errors." };
        foreach (var command in commands)
            mutation.AddField(Plain(command.Name, command.Description, NonNull(Payload(command)),
                new QueryArgument(NonNull(Input(command.Input, true))) { Name = "input", Description = "What to do." }));
        return mutation;
    }

    private InputObjectGraphType Input(InputObject input, bool top) => schema.Type<InputObjectGraphType>(input.Name, () =>
    {
        var type = new InputObjectGraphType { Name = input.Name, Description = input.Description };
        foreach (var field in input.Fields)
        {
            IGraphType value = field.Object is { } nested ? Input(nested, false) : schema.Scalar(field.Value! with { IsList = false });
            if (field.IsList) value = ListOf(value);
            type.AddField(Plain(field.Name, field.Description, field.IsRequired ? NonNull(value) : value));
        }
        if (top)
            type.AddField(Plain("idempotencyKey", "Chosen by the client, at most 100 characters: the same key with the same input answers the first outcome again instead of acting twice. Kept for 30 days.",
                schema.Scalar(new(ScalarKind.String, true))));
        return type;
    });

    private ObjectGraphType Payload(CommandDefinition command)
    {
        var pascal = Names.Pascal(command.Name);
        return schema.Type<ObjectGraphType>($"{pascal}Payload", () =>
        {
            var payload = new ObjectGraphType { Name = $"{pascal}Payload", Description = $"What {command.Name} came to." };
            payload.AddField(Plain(Names.Camel(command.Entity), "The row after the change; null where there are errors, or where the caller may not see it.", schema[command.Entity]));
            foreach (var value in command.Values) payload.AddField(Plain(value.Name, value.Description, schema.Scalar(value.Type)));
            payload.AddField(Plain("errors", "Why nothing was changed; null on success.", ListOf(Union(pascal, command))));
            payload.AddField(Plain("query", "Anything else, read after the change.", NonNull(query)));
            return payload;
        });
    }

    private UnionGraphType Union(string pascal, CommandDefinition command) => schema.Type<UnionGraphType>($"{pascal}Error", () =>
    {
        var union = new UnionGraphType { Name = $"{pascal}Error", Description = $"A mistake in a call of {command.Name}." };
        foreach (var fault in command.Faults) union.AddPossibleType(FaultType(fault));
        return union;
    });

    private ObjectGraphType FaultType(Type fault) => schema.Type<ObjectGraphType>(fault.Name, () =>
    {
        var type = new ObjectGraphType { Name = fault.Name, Description = DescriptionOf(fault, fault.Name), IsTypeOf = _ => false };
        foreach (var field in ErrorFields()) type.AddField(field);
        foreach (var property in FaultFields.Of(fault))
            type.AddField(Plain(Names.Camel(property.Name), DescriptionOf(property, $"{fault.Name}.{property.Name}"), schema.Value(ValueType.Of(property.PropertyType, FaultFields.MayBeNull(property)))));
        var error = schema.Type<InterfaceGraphType>("Error", () =>
        {
            var contract = new InterfaceGraphType { Name = "Error", Description = "A client's mistake." };
            foreach (var field in ErrorFields()) contract.AddField(field);
            return contract;
        });
        type.AddResolvedInterface(error);
        error.AddPossibleType(type);
        return type;
    });

    private IEnumerable<FieldType> ErrorFields() =>
    [
        Plain("message", "What was wrong and what to do.", NonNull(schema.Scalar(new(ScalarKind.String, false)))),
        Plain("code", "Stable code of the kind of mistake.", NonNull(schema.Scalar(new(ScalarKind.String, false)))),
        Plain("path", "Path into the input; null where no single input is to blame.", schema.Scalar(new(ScalarKind.String, true, true))),
    ];
}

/// <summary>Fields that a fault record adds to <c>Error</c>.</summary>
internal static class FaultFields
{
    public static IReadOnlyList<PropertyInfo> Of(Type fault) =>
        [.. fault.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(p => p.Name is not (nameof(Fault.Message) or nameof(Fault.Path) or nameof(Fault.Code) or "EqualityContract"))];

    public static bool MayBeNull(PropertyInfo property) => !property.PropertyType.IsValueType && new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
}
