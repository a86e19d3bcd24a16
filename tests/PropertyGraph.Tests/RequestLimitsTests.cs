using Microsoft.Extensions.Configuration;
using PropertyGraph.Modules;
using PropertyGraph.Requests;

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
    public void The_usual_page_is_no_larger_than_the_largest() =>
        Assert.Equal("Limits:DefaultPageRows is 10, more than Limits:PageRows, which is 5; lower the one or raise the other.", Refusal(("PageRows", "5")));

    private static string Refusal(params (string Name, string Value)[] values) => Assert.Throws<StartupException>(() => RequestLimits.Of(Section(values))).Message;

    private static IConfigurationSection Section(params (string Name, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(v => KeyValuePair.Create($"Limits:{v.Name}", (string?)v.Value)))
        .Build().GetSection("Limits");
}
