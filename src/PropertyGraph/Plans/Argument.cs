using System.Globalization;
using System.Text.Json;
using System.Xml;
using GraphQLParser.AST;
using PropertyGraph.Faults;
using PropertyGraph.Requests;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Plans;

/// <summary>
/// A client's input value while planning: a literal of the document, or a place inside a variable. Planning may read its shape (presence, null, field
/// names, list lengths, booleans, directions), which is part of the plan's key; its values become slots.
/// </summary>
internal readonly struct Argument
{
    private readonly Operation operation;
    private readonly GraphQLValue? literal;
    private readonly string? variable;
    private readonly object[] steps;
    private readonly object? value;

    private Argument(Operation operation, GraphQLValue? literal, string? variable, object[] steps, object? value, bool given) =>
        (this.operation, this.literal, this.variable, this.steps, this.value, IsGiven) = (operation, literal, variable, steps, value, given);

    /// <summary>The argument of a field; not given where the document or the variables leave it out.</summary>
    public static Argument Of(Operation operation, GraphQLField field, string name) =>
        field.Arguments?.Items.Find(a => a.Name.Value == name) is { } argument ? Of(operation, argument.Value) : default;

    private static Argument Of(Operation operation, GraphQLValue node)
    {
        if (node is not GraphQLVariable reference) return new(operation, node, null, [], null, true);
        var name = reference.Name.StringValue;
        var (given, value) = operation.Variable(name);
        return new(operation, null, name, [], value, given);
    }

    public bool IsGiven { get; }

    public bool IsNull => IsGiven && (variable is null ? literal is GraphQLNullValue : value is null);

    /// <summary>Given, and not null.</summary>
    public bool HasValue => IsGiven && !IsNull;

    /// <summary>Where the value comes from, for a slot.</summary>
    public InputPath Path(ValueType type) => variable is not null ? new(variable, new(steps), null) : InputPath.OfLiteral(Literal(literal!, type));

    public IEnumerable<(string Name, Argument Value)> Fields()
    {
        if (variable is null)
        {
            foreach (var field in ((GraphQLObjectValue)literal!).Fields ?? [])
            {
                var argument = Of(operation, field.Value);
                if (argument.IsGiven) yield return (field.Name.StringValue, argument);
            }
            yield break;
        }
        foreach (var (name, inner) in (IDictionary<string, object?>)value!) yield return (name, Step(name, inner));
    }

    /// <summary>Elements of a list; a single value is a list of one.</summary>
    public IEnumerable<Argument> Items()
    {
        if (variable is null)
        {
            foreach (var item in literal is GraphQLListValue values ? values.Values ?? [] : [literal!]) yield return Of(operation, item);
            yield break;
        }
        if (value is not IEnumerable<object?> list)
        {
            yield return this;
            yield break;
        }
        var index = 0;
        foreach (var item in list) yield return Step(index++, item);
    }

    public bool Boolean => variable is null ? literal is GraphQLBooleanValue { } b && b.Value == "true" : (bool)value!;

    public int Int => variable is null ? (int)Literal(literal!, new(ScalarKind.Int, false))! : Convert.ToInt32(value, CultureInfo.InvariantCulture);

    public string Enum => variable is null ? ((GraphQLEnumValue)literal!).Name.StringValue : (string)value!;

    /// <summary>Text of an id or of each of a list, at planning time: only to read its type.</summary>
    public IEnumerable<string> Ids() => Items().Select(i => i.IdText);

    /// <summary>The representations of a list, at planning time: only to read their types and keys.</summary>
    public IEnumerable<IDictionary<string, object?>> Representations() =>
        Items().Select(i => (IDictionary<string, object?>)(i.variable is null ? AnyScalar.Value(i.literal!) : i.value)!);

    private string IdText => variable is null ? (string)Literal(literal!, new(ScalarKind.String, false))! : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    /// <summary>What is asked, as text: equal texts with equal values of variables ask the same. Adds the places of those values.</summary>
    public string Described(List<InputPath> values)
    {
        if (!HasValue) return "null";
        if (variable is not null)
        {
            values.Add(new(variable, new(steps), null));
            return "$";
        }
        return literal switch
        {
            GraphQLObjectValue => $"{{{string.Join(',', Fields().Select(f => $"{f.Name}:{f.Value.Described(values)}"))}}}",
            GraphQLListValue => $"[{string.Join(',', Items().Select(i => i.Described(values)))}]",
            GraphQLStringValue text => JsonSerializer.Serialize((string)text.Value),
            GraphQLEnumValue name => name.Name.StringValue,
            IHasValueNode plain => (string)plain.Value,
            _ => throw new InvalidOperationException(literal!.Kind.ToString()),
        };
    }

    private Argument Step(object step, object? inner) => new(operation, null, variable, [.. steps, step], inner, true);

    private object? Literal(GraphQLValue node, ValueType type)
    {
        if (type.IsList)
        {
            var element = type with { IsList = false };
            var items = new List<object>();
            foreach (var item in Items()) items.Add(item.Path(element));
            return items.ToArray();
        }
        return node switch
        {
            GraphQLNullValue => null,
            GraphQLBooleanValue boolean => boolean.Value == "true",
            GraphQLEnumValue name => name.Name.StringValue,
            _ when type.Kind == ScalarKind.Json => AnyScalar.Value(node),
            GraphQLStringValue text => Text((string)text.Value, type.Kind),
            GraphQLIntValue number => Number((string)number.Value, type.Kind),
            GraphQLFloatValue number => Number((string)number.Value, type.Kind),
            _ => throw new GraphErrorException("PG-REQ-VALIDATION", $"{node.Kind} is no {type.Name}."),
        };
    }

    private static object Text(string text, ScalarKind kind) => kind switch
    {
        ScalarKind.DateTime => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime(),
        ScalarKind.LocalDate => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        ScalarKind.Duration => XmlConvert.ToTimeSpan(text),
        ScalarKind.Uuid => Guid.Parse(text),
        ScalarKind.Url => Scalars.UrlText(Scalars.ParseUrl(text)),
        _ => text,
    };

    private static object Number(string text, ScalarKind kind) => kind switch
    {
        ScalarKind.Int => int.Parse(text, CultureInfo.InvariantCulture),
        ScalarKind.Long => long.Parse(text, CultureInfo.InvariantCulture),
        ScalarKind.Float => double.Parse(text, CultureInfo.InvariantCulture),
        ScalarKind.Decimal => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => text,
    };
}
