using System.Text.Json;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>A number of the variables keeps all of its digits: a decimal's where it has them, else a double's.</summary>
public sealed class JsonNumberTests
{
    [Theory]
    [InlineData("5e-324", 5e-324)]
    [InlineData("-1.2345678901234567e-20", -1.2345678901234567e-20)]
    [InlineData("1.7976931348623157e308", 1.7976931348623157e308)]
    public void What_is_too_small_or_great_for_a_decimal_is_a_double(string json, double expected) => Assert.Equal(expected, Read(json));

    [Fact]
    public void What_a_decimal_can_hold_is_exact()
    {
        Assert.Equal(12345678901234567890.123456789m, Read("12345678901234567890.123456789"));
        Assert.Equal(0.1m, Read("0.1"));
        Assert.Equal(0m, Read("0.0"));
    }

    private static object? Read(string json)
    {
        using var document = JsonDocument.Parse($$"""{"number":{{json}}}""");
        return JsonInputs.Read(document.RootElement, []).Inputs["number"];
    }
}
