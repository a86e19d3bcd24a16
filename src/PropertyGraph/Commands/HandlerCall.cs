using System.Linq.Expressions;
using System.Reflection;
using Npgsql;
using PropertyGraph.Access;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Commands;

/// <summary>What a command's handler came to, whatever its entity.</summary>
internal sealed record HandlerOutcome(Guid? Key, IReadOnlyList<IEvent> Events, IReadOnlyList<Fault> Faults, IReadOnlyDictionary<string, object?> Values);

/// <summary>Calls a handler with what its parameters ask for by type. Compiled once at start-up: a call uses no reflection.</summary>
internal static class HandlerCall
{
    /// <summary>A call of any handler; the task is the handler's own.</summary>
    /// <param name="dbType">The module's database class, or null when it has none.</param>
    /// <param name="given">Type of the parameter that the caller gives, such as the input or the event; null when there is none.</param>
    /// <param name="where">For messages: module and handler.</param>
    /// <exception cref="StartupException">A parameter has a type that nothing is given for.</exception>
    public static Func<object?, CallScope, Task> Compile(Delegate handler, Type? dbType, Type? given, string where)
    {
        var method = handler.Method;
        if (!typeof(Task).IsAssignableFrom(method.ReturnType)) throw new StartupException($"{where}: the handler returns {method.ReturnType.Name}; it must return a Task.");
        var value = Expression.Parameter(typeof(object), "value");
        var scope = Expression.Parameter(typeof(CallScope), "scope");
        var arguments = method.GetParameters().Select(p => Argument(p, value, scope, dbType, given, where));
        var call = Expression.Call(handler.Target is null ? null : Expression.Constant(handler.Target), method, arguments);
        return Expression.Lambda<Func<object?, CallScope, Task>>(call, value, scope).Compile();
    }

    /// <summary>Makes what a module provides for a contract, from what its one constructor asks for.</summary>
    /// <exception cref="StartupException">It has not one public constructor, or one that asks for what nothing is given for.</exception>
    public static Func<CallScope, object> OfProvider(Type provider, Type? dbType, string where)
    {
        if (provider.GetConstructors() is not [var only]) throw new StartupException($"{where}: {provider.Name} needs exactly one public constructor.");
        var scope = Expression.Parameter(typeof(CallScope), "scope");
        var arguments = only.GetParameters().Select(p => Argument(p, Expression.Constant(null), scope, dbType, null, $"{where}: {provider.Name}"));
        return Expression.Lambda<Func<CallScope, object>>(Expression.New(only, arguments), scope).Compile();
    }

    /// <summary>Whether a handler's parameter of this type is what another module provides, and whether of all of them.</summary>
    public static (Type Contract, bool IsAll)? ContractOf(Type parameter)
    {
        if (parameter.IsGenericType && parameter.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && ContractOf(parameter.GetGenericArguments()[0]) is { } listed) return (listed.Contract, true);
        return parameter.IsInterface && !parameter.IsGenericType && parameter.Assembly != typeof(HandlerCall).Assembly ? (parameter, false) : null;
    }

    /// <summary>A call of a command's handler.</summary>
    public static Func<object?, CallScope, Task<HandlerOutcome>> OfCommand(CommandDefinition command, Type? dbType)
    {
        var call = Compile(command.Handler, dbType, command.Input.ClrType, $"Module '{command.Module}', command '{command.Name}'");
        var entity = command.Handler.Method.ReturnType.GetGenericArguments()[0].GetGenericArguments()[0];
        var read = typeof(HandlerCall).GetMethod(nameof(OutcomeOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(entity).CreateDelegate<Func<Task, Task<HandlerOutcome>>>();
        return (input, scope) => read(call(input, scope));
    }

    /// <summary>A call of an event handler or timer.</summary>
    public static Func<object?, CallScope, Task<Reaction>> OfReaction(Delegate handler, Type? dbType, Type given, string where)
    {
        var call = Compile(handler, dbType, given, where);
        return handler.Method.ReturnType == typeof(Task<Reaction>)
            ? (value, scope) => (Task<Reaction>)call(value, scope)
            : throw new StartupException($"{where}: the handler returns {handler.Method.ReturnType.Name}; it must return Task<Reaction>.");
    }

    private static async Task<HandlerOutcome> OutcomeOf<TEntity>(Task task) where TEntity : class
    {
        var outcome = await (Task<Outcome<TEntity>>)task;
        return new(outcome.Id, outcome.Events, outcome.Faults, outcome.Values);
    }

    private static Expression Argument(ParameterInfo parameter, Expression value, Expression scope, Type? dbType, Type? given, string where) => parameter.ParameterType switch
    {
        var type when type == given => Expression.Convert(value, type),
        var type when type == dbType => Expression.Convert(Expression.Property(scope, nameof(CallScope.Db)), type),
        var type when type == typeof(Actor) => Expression.Property(scope, nameof(CallScope.Actor)),
        var type when type == typeof(IGraph) => Expression.Property(scope, nameof(CallScope.Graph)),
        var type when type == typeof(TimeProvider) => Expression.Property(scope, nameof(CallScope.Time)),
        var type when type == typeof(StaffMutations) => Expression.Property(scope, nameof(CallScope.Mutations)),
        var type when type == typeof(NpgsqlConnection) => Expression.Property(scope, nameof(CallScope.Connection)),
        var type when type == typeof(IRaisedEvents) => Expression.Property(scope, nameof(CallScope.Events)),
        var type when type == typeof(IPersonalRecords) => Expression.Property(scope, nameof(CallScope.Records)),
        var type when type == typeof(CancellationToken) => Expression.Property(scope, nameof(CallScope.Cancel)),
        var type when ContractOf(type) is var (contract, isAll) => Expression.Call(scope, isAll ? nameof(CallScope.AllProvided) : nameof(CallScope.Provided), [contract]),
        var type => throw new StartupException(
            $"{where}: the handler asks for {type.Name} {parameter.Name}; it may have {given?.Name ?? "no input"}, {dbType?.Name ?? "no database"}, Actor, IGraph, TimeProvider, StaffMutations, NpgsqlConnection, IRaisedEvents, IPersonalRecords, CancellationToken and contracts that modules provide."),
    };
}
