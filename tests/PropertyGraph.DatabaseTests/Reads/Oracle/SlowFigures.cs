using System.Globalization;
using System.Numerics;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads.Oracle;

/// <summary>
/// One figure of some rows. Its value is comparable with others of its kind: whole and decimal numbers are <see cref="Exact"/>, sums and means of lengths of time
/// <see cref="BigInteger"/> microseconds; null where no row has a value.
/// </summary>
internal sealed record Figure(ScalarKind Kind, object? Value, bool IsRounded = false);

/// <summary>Count, distinct, min, max, sum, avg, share and percentile, each by going through the rows.</summary>
internal sealed class SlowFigures(SlowView view, EntityType entity, IReadOnlyList<object> rows)
{
    public int Count => rows.Count;

    /// <summary>How many different values there are; null is none. A relation counts by the key of the row behind it, where that is visible.</summary>
    /// <param name="name">The field as the enum of fields spells it.</param>
    public int Distinct(string name)
    {
        var field = entity.Fields.Values.Single(f => Names.Screaming(f.Name) == name);
        return rows.Select(row => field switch
        {
            ScalarField scalar => view.Value(scalar, row),
            ToOneField one => view.One(one, row),
            _ => throw new NotSupportedException(name),
        }).Where(v => v is not null).Distinct().Count();
    }

    /// <param name="kind">min, max, sum, avg, share or percentile.</param>
    /// <param name="name">A field.</param>
    /// <param name="at">Which percentile.</param>
    public Figure Of(string kind, string name, double at = 0)
    {
        var field = (ScalarField)entity.Fields[name];
        var values = rows.Select(row => view.Value(field, row)).OfType<object>().ToList();
        var result = kind switch { "sum" => SumKind(field.Type.Kind), "avg" => AverageKind(field.Type.Kind), "share" => ScalarKind.Float, _ => field.Type.Kind };
        if (values.Count == 0) return new(result, null);
        return kind switch
        {
            "min" => new(result, Comparable(values.Min()!)),
            "max" => new(result, Comparable(values.Max()!)),
            "sum" => new(result, Sum(values), field.Type.Kind == ScalarKind.Float),
            "share" => new(result, (double)values.Count(true.Equals) / values.Count, true),
            "percentile" => new(result, Comparable(values.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(at * values.Count) - 1)))),
            _ when field.WeightColumn is { } weight => new(result, WeightedMean(field, entity.Fields.Values.OfType<ScalarField>().First(f => f.Column == weight)), true),
            _ => new(result, Average(field.Type.Kind, values), true),
        };
    }

    private object? WeightedMean(ScalarField field, ScalarField weight)
    {
        var counted = rows.Select(row => (Value: view.Value(field, row), Weight: view.Value(weight, row))).Where(v => v is { Value: not null, Weight: not null })
            .Select(v => (Value: v.Value is double fraction ? Exactly([fraction]) : Exact.Of(v.Value!), Weight: Exact.Of(v.Weight!))).ToList();
        var total = counted.Aggregate(Exact.Of(0), (sum, v) => sum + v.Weight);
        if (total.CompareTo(Exact.Of(0)) == 0) return null;
        var mean = counted.Aggregate(Exact.Of(0), (sum, v) => sum + (v.Value * v.Weight)) / total;
        return field.Type.Kind == ScalarKind.Float ? Finite(mean) : mean;
    }

    public static ScalarKind SumKind(ScalarKind kind) => kind switch { ScalarKind.Int => ScalarKind.Long, ScalarKind.Long => ScalarKind.Decimal, var other => other };

    public static ScalarKind AverageKind(ScalarKind kind) => kind is ScalarKind.Int or ScalarKind.Long ? ScalarKind.Float : kind;

    /// <summary>A value as figures of its kind are compared.</summary>
    public static object Comparable(object value) => value is int or long or decimal ? Exact.Of(value) : value;

    private static object? Sum(List<object> values) => values[0] switch
    {
        double => Finite(Exactly(values)),
        TimeSpan => values.Cast<TimeSpan>().Aggregate(BigInteger.Zero, (sum, v) => sum + (v.Ticks / 10)),
        _ => values.Select(Exact.Of).Aggregate((x, y) => x + y),
    };

    /// <summary>The sum of fractions as the decimals that they are written as: rounded once, at the end, and never too large on the way.</summary>
    private static Exact Exactly(List<object> values) => values.Cast<double>().Select(v => Exact.Parse(v.ToString("R", CultureInfo.InvariantCulture))).Aggregate((x, y) => x + y);

    private static object? Finite(Exact number) => number.ToDouble() is var value && double.IsFinite(value) ? value : null;

    private static object? Average(ScalarKind kind, List<object> values) => kind switch
    {
        ScalarKind.Float => Finite(Exactly(values) / values.Count),
        ScalarKind.Duration => (BigInteger)Sum(values)! / values.Count,
        ScalarKind.Decimal => (Exact)Sum(values)! / values.Count,
        _ => ((Exact)Sum(values)! / values.Count).ToDouble(),
    };
}
