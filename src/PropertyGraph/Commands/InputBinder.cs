using System.Collections;
using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using PropertyGraph.Faults;
using PropertyGraph.Schema;

namespace PropertyGraph.Commands;

/// <summary>Makes a command's input record from the coerced argument. Compiled once; ids become keys, and a wrong id is a fault with its path.</summary>
internal sealed class InputBinder
{
    private readonly IReadOnlyList<FieldBinder> fields;
    private readonly Func<object?[], object> create;

    public InputBinder(InputObject input)
    {
        fields = [.. input.Fields.Select(f => new FieldBinder(f))];
        create = Constructor(input.ClrType, [.. input.Fields.Select(f => f.Parameter)]);
    }

    /// <summary>The record; null where <paramref name="faults"/> got one.</summary>
    public object? Bind(IReadOnlyDictionary<string, object?> values, IReadOnlyList<string> path, List<Fault> faults)
    {
        var before = faults.Count;
        var arguments = new object?[fields.Count];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = fields[i].Bind(values, path, faults);
        return faults.Count == before ? create(arguments) : null;
    }

    internal static Func<object?[], object> Constructor(Type record, IReadOnlyList<ParameterInfo> parameters)
    {
        var arguments = Expression.Parameter(typeof(object?[]), "arguments");
        var constructor = (ConstructorInfo)parameters[0].Member;
        var made = Expression.New(constructor, parameters.Select((p, i) =>
            Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType)));
        return Expression.Lambda<Func<object?[], object>>(Expression.Convert(made, typeof(object)), arguments).Compile();
    }

    private sealed class FieldBinder
    {
        private readonly InputField field;
        private readonly InputBinder? nested;
        private readonly Type element;
        private readonly object? absent;

        public FieldBinder(InputField field)
        {
            this.field = field;
            nested = field.Object is null ? null : new InputBinder(field.Object);
            var type = field.Parameter.ParameterType;
            var item = field.IsList ? Schema.ValueType.ElementOf(type)! : type;
            element = Nullable.GetUnderlyingType(item) ?? item;
            absent = Absent(field.Parameter, type);
        }

        public object? Bind(IReadOnlyDictionary<string, object?> values, IReadOnlyList<string> path, List<Fault> faults)
        {
            if (!values.TryGetValue(field.Name, out var value) || value is null)
            {
                // An explicit null means null, where the parameter can hold it; else the default.
                return values.ContainsKey(field.Name) && field.Parameter.HasDefaultValue && CanBeNull() ? null : absent;
            }
            IReadOnlyList<string> here = [.. path, field.Name];
            if (!field.IsList) return Item(value, here, faults);
            var items = ((IEnumerable)value).Cast<object?>().Select((item, i) => Item(item, [.. here, i.ToString(CultureInfo.InvariantCulture)], faults)).ToList();
            var array = Array.CreateInstance(element, items.Count);
            for (var i = 0; i < items.Count; i++) array.SetValue(items[i] ?? (element.IsValueType ? Activator.CreateInstance(element) : null), i);
            return field.Parameter.ParameterType.IsAssignableFrom(array.GetType()) ? array : Activator.CreateInstance(field.Parameter.ParameterType, array);
        }

        private bool CanBeNull() => field.Value?.IsNullable ?? !field.Parameter.ParameterType.IsValueType;

        private object? Item(object? value, IReadOnlyList<string> path, List<Fault> faults) => value switch
        {
            null => null,
            IReadOnlyDictionary<string, object?> fields when nested is not null => nested.Bind(fields, path, faults),
            IDictionary<string, object?> fields when nested is not null => nested.Bind(new Dictionary<string, object?>(fields), path, faults),
            string id when field.IdOf is not null => Key(id, path, faults),
            string text => Text(text, path, faults),
            _ => Converted(value),
        };

        private object? Key(string id, IReadOnlyList<string> path, List<Fault> faults)
        {
            if (!GlobalId.TryDecode(id, out var type, out var key))
                faults.Add(new ValidationError($"'{id}' is no id; give the id of a {field.IdOf} as a query answers it.", path));
            else if (type != field.IdOf)
                faults.Add(new NotFound($"This is the id of a {type}; give the id of a {field.IdOf}.", path));
            else return key;
            return element.IsValueType ? Activator.CreateInstance(element) : null;
        }

        private object? Text(string text, IReadOnlyList<string> path, List<Fault> faults)
        {
            if (element.IsEnum) return EnumNames.Parse(element, text);
            if (element != typeof(string)) return Converted(text);
            // PostgreSQL's text can't hold it, and would fail the whole command.
            if (StorableText.Objection(text) is { } objection) faults.Add(new ValidationError($"{field.Name} has {objection}; remove it.", path));
            return text;
        }

        private object Converted(object value)
        {
            // Npgsql takes UTC only.
            if (value is DateTimeOffset instant && element == typeof(DateTimeOffset)) return instant.ToUniversalTime();
            if (element.IsInstanceOfType(value)) return value;
            if (element == typeof(Guid)) return Guid.Parse((string)value);
            if (element == typeof(DateTimeOffset) && value is DateTime moment) return new DateTimeOffset(moment.ToUniversalTime());
            return Convert.ChangeType(value, element, CultureInfo.InvariantCulture);
        }

        private static object? Absent(ParameterInfo parameter, Type type)
        {
            if (parameter.HasDefaultValue && parameter.DefaultValue is { } value)
            {
                var bare = Nullable.GetUnderlyingType(type) ?? type;
                return bare.IsEnum ? Enum.ToObject(bare, value) : value;
            }
            return type.IsValueType ? Activator.CreateInstance(type) : null;
        }
    }
}
