using PropertyGraph.Faults;
using PropertyGraph.Schema;
using ValueType = PropertyGraph.Schema.ValueType;

namespace PropertyGraph.Plans;

/// <summary>Reads how the rows of one list are put into groups, and in what order.</summary>
internal sealed class GroupReader(GraphModel model, FilterPlanner filters, MeasureReader measures, EntityType entity, AggregateBuilder level)
{
    private const int MaximumKeys = 16, MaximumDepth = 8;
    private readonly Dictionary<string, (int Column, ValueType Type)> named = [];
    private readonly Dictionary<string, int> rows = [];

    /// <summary>Reads <c>by</c>.</summary>
    public void By(Argument by)
    {
        var relations = new List<ToOneField[]>();
        foreach (var item in by.Items()) By(entity, item, [], relations);
        if (named.Count is 0 or > MaximumKeys) throw Mistake($"by names {named.Count} fields; it may be 1 to {MaximumKeys}. Without groups, select aggregate.");
        foreach (var path in relations.SelectMany(Prefixes)) Row(path);
    }

    private void By(EntityType type, Argument item, ToOneField[] path, List<ToOneField[]> relations)
    {
        filters.Count();
        if (path.Length > MaximumDepth) throw Mistake($"by may lead through {MaximumDepth} relations.");
        var given = item.HasValue ? item.Fields().Where(f => f.Value.HasValue).ToList() : [];
        if (given.Count != 1) throw Mistake($"Each element of by names exactly one field of {type.Name}; this one names {given.Count}. Write [{{ a: true }}, {{ b: true }}].");
        var (name, value) = given[0];
        switch (filters.Visible(type, name))
        {
            case ToOneField one: By(model.Entities[one.Target], value, [.. path, one], relations); break;
            case ScalarField scalar: Add(scalar, value, path, relations); break;
            default: throw Mistake($"{type.Name}.{name} can't be grouped by.");
        }
    }

    private void Add(ScalarField field, Argument value, ToOneField[] path, List<ToOneField[]> relations)
    {
        var name = Name(path, field);
        if (named.ContainsKey(name)) throw Mistake($"by names {name} twice.");
        var column = new LevelColumn(level.Join(path), field.Column);
        GroupKey key = field.Type.Kind switch
        {
            ScalarKind.DateTime => Bucket(column, value, Zone(value)),
            ScalarKind.LocalDate => Bucket(column, value, null),
            _ when value.Boolean => new ValueKey(column, field.Type),
            _ => throw Mistake($"by says false to {name}; leave it out."),
        };
        named.Add(name, (level.Key(key), key is BucketKey ? new(ScalarKind.LocalDate, true) : field.Type));
        // Where a field can't be null, it tells whether its row is there.
        if (path.Length > 0 && key is ValueKey && !field.Type.IsNullable) rows.TryAdd(Name(path), named[name].Column);
        relations.Add(path);
    }

    private static BucketKey Bucket(LevelColumn column, Argument bucket, Slot? zone) =>
        new(column, Enum.Parse<CalendarUnit>(bucket.Fields().Single(f => f.Name == "unit").Value.Enum, ignoreCase: true), zone);

    private static InputSlot Zone(Argument bucket)
    {
        var zone = bucket.Fields().FirstOrDefault(f => f.Name == "timeZone").Value;
        return new(zone.HasValue ? zone.Path(new(ScalarKind.String, false)) : InputPath.OfLiteral("UTC"), new(InputConversionKind.TimeZone), NpgsqlTypes.NpgsqlDbType.Text);
    }

    private static IEnumerable<ToOneField[]> Prefixes(ToOneField[] path) => Enumerable.Range(1, path.Length).Select(length => path[..length]);

    private void Row(ToOneField[] path)
    {
        var name = Name(path);
        if (!rows.ContainsKey(name)) rows.Add(name, level.Key(new RowKey(new(level.Join(path), model.Entities[path[^1].Target].KeyColumn))));
    }

    /// <summary>Reads <c>having</c> and <c>order</c>.</summary>
    public Grouping Grouping(Argument having, Argument order, GroupLimitSlot limit)
    {
        var keys = new List<GroupOrder>();
        if (order.HasValue)
            foreach (var item in order.Items()) keys.Add(OrderKey(item));
        if (keys.Count > MaximumKeys) throw new GraphErrorException("PG-PLAN-ORDER", $"An order may have {MaximumKeys} keys.");
        for (var i = 0; i < level.Keys.Count; i++)
            if (!keys.Exists(k => k.Column == KeyColumn(i))) keys.Add(new(KeyColumn(i), level.Keys[i] is ValueKey value ? value.Type : new(ScalarKind.LocalDate, true), false));
        return new(level.Keys, measures.Having(entity, having, level), keys, limit);
    }

    private GroupOrder OrderKey(Argument item)
    {
        filters.Count();
        var (part, value) = filters.Only(item, "Each element of order names either key or aggregate");
        if (part == "key") return OrderKey(entity, value, []);
        var (name, inner) = filters.Only(value, "aggregate names exactly one measure");
        var (measure, _, descending) = measures.Sort(entity, name, inner);
        return new(level.Column(measure), measure.Type, descending);
    }

    private GroupOrder OrderKey(EntityType type, Argument item, ToOneField[] path)
    {
        var (name, value) = filters.Only(item, $"key names exactly one field of {type.Name}");
        if (filters.Visible(type, name) is ToOneField one) return OrderKey(model.Entities[one.Target], value, [.. path, one]);
        var (column, valueType) = Key(path, type.Fields[name]);
        return new(KeyColumn(column), valueType, value.Enum == "DESC");
    }

    /// <summary>Place and type of a key.</summary>
    /// <exception cref="GraphErrorException"><c>by</c> does not name it.</exception>
    public (int Column, ValueType Type) Key(IReadOnlyList<ToOneField> path, Field field) =>
        named.TryGetValue(Name(path, field), out var key) ? key : throw Mistake($"by does not name {Name(path, field)}; name it there, or leave it out of key.");

    /// <summary>Place of the column that is null where the row that the relations lead to is not there.</summary>
    /// <exception cref="GraphErrorException"><c>by</c> names nothing of it.</exception>
    public int Row(IReadOnlyList<ToOneField> path) =>
        rows.TryGetValue(Name(path), out var column) ? column : throw Mistake($"by names nothing of {Name(path)}; name a field of it there, or leave it out of key.");

    private static string KeyColumn(int place) => $"g{place}";

    private static string Name(IEnumerable<Field> path, params IEnumerable<Field> field) => string.Join('.', path.Concat(field).Select(f => f.Name));

    private static GraphErrorException Mistake(string message) => new("PG-PLAN-GROUP", message);
}
