using PropertyGraph.Faults;
using PropertyGraph.Schema;

namespace PropertyGraph.Plans;

/// <summary>Reads the inputs that name measures: which one to order by, and the conditions of <c>having</c>.</summary>
internal sealed class MeasureReader(FilterPlanner filters)
{
    private const int MaximumDepth = 8;

    /// <summary>A measure of one of the type's own fields.</summary>
    public Measure Of(EntityType entity, FieldMeasure measure, string name)
    {
        var field = (ScalarField)filters.Visible(entity, name);
        return new(measure.Kind, new(0, field.Column), field.Type.Kind, measure.TypeOf(field.Type)!)
        {
            Weight = measure.Kind == MeasureKind.Average && field.WeightColumn is { } weight ? new(0, weight) : null,
        };
    }

    /// <summary>The measure that an order names, its name for messages and signatures, and the direction.</summary>
    public (Measure Measure, string Name, bool Descending) Sort(EntityType entity, string name, Argument value)
    {
        if (name == "count") return (Measure.Rows, name, value.Enum == "DESC");
        var (field, direction) = filters.Only(value, $"{name} names exactly one field of {entity.Name}");
        return (Of(entity, FieldMeasure.Of(name), field), $"{name}.{field}", direction.Enum == "DESC");
    }

    /// <summary>The conditions on a group's measures, or null where nothing is asked.</summary>
    public Condition? Having(EntityType entity, Argument having, AggregateBuilder level, int depth = 0)
    {
        filters.Count();
        if (!having.HasValue) return null;
        if (depth > MaximumDepth) throw new GraphErrorException("PG-PLAN-FILTER", $"having may be {MaximumDepth} levels deep.");
        var conditions = new List<Condition>();
        foreach (var (name, value) in having.Fields())
            if (!value.IsNull) conditions.AddRange(Part(entity, name, value, level, depth));
        return conditions.Count switch { 0 => null, 1 => conditions[0], _ => new AllOf(conditions) };
    }

    private IEnumerable<Condition> Part(EntityType entity, string name, Argument value, AggregateBuilder level, int depth)
    {
        switch (name)
        {
            case "and": return [new AllOf(Each())];
            case "or": return [new AnyOf(Each())];
            case "not": return [new Not(Inner(value))];
            case "count": return Compared(name, Measure.Rows, value);
            default:
                var measure = FieldMeasure.Of(name);
                return [.. value.Fields().Where(f => !f.Value.IsNull).SelectMany(f => Compared($"{name}.{f.Name}", Of(entity, measure, f.Name), f.Value))];
        }

        List<Condition> Each() => [.. value.Items().Select(Inner)];
        // One that asks nothing holds for every group, as in where.
        Condition Inner(Argument inner) => Having(entity, inner, level, depth + 1) ?? new AllOf([]);
        IEnumerable<Condition> Compared(string shown, Measure compared, Argument operations) =>
            filters.Operations(entity, compared.As(shown, level.Column(compared)), operations) is { } condition ? [condition] : [];
    }
}
