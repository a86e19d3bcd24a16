using System.Globalization;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

/// <summary>
/// What a countermeasure has done at a stage, from the counts that SQL takes for all rows of a level (see <see cref="CountermeasureCounts"/>). The text of the counts is also what a gate keeps of the
/// moment of its decision: the effect can be shown from it for good.
/// </summary>
[Describes("What a countermeasure has done at a stage to the rate of complaints of its cause, and of the causes below it: how many were filed for each unit and month, withdrawn and merged ones aside, before the stage and in it, in the properties where it is tried and in those where it was not. Season and whatever else happened everywhere cancel out in rateRatio.")]
internal sealed record CountermeasureEffect(
    [Describes("How long each of the two times is, in months of 30.4375 days: as long as the stage has lasted, and at most what the rule says. The first ends where the stage begins, the second at the stage's end or now.")] double WindowMonths,
    [Describes("Where it is tried, before the stage.")] EffectPeriod Before,
    [Describes("Where it is tried, in the stage.")] EffectPeriod After,
    [Describes("In properties where it was tried at no time that counts here, before the stage.")] EffectPeriod UntreatedBefore,
    [Describes("In properties where it was tried at no time that counts here, in the stage.")] EffectPeriod UntreatedAfter,
    [Describes("The rate in the stage, divided by the rate before, where it is tried: below 1 it has fallen. Null where nothing was exposed.")] EffectEstimate? Change,
    [Describes("That change, divided by the change in properties where it was not tried (difference in differences, as a ratio): below 1 it has helped. Null where nothing was exposed there.")] EffectEstimate? RateRatio,
    [Describes("Confidence of all intervals, in percent, by the rule of the stage.")] double Confidence,
    [Describes("How the intervals are reckoned. Rates: exact for a Poisson count (F. Garwood, Biometrika 28, 1936), by quantiles of the chi-square distribution. Ratios: Wald, on the logarithm, whose variance is the sum of the reciprocals of the counts (K. J. Rothman, S. Greenland, T. L. Lash, Modern Epidemiology, 3rd edition, chapter 14); where a count is 0, 0.5 is added to each (F. J. Anscombe, Biometrika 43, 1956).")] string Method)
{
    private const string Methods = "Rates: exact Poisson (Garwood 1936). Ratios: Wald on the logarithm, with 0.5 added to each count where one is 0 (Anscombe 1956).";

    /// <summary>Seconds of a month, a twelfth of 365.25 days.</summary>
    public const double MonthSeconds = 2_629_800;

    /// <summary>What decides whether it regressed: the change against untreated properties, or, where there are none, the change.</summary>
    private EffectEstimate? Deciding => RateRatio ?? Change;

    /// <summary>Whether the rate became worse than before, so that the whole interval lies above the rule's threshold.</summary>
    public bool IsWorseThan(double threshold) => Deciding is { } estimate && estimate.Low > threshold;

    public static ValueTask<IReadOnlyList<CountermeasureEffect>> Of(IReadOnlyList<string> counts, CancellationToken cancel) => new([.. counts.Select(Of)]);

    /// <param name="counts">Confidence in percent, seconds of each time, then count and unit-seconds of before, after, untreated before, untreated after, with blanks between.</param>
    public static CountermeasureEffect Of(string counts)
    {
        var n = counts.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var cells = n.Skip(2).Chunk(2).Select(c => new RateCount((int)c[0], c[1] / MonthSeconds)).ToArray();
        var intervals = new RateIntervals(n[0] / 100);
        EffectPeriod Period(RateCount cell) => new(cell.Count, Math.Round(cell.Exposure, 4), cell.Exposure > 0 ? Rounded(intervals.Rate(cell), 1000) : null);
        EffectEstimate? Ratio(params ReadOnlySpan<RateCount> of) => intervals.Ratio(of) is { } interval ? Rounded(interval, 1) : null;
        return new(
            Math.Round(n[1] / MonthSeconds, 4), Period(cells[0]), Period(cells[1]), Period(cells[2]), Period(cells[3]),
            Ratio(cells[1], cells[0]), Ratio(cells[1], cells[0], cells[2], cells[3]), n[0], Methods);
    }

    private static EffectEstimate Rounded(Interval interval, double scale) => new(Math.Round(interval.Value * scale, 6), Math.Round(interval.Low * scale, 6), Math.Round(interval.High * scale, 6));
}

[Describes("Complaints of a time in some properties.")]
internal sealed record EffectPeriod(
    [Describes("How many were filed.")] int Complaints,
    [Describes("How many units were exposed for how many months: the sum over the properties of units times months, counted from the day on which the company began to manage them.")] double UnitMonths,
    [Describes("Complaints for a thousand units and a month; null where nothing was exposed.")] EffectEstimate? RatePerThousand);

[Describes("A figure, and the interval in which it lies with the confidence that is told.")]
internal sealed record EffectEstimate(
    [Describes("The figure itself.")] double Value,
    [Describes("Lower end of the interval.")] double Low,
    [Describes("Upper end of the interval.")] double High);
