using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.Execution;

/// <summary>
/// Judges by row policies, in memory, whether a reader could see a row from the keys that an event kept of it. Only policies over the row's own columns can be
/// judged; for one that follows a relation the answer is no: nothing is told rather than too much.
/// </summary>
internal sealed class RowJudge(Actor actor)
{
    private readonly Dictionary<string, List<Func<object, bool>>> policies = [];

    public bool Sees(EntityType entity, IReadOnlyDictionary<string, object?> keys)
    {
        if (actor.Audience == Audience.System) return true;
        if (!policies.TryGetValue(entity.Name, out var rules))
            policies.Add(entity.Name, rules = [.. entity.Policies.OfType<RowPolicy>().Where(p => p.Audience == actor.Audience).Select(Compile)]);
        var row = RuntimeHelpers.GetUninitializedObject(entity.ClrType);
        foreach (var (name, value) in keys) Set(row, name, value);
        return rules.Any(rule => rule(row));
    }

    private Func<object, bool> Compile(RowPolicy policy)
    {
        if (policy.Expression is not { } rule) return _ => true;
        var row = Expression.Parameter(typeof(object), "row");
        var body = new Bind(rule, Expression.Convert(row, rule.Parameters[0].Type), Expression.Constant(actor)).Visit(rule.Body);
        var compiled = Expression.Lambda<Func<object, bool>>(body, row).Compile();
        return value =>
        {
            try
            {
                return compiled(value);
            }
            catch (Exception error) when (error is NullReferenceException or ArgumentNullException or InvalidOperationException)
            {
                return false;
            }
        };
    }

    private static void Set(object row, string name, object? value)
    {
        var property = row.GetType().GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        if (property?.GetSetMethod(nonPublic: true) is not { } setter) return;
        setter.Invoke(row, [Convert(value, property.PropertyType)]);
    }

    private static object? Convert(object? value, Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => null,
            _ when bare.IsInstanceOfType(value) => value,
            JsonElement { ValueKind: JsonValueKind.Null } => null,
            JsonElement json when bare.IsEnum => Of(bare, json.GetString()!),
            JsonElement json => json.Deserialize(bare),
            string text when bare.IsEnum => Of(bare, text),
            string text when bare == typeof(Guid) => Guid.Parse(text),
            _ => System.Convert.ChangeType(value, bare, System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    private static object Of(Type type, string name) => Enum.Parse(type, Enum.GetNames(type).FirstOrDefault(n => Names.Screaming(n) == name) ?? name);

    private sealed class Bind(LambdaExpression rule, Expression row, Expression actor) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) =>
            node == rule.Parameters[0] ? row : rule.Parameters.Count > 1 && node == rule.Parameters[1] ? actor : node;
    }
}
