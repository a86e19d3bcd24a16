using PropertyGraph.Imports;

namespace PropertyGraph.Tests.Imports;

public class DemoRandomTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 1, 30, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_and_stream_choose_the_same()
    {
        var (one, two) = (new DemoRandom(7, "customers"), new DemoRandom(7, "customers"));
        Assert.Equal(Enumerable.Range(0, 50).Select(_ => one.Key(At)), Enumerable.Range(0, 50).Select(_ => two.Key(At)));
    }

    [Fact]
    public void Another_seed_or_stream_chooses_otherwise()
    {
        var keys = new[] { new DemoRandom(7, "customers"), new DemoRandom(8, "customers"), new DemoRandom(7, "complaints") }.Select(r => r.Key(At)).ToList();
        Assert.Equal(3, keys.Distinct().Count());
    }

    [Fact]
    public void Keys_are_version_7_and_tell_their_time()
    {
        var key = new DemoRandom(1, "x").Key(At);
        Assert.Equal(7, key.Version);
        Assert.Equal(8, key.Variant & 0b1100);
        Assert.Equal(Guid.CreateVersion7(At).ToString()[..13], key.ToString()[..13]);
    }

    [Fact]
    public void Spans_scatter_around_the_typical_one()
    {
        var random = new DemoRandom(1, "x");
        var spans = Enumerable.Range(0, 2000).Select(_ => random.Span(TimeSpan.FromHours(4), 0.8)).Order().ToList();
        Assert.InRange(spans[1000].TotalHours, 3.6, 4.4);
        Assert.All(spans, s => Assert.True(s > TimeSpan.Zero));
    }

    [Fact]
    public void What_weighs_nothing_is_never_chosen()
    {
        var random = new DemoRandom(1, "x");
        Assert.DoesNotContain("never", Enumerable.Range(0, 1000).Select(_ => random.Weighted([("always", 1d), ("never", 0)])));
    }
}
