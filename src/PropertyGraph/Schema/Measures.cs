namespace PropertyGraph.Schema;

/// <summary>What rows of a list come to.</summary>
public enum MeasureKind
{
    /// <summary>How many rows.</summary>
    Count,
    /// <summary>How many different values a field has; null is not counted.</summary>
    Distinct,
    Min,
    Max,
    Sum,
    Average,
    /// <summary>Of the rows that have a truth value, the share for which it is true.</summary>
    Share,
    /// <summary>The smallest value that at least a given share of the values do not exceed: nearest rank, so that it is always one of them.</summary>
    Percentile,
}

/// <summary>A measure of each of a type's fields that it fits.</summary>
/// <param name="Name">Name in the schema.</param>
/// <param name="Type">Suffix of its types' names: min and max share theirs.</param>
internal sealed record FieldMeasure(string Name, MeasureKind Kind, string Type, string Description)
{
    public static IReadOnlyList<FieldMeasure> All { get; } =
    [
        new("min", MeasureKind.Min, "MinMax", "Smallest value of each field; null where no row has one."),
        new("max", MeasureKind.Max, "MinMax", "Largest value of each field; null where no row has one."),
        new("sum", MeasureKind.Sum, "Sum", "Sum of each field's values; null where no row has one."),
        new("avg", MeasureKind.Average, "Average", "Mean of each field's values; null where no row has one."),
        new("share", MeasureKind.Share, "Share", "For which part of the rows each field is true, from 0 to 1, of those that have it; null where no row has."),
    ];

    /// <summary>Takes an argument, so that nothing can be chosen or ordered by it.</summary>
    public static FieldMeasure Percentile { get; } =
        new("percentile", MeasureKind.Percentile, "MinMax", "The smallest value of each field that at least the given share of its values do not exceed; null where no row has one.");

    public static FieldMeasure Of(string name) => name == Percentile.Name ? Percentile : All.Single(m => m.Name == name);

    /// <summary>The fields that it fits, each with the type of the result.</summary>
    public IEnumerable<(ScalarField Field, ValueType Type)> Fields(EntityType entity) =>
        entity.Fields.Values.OfType<ScalarField>().Select(f => (f, TypeOf(f.Type))).Where(f => f.Item2 is not null).Select(f => (f.f, f.Item2!));

    /// <summary>What it says of a field.</summary>
    public string Describes(ScalarField field, EntityType entity) => Kind == MeasureKind.Average && field.WeightColumn is { } weight
        ? $"{field.Description} Each value counts by {entity.Fields.Values.OfType<ScalarField>().First(f => f.Column == weight).Name}."
        : field.Description;

    /// <summary>Type of the result, or null where it does not fit: wide enough for any number of rows.</summary>
    public ValueType? TypeOf(ValueType field)
    {
        ScalarKind? kind = (Kind, field.Kind) switch
        {
            _ when field.IsList => null,
            (MeasureKind.Share, _) => field.Kind == ScalarKind.Boolean ? ScalarKind.Float : null,
            (MeasureKind.Sum, ScalarKind.Int) => ScalarKind.Long,
            (MeasureKind.Sum, ScalarKind.Long) => ScalarKind.Decimal,
            (MeasureKind.Average, ScalarKind.Int or ScalarKind.Long) => ScalarKind.Float,
            (_, ScalarKind.Int or ScalarKind.Long or ScalarKind.Float or ScalarKind.Decimal or ScalarKind.Duration) => field.Kind,
            (MeasureKind.Min or MeasureKind.Max or MeasureKind.Percentile, ScalarKind.DateTime or ScalarKind.LocalDate) => field.Kind,
            _ => null,
        };
        return kind is { } result ? new(result, true) : null;
    }
}
