using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>
/// Evaluates a module's own expression (computed field, relation's condition, row policy) over one entity in memory, node by node, as C# reads it.
/// A navigation that leads nowhere gives null, and a collection behind it is empty: the one liberty that LINQ to a database takes.
/// </summary>
/// <param name="function">What a function of a module's database gives, which has no body in C#.</param>
internal sealed class SlowExpression(Actor actor, DateTimeOffset now, Func<string, object?[], object?> function)
{
    public object? Evaluate(LambdaExpression lambda, object row)
    {
        var scope = new Dictionary<ParameterExpression, object?> { [lambda.Parameters[0]] = row };
        if (lambda.Parameters.Count == 2) scope.Add(lambda.Parameters[1], actor);
        return Evaluate(lambda.Body, scope);
    }

    private object? Evaluate(Expression node, Dictionary<ParameterExpression, object?> scope) => node switch
    {
        ConstantExpression constant => constant.Value,
        ParameterExpression parameter => scope[parameter],
        MemberExpression member => Member(member, scope),
        UnaryExpression unary => Unary(unary, scope),
        BinaryExpression binary => Binary(binary, scope),
        ConditionalExpression choice => Evaluate(Evaluate(choice.Test, scope) is true ? choice.IfTrue : choice.IfFalse, scope),
        MethodCallExpression call => Call(call, scope),
        _ => throw new NotSupportedException($"Teach the slow executor {node.NodeType}: {node}"),
    };

    private object? Member(MemberExpression member, Dictionary<ParameterExpression, object?> scope)
    {
        if (member.Member.DeclaringType == typeof(Clock)) return now;
        var owner = member.Expression is null ? null : Evaluate(member.Expression, scope);
        if (member.Expression is { } inner && Nullable.GetUnderlyingType(inner.Type) is not null)
            return member.Member.Name == "HasValue" ? owner is not null : owner;
        if (member.Expression is not null && owner is null) return null;
        return member.Member is PropertyInfo property ? property.GetValue(owner) : ((FieldInfo)member.Member).GetValue(owner);
    }

    private object? Unary(UnaryExpression unary, Dictionary<ParameterExpression, object?> scope)
    {
        if (Evaluate(unary.Operand, scope) is not { } value) return null;
        if (unary.NodeType == ExpressionType.Not) return !(bool)value;
        if (unary.NodeType != ExpressionType.Convert) throw new NotSupportedException($"Teach the slow executor {unary.NodeType}: {unary}");
        var type = Nullable.GetUnderlyingType(unary.Type) ?? unary.Type;
        if (type.IsInstanceOfType(value)) return value;
        return type.IsEnum ? Enum.ToObject(type, value) : Convert.ChangeType(value, type);
    }

    private object? Binary(BinaryExpression binary, Dictionary<ParameterExpression, object?> scope)
    {
        var left = Evaluate(binary.Left, scope);
        switch (binary.NodeType)
        {
            case ExpressionType.AndAlso: return left is true && Evaluate(binary.Right, scope) is true;
            case ExpressionType.OrElse: return left is true || Evaluate(binary.Right, scope) is true;
            case ExpressionType.Coalesce: return left ?? Evaluate(binary.Right, scope);
        }
        var right = Evaluate(binary.Right, scope);
        switch (binary.NodeType)
        {
            case ExpressionType.Equal: return Equals(left, right);
            case ExpressionType.NotEqual: return !Equals(left, right);
            case ExpressionType.Subtract: return left is null || right is null ? null : (dynamic)left - (dynamic)right;
            case ExpressionType.Add: return left is null || right is null ? null : (dynamic)left + (dynamic)right;
        }
        if (left is null || right is null) return false;
        var order = Comparer.Default.Compare(left, right);
        return binary.NodeType switch
        {
            ExpressionType.LessThan => order < 0,
            ExpressionType.LessThanOrEqual => order <= 0,
            ExpressionType.GreaterThan => order > 0,
            ExpressionType.GreaterThanOrEqual => order >= 0,
            _ => throw new NotSupportedException($"Teach the slow executor {binary.NodeType}: {binary}"),
        };
    }

    private object? Call(MethodCallExpression call, Dictionary<ParameterExpression, object?> scope)
    {
        if (call.Method.DeclaringType == typeof(Enumerable) || call.Method.DeclaringType == typeof(Queryable)) return Sequence(call, scope);
        var owner = call.Object is null ? null : Evaluate(call.Object, scope);
        var arguments = call.Arguments.Select(a => Evaluate(a, scope)).ToArray();
        if ((call.Object is not null && owner is null) || arguments.Contains(null)) return null;
        return typeof(Commands.ModuleDb).IsAssignableFrom(call.Method.DeclaringType) ? function(call.Method.Name, arguments) : call.Method.Invoke(owner, arguments);
    }

    private object? Sequence(MethodCallExpression call, Dictionary<ParameterExpression, object?> scope)
    {
        var items = (Evaluate(call.Arguments[0], scope) as IEnumerable)?.Cast<object?>() ?? [];
        if (call.Arguments.Count == 2)
        {
            var body = call.Arguments[1];
            while (body is UnaryExpression { NodeType: ExpressionType.Quote } quote) body = quote.Operand;
            var lambda = (LambdaExpression)body;
            object? Each(object? item) => Evaluate(lambda.Body, new(scope) { [lambda.Parameters[0]] = item });
            if (call.Method.Name == "All") return items.All(i => Each(i) is true);
            items = call.Method.Name switch
            {
                "Any" or "Count" or "Where" => items.Where(i => Each(i) is true),
                "OrderBy" => items.OrderBy(Each, Comparer<object?>.Default),
                "ThenBy" => ((IOrderedEnumerable<object?>)items).ThenBy(Each, Comparer<object?>.Default),
                _ => items.Select(Each),
            };
        }
        return call.Method.Name switch
        {
            "Any" => items.Any(),
            "Count" => items.Count(),
            "Max" => items.Max(),
            "Min" => items.Min(),
            // What EF makes of it has this scale for an empty list.
            "Sum" => items.OfType<decimal>().DefaultIfEmpty(0.0m).Sum(),
            "FirstOrDefault" => items.FirstOrDefault(),
            "Where" or "Select" or "OrderBy" or "ThenBy" => items,
            _ => throw new NotSupportedException($"Teach the slow executor {call.Method.Name}: {call}"),
        };
    }
}
