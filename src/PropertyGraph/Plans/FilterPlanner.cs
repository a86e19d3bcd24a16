using PropertyGraph.Access;
using PropertyGraph.Faults;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Plans;

/// <summary>Reads <c>where</c> and <c>order</c>.</summary>
internal sealed class FilterPlanner(GraphModel model, Audience audience, RequestLimits limits)
{
    private const int MaximumKeys = 16;
    private int counted;

    /// <summary>The condition, or null where nothing is asked.</summary>
    public Condition? Filter(EntityType entity, Argument where, int depth = 0)
    {
        Count();
        if (!where.HasValue) return null;
        if (depth > limits.FilterDepth) throw new GraphErrorException("PG-PLAN-FILTER", $"A filter may be {limits.FilterDepth} levels deep.");
        var conditions = new List<Condition>();
        foreach (var (name, value) in where.Fields())
        {
            if (value.IsNull) continue;
            if (Part(entity, name, value, depth) is { } condition) conditions.Add(condition);
        }
        return conditions.Count switch { 0 => null, 1 => conditions[0], _ => new AllOf(conditions) };
    }

    private Condition? Part(EntityType entity, string name, Argument value, int depth)
    {
        switch (name)
        {
            case "and":
                return new AllOf(Each(entity, value, depth));
            case "or":
                // At least one holds: none of no conditions does, and one that asks nothing always does.
                return new AnyOf(Each(entity, value, depth));
            case "not":
                return new Not(Inner(entity, value, depth));
        }
        switch (Visible(entity, name))
        {
            case ScalarField { Type.IsList: true } list:
                return Elements(entity, list, value);
            case ScalarField scalar:
                return Operations(entity, scalar, value);
            case ToOneField one:
                var target = model.Entities[one.Target];
                return new OneFulfils(one, target, Filter(target, value, depth + 1));
            case ToManyField many:
                return Quantified(many, model.Entities[many.Target], value, depth);
            default:
                throw new GraphErrorException("PG-PLAN-FILTER", $"{entity.Name}.{name} can't be filtered by.");
        }
    }

    private List<Condition> Each(EntityType entity, Argument list, int depth) =>
        [.. list.Items().Select(item => Inner(entity, item, depth))];

    /// <summary>Counts a condition or key of an order.</summary>
    public void Count()
    {
        if (++counted > limits.FilterNodes) throw new GraphErrorException("PG-PLAN-LIMIT", $"The operation has more than {limits.FilterNodes} objects in its filters and orders; use in for a list of values.");
    }

    /// <summary>The condition inside another; one that asks nothing holds for every row, so that a filter and its <c>not</c> share out all rows.</summary>
    private Condition Inner(EntityType entity, Argument where, int depth) => Filter(entity, where, depth + 1) ?? new AllOf([]);

    private Condition? Quantified(ToManyField many, EntityType target, Argument value, int depth)
    {
        Count();
        var conditions = new List<Condition>();
        foreach (var (quantifier, inner) in value.Fields())
        {
            if (inner.IsNull) continue;
            conditions.Add(quantifier switch
            {
                "some" => new SomeFulfils(many, target, Filter(target, inner, depth + 1)),
                "none" => new Not(new SomeFulfils(many, target, Filter(target, inner, depth + 1))),
                // Every row fulfils it: none does not. A filter that asks nothing is fulfilled by every row.
                "all" => Filter(target, inner, depth + 1) is { } each ? new Not(new SomeFulfils(many, target, new Not(each))) : new AllOf([]),
                _ => inner.Boolean ? new SomeFulfils(many, target, null) : new Not(new SomeFulfils(many, target, null)),
            });
        }
        return conditions.Count switch { 0 => null, 1 => conditions[0], _ => new AllOf(conditions) };
    }

    private Condition? Elements(EntityType entity, ScalarField list, Argument value)
    {
        Count();
        var element = list with { Column = SomeElement.Element, Type = list.Type with { IsList = false, IsNullable = false } };
        var conditions = new List<Condition>();
        foreach (var (quantifier, inner) in value.Fields())
        {
            if (inner.IsNull) continue;
            conditions.Add(quantifier switch
            {
                "some" => new SomeElement(list.Column, Operations(entity, element, inner)),
                "none" => new Not(new SomeElement(list.Column, Operations(entity, element, inner))),
                "all" => Operations(entity, element, inner) is { } each ? new Not(new SomeElement(list.Column, new Not(each))) : new AllOf([]),
                _ => inner.Boolean ? new SomeElement(list.Column, null) : new Not(new SomeElement(list.Column, null)),
            });
        }
        return conditions.Count switch { 0 => null, 1 => conditions[0], _ => new AllOf(conditions) };
    }

    /// <summary>The conditions on one value, or null where nothing is asked.</summary>
    public Condition? Operations(EntityType entity, ScalarField field, Argument value)
    {
        Count();
        var conditions = new List<Condition>();
        foreach (var (name, operand) in value.Fields())
        {
            var op = Operator.Of(field.Type.Kind, name);
            var condition = operand switch
            {
                { IsNull: true } when op.Kind == OperatorKind.Equal => new IsNull(field.Column),
                { IsNull: true } => throw new GraphErrorException("PG-PLAN-FILTER", $"{entity.Name}.{field.Name}: {name} can't be null; leave it out, or use eq or neq."),
                _ => (Condition)new Compare(field.Column, field.Type, op.Kind, Slot(entity, field, op, operand), field.IsSearchable),
            };
            conditions.Add(op.Negated ? new Not(condition) : condition);
        }
        return conditions.Count switch { 0 => null, 1 => conditions[0], _ => new AllOf(conditions) };
    }

    private static Slot Slot(EntityType entity, ScalarField field, Operator op, Argument operand) => (field.Type.Kind, op.TakesList) switch
    {
        (ScalarKind.Enum, false) => ConstantSlot.Of(field.Type.Enum!, operand.Enum),
        (ScalarKind.Boolean, false) => ConstantSlot.Of(operand.Boolean),
        _ => Input(entity, field, op, operand),
    };

    private static InputSlot Input(EntityType entity, ScalarField field, Operator op, Argument operand)
    {
        var isId = field.Type.Kind == ScalarKind.Id;
        var conversion = (isId, op.TakesList) switch
        {
            (true, true) => new InputConversion(InputConversionKind.Keys, entity.Name),
            (true, false) => new InputConversion(InputConversionKind.Key, entity.Name),
            (false, true) => new InputConversion(InputConversionKind.Array),
            _ when op.Kind == OperatorKind.Search => new InputConversion(InputConversionKind.Words),
            _ => InputConversion.None,
        };
        var type = (isId ? new Schema.ValueType(ScalarKind.String, false) : field.Type) with { IsNullable = false, IsList = op.TakesList };
        var dbType = Plans.Slot.TypeOf(field.Type.Kind);
        return new(operand.Path(type), conversion, op.TakesList ? dbType | NpgsqlTypes.NpgsqlDbType.Array : dbType);
    }

    /// <summary>The keys of an order, the type's own key last, so that no two rows are equal in it.</summary>
    public IReadOnlyList<OrderKey> Order(EntityType entity, Argument order)
    {
        var keys = new List<OrderKey>();
        if (order.HasValue)
            foreach (var item in order.Items())
                if (Key(entity, item, []) is { } key) keys.Add(key);
        if (keys.Count > MaximumKeys) throw new GraphErrorException("PG-PLAN-ORDER", $"An order may have {MaximumKeys} keys.");
        // The default order must not tell of a hidden field either.
        if (keys.Count == 0)
            keys.AddRange(entity.DefaultOrder.Where(o => entity.Fields[o.Field].Audiences.Has(audience)).Select(o => new OrderKey([], (ScalarField)entity.Fields[o.Field], o.Descending)));
        var unique = entity.KeyField;
        var own = keys.FindIndex(k => k.IsOwn && k.Field.Column == entity.KeyColumn);
        if (own >= 0) return [.. keys.Take(own + 1)];
        var lookup = keys.FindIndex(k => k.IsOwn && !k.Field.Type.IsNullable && entity.Lookups.Contains(k.Field.Name));
        if (lookup >= 0) return [.. keys.Take(lookup + 1)];
        return [.. keys, new OrderKey([], unique, keys.Count > 0 && keys[^1].Descending)];
    }

    private OrderKey? Key(EntityType entity, Argument item, ToOneField[] path)
    {
        Count();
        if (!item.HasValue) return null;
        var (name, value) = Only(item, $"Each element of order names exactly one field of {entity.Name}");
        return Visible(entity, name) switch
        {
            ScalarField scalar => new OrderKey(path, scalar, value.Enum == "DESC"),
            ToOneField one => Key(model.Entities[one.Target], value, [.. path, one]),
            ToManyField many => Key(many, model.Entities[many.Target], value, path),
            _ => throw new GraphErrorException("PG-PLAN-ORDER", $"{entity.Name}.{name} can't be ordered by."),
        };
    }

    /// <summary>What the rows of a relation come to, as a key.</summary>
    private OrderKey Key(ToManyField many, EntityType target, Argument sort, ToOneField[] path)
    {
        var where = sort.Fields().FirstOrDefault(f => f.Name == "where").Value;
        var (name, value) = Only(sort, $"{many.Name} names exactly one measure of {target.Name} rows, beside where", except: "where");
        var (measure, shown, descending) = new MeasureReader(this).Sort(target, name, value);
        var values = new List<InputPath>();
        var relation = new RelationMeasure(many, target, Filter(target, where, 1), measure, $"{many.Name}({where.Described(values)}).", values);
        return new(path, measure.As(shown, RelationMeasure.Column), descending, relation);
    }

    /// <summary>The one thing that an element of an order names.</summary>
    /// <param name="rule">What it is to name, for the message.</param>
    public (string Name, Argument Value) Only(Argument item, string rule, string? except = null)
    {
        var given = item.HasValue ? item.Fields().Where(f => f.Name != except && f.Value.HasValue).ToList() : [];
        return given.Count == 1 ? given[0] : throw new GraphErrorException("PG-PLAN-ORDER", $"{rule}; this one names {given.Count}. Write [{{ a: ASC }}, {{ b: DESC }}].");
    }

    /// <summary>The field, if this audience may use it; a hidden field must not be an oracle.</summary>
    public Field Visible(EntityType entity, string name)
    {
        var field = entity.Fields[name];
        return field.Audiences.Has(audience)
            ? field
            : throw new GraphErrorException("PG-PLAN-HIDDEN", $"{entity.Name}.{name} is not for {audience.ToString().ToUpperInvariant()}.");
    }
}
