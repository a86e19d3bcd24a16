using MathNet.Numerics.Distributions;

namespace PropertyGraph.Complaints;

/// <summary>A count of events, and what was exposed to them.</summary>
/// <param name="Exposure">In unit-months.</param>
internal readonly record struct RateCount(int Count, double Exposure);

/// <summary>An estimate with its confidence interval.</summary>
internal readonly record struct Interval(double Value, double Low, double High);

/// <summary>Confidence intervals of rates of Poisson counts and of products of their ratios.</summary>
/// <param name="confidence">Above 0 and below 1.</param>
internal sealed class RateIntervals(double confidence)
{
    private readonly double tail = (1 - confidence) / 2;

    /// <summary>Exact interval of a rate, Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936): half the quantiles of chi-square with 2n and 2n + 2 degrees of freedom.</summary>
    /// <param name="of">With an exposure above 0.</param>
    public Interval Rate(RateCount of) => new(
        of.Count / of.Exposure,
        of.Count == 0 ? 0 : ChiSquared.InvCDF(2.0 * of.Count, tail) / 2 / of.Exposure,
        ChiSquared.InvCDF((2.0 * of.Count) + 2, 1 - tail) / 2 / of.Exposure);

    /// <summary>
    /// Wald interval, on the logarithm, of the first rate divided by the second, and multiplied by the third divided by the fourth where there are four: the variance of the logarithm is the sum of the
    /// reciprocals of the counts (Rothman, Greenland, Lash, Modern Epidemiology, chapter 14). Where a count is 0, 0.5 is added to each (Anscombe, Biometrika 43, 1956).
    /// </summary>
    /// <returns>Null where one of them has no exposure.</returns>
    public Interval? Ratio(params ReadOnlySpan<RateCount> rates)
    {
        var added = 0.0;
        foreach (var rate in rates)
        {
            if (rate.Exposure <= 0) return null;
            if (rate.Count == 0) added = 0.5;
        }
        var (logarithm, variance) = (0.0, 0.0);
        for (var i = 0; i < rates.Length; i++)
        {
            var count = rates[i].Count + added;
            logarithm += (i % 2 == 0 ? 1 : -1) * Math.Log(count / rates[i].Exposure);
            variance += 1 / count;
        }
        var half = Normal.InvCDF(0, 1, 1 - tail) * Math.Sqrt(variance);
        return new(Math.Exp(logarithm), Math.Exp(logarithm - half), Math.Exp(logarithm + half));
    }
}
