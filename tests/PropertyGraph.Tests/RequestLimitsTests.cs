using Microsoft.Extensions.Configuration;
using PropertyGraph.Modules;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Tests;

/// <summary>Every limit of a request can be configured; what can't be meant stops the start-up.</summary>
public sealed class RequestLimitsTests
{
    [Fact]
    public void What_is_not_configured_stays_as_usual() => Assert.Equal(new RequestLimits(), RequestLimits.Of(Section()));

    [Fact]
    public void A_configured_limit_replaces_the_usual_one() =>
        Assert.Equal(new RequestLimits { PageRows = 50, Depth = 12 }, RequestLimits.Of(Section(("PageRows", "50"), ("Depth", "12"))));

    [Fact]
    public void A_name_that_is_no_limit_stops_the_start() => Assert.Contains("PageRwos", Refusal(("PageRwos", "50")));

    [Theory]
    [InlineData("many")]
    [InlineData("1.5")]
    public void A_value_that_is_no_whole_number_stops_the_start(string value) => Assert.Contains(value, Refusal(("PageRows", value)));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void A_limit_that_is_not_above_zero_stops_the_start(string value) =>
        Assert.Equal($"Limits:Depth is {value}; it must be above zero.", Refusal(("Depth", value)));

    [Fact]
    public void What_is_usual_is_no_more_than_the_most()
    {
        Assert.Equal("Limits:DefaultPageRows is 10, more than Limits:PageRows, which is 5; lower the one or raise the other.", Refusal(("PageRows", "5")));
        Assert.Equal("Limits:DefaultGroups is 100, more than Limits:Groups, which is 50; lower the one or raise the other.", Refusal(("Groups", "50")));
    }

    [Fact]
    public void The_schema_says_how_long_lists_are()
    {
        var sizes = RequestLimits.Of(Section(("PageRows", "50"), ("DefaultPageRows", "7"), ("Groups", "500"), ("DefaultGroups", "30"))).ToListSizes();
        var sdl = new GraphSchema(Complaints.ComplaintsModuleTests.Model, sizes: sizes).Print();
        Assert.Contains("Global ids, at most 50.", sdl, StringComparison.Ordinal);
        Assert.Contains("7 where neither first nor last is given, at most 50.", sdl, StringComparison.Ordinal);
        Assert.Contains("@listSize(assumedSize: 7,", sdl, StringComparison.Ordinal);
        Assert.Contains("How many groups; 30 where it is not given, at most 500.", sdl, StringComparison.Ordinal);
        Assert.Contains("@listSize(assumedSize: 30,", sdl, StringComparison.Ordinal);
    }

    private static string Refusal(params (string Name, string Value)[] values) => Assert.Throws<StartupException>(() => RequestLimits.Of(Section(values))).Message;

    private static IConfigurationSection Section(params (string Name, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(v => KeyValuePair.Create($"Limits:{v.Name}", (string?)v.Value)))
        .Build().GetSection("Limits");
}
