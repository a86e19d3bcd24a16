using CsCheck;
using PropertyGraph.Complaints;

namespace PropertyGraph.Tests.Complaints;

/// <summary>Intervals of rates and of their ratios, against tables of the literature and against what defines them, reckoned slowly.</summary>
public sealed class RateIntervalTests
{
    private static readonly RateIntervals At95 = new(0.95);
    private static readonly Gen<RateCount> Rates = Gen.Select(Gen.Int[0, 200], Gen.Double[0.5, 1e6]).Select((n, exposure) => new RateCount(n, exposure));
    private static readonly Gen<double> Confidences = Gen.Double[0.5, 0.999];

    /// <summary>Exact limits of a Poisson count with 95% confidence: F. Garwood, Biometrika 28 (1936), as tabled in K. Ulm, American Journal of Epidemiology 131 (1990).</summary>
    [Theory]
    [InlineData(0, 0, 3.689)]
    [InlineData(1, 0.0253, 5.572)]
    [InlineData(2, 0.242, 7.225)]
    [InlineData(3, 0.619, 8.767)]
    [InlineData(5, 1.623, 11.668)]
    [InlineData(10, 4.795, 18.390)]
    [InlineData(20, 12.217, 30.888)]
    [InlineData(50, 37.111, 65.919)]
    [InlineData(100, 81.364, 121.627)]
    public void A_rate_s_interval_is_the_table_s(int count, double low, double high)
    {
        var interval = At95.Rate(new(count, 1));
        Assert.Equal((count, low, high), (interval.Value, Math.Round(interval.Low, low < 0.1 ? 4 : 3), Math.Round(interval.High, 3)));
    }

    /// <summary>Breast cancer after fluoroscopy, 41 in 28,010 person-years against 15 in 19,017 (Boice and Monson 1977, in Rothman and Greenland, Modern Epidemiology, 1998, page 238): the example of rateratio.wald in R's package epitools.</summary>
    [Fact]
    public void A_ratio_s_interval_is_the_textbook_s()
    {
        var interval = At95.Ratio(new RateCount(41, 28010), new RateCount(15, 19017))!.Value;
        Assert.Equal((1.855759, 1.03, 3.35), (Math.Round(interval.Value, 6), Math.Round(interval.Low, 2), Math.Round(interval.High, 2)));
    }

    /// <summary>By hand: 10 / 20 against 30 / 24 of equal exposure is 0.4; the logarithm's standard error is the root of 1/10 + 1/20 + 1/30 + 1/24 = 0.225, and 1.959964 times that 0.929693.</summary>
    [Fact]
    public void A_ratio_of_ratios_is_what_the_hand_reckons()
    {
        var interval = At95.Ratio(new RateCount(10, 100), new RateCount(20, 100), new RateCount(24, 100), new RateCount(30, 100))!.Value;
        Assert.Equal((0.4, 0.157870, 1.013492), (Math.Round(interval.Value, 6), Math.Round(interval.Low, 6), Math.Round(interval.High, 6)));
    }

    /// <summary>What defines Garwood's limits: at the lower one, so many events or more have the probability of a tail; at the upper one, so many or fewer.</summary>
    [Fact]
    public void A_rate_s_limits_leave_a_tail_each() =>
        Gen.Select(Rates, Confidences).Sample((rate, confidence) =>
        {
            var (interval, tail) = (new RateIntervals(confidence).Rate(rate), (1 - confidence) / 2);
            if (rate.Count == 0) Assert.Equal(0, interval.Low);
            else Assert.Equal(tail, 1 - AtMost(rate.Count - 1, interval.Low * rate.Exposure), tolerance: 1e-7);
            Assert.Equal(tail, AtMost(rate.Count, interval.High * rate.Exposure), tolerance: 1e-7);
            Assert.InRange(interval.Value, interval.Low, interval.High);
        });

    [Fact]
    public void A_ratio_s_limits_are_as_many_standard_errors_away_as_the_normal_distribution_says() =>
        Gen.Select(Rates.Array[4], Confidences).Sample((rates, confidence) =>
        {
            var interval = new RateIntervals(confidence).Ratio(rates)!.Value;
            var added = rates.Any(r => r.Count == 0) ? 0.5 : 0;
            var n = rates.Select(r => r.Count + added).ToArray();
            var expected = n[0] / rates[0].Exposure / (n[1] / rates[1].Exposure) * (n[2] / rates[2].Exposure) / (n[3] / rates[3].Exposure);
            Assert.Equal(1, interval.Value / expected, 9);
            var error = Math.Sqrt(n.Sum(c => 1 / c));
            foreach (var limit in new[] { interval.Low, interval.High }) Assert.Equal(confidence, Within(Math.Abs(Math.Log(limit / interval.Value)) / error), tolerance: 1e-7);
            Assert.True(interval.Low < interval.Value && interval.Value < interval.High);
        });

    [Fact]
    public void Exchanging_both_sides_turns_a_ratio_over() =>
        Rates.Array[2].Sample(rates =>
        {
            var (one, other) = (At95.Ratio(rates[0], rates[1])!.Value, At95.Ratio(rates[1], rates[0])!.Value);
            Assert.Equal(1, one.Low * other.High, 9);
            Assert.Equal(1, one.Value * other.Value, 9);
        });

    [Fact]
    public void Without_exposure_there_is_no_ratio() => Assert.Null(At95.Ratio(new RateCount(1, 1), new RateCount(0, 0)));

    [Fact]
    public void What_is_worse_lies_above_the_threshold_as_a_whole()
    {
        // 30 after 10, with equal exposure: 3 (1.47 to 6.14); against 5 after 10 elsewhere it is 6; without others the change alone decides.
        var alone = CountermeasureEffect.Of("95 2629800 10 2629800 30 2629800 0 0 0 0");
        Assert.Equal((null, 3.0), (alone.RateRatio, alone.Change!.Value));
        Assert.True(alone.IsWorseThan(1));
        Assert.False(alone.IsWorseThan(1.5));
        // Everybody complains more: it is the season.
        Assert.False(CountermeasureEffect.Of("95 2629800 10 2629800 30 2629800 10 2629800 31 2629800").IsWorseThan(1));
        Assert.True(CountermeasureEffect.Of("95 2629800 10 2629800 30 2629800 20 2629800 19 2629800").IsWorseThan(1));
        Assert.False(CountermeasureEffect.Of("95 0 0 0 0 0 0 0 0 0").IsWorseThan(1));
        Assert.Null(CountermeasureEffect.Of("95 0 0 0 0 0 0 0 0 0").Before.RatePerThousand);
    }

    /// <summary>Probability of so many events or fewer where so many are expected.</summary>
    private static double AtMost(int count, double mean)
    {
        var (term, sum) = (Math.Exp(-mean), 0.0);
        for (var n = 0; n <= count; n++)
        {
            if (n > 0) term *= mean / n;
            sum += term;
        }
        return sum;
    }

    /// <summary>Probability of lying within so many standard deviations, by Simpson's rule.</summary>
    private static double Within(double deviations)
    {
        const int Steps = 2000;
        var h = deviations / Steps;
        double Density(int i) => Math.Exp(-0.5 * i * h * i * h) / Math.Sqrt(2 * Math.PI);
        return 2 * h / 3 * Enumerable.Range(0, Steps + 1).Sum(i => (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * Density(i));
    }
}
