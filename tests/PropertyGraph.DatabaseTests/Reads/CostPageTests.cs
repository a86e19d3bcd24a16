using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>docs/cost.md says what the gateway does.</summary>
public sealed partial class CostPageTests(World world) : IClassFixture<World>
{
    private static string Page { get; } = File.ReadAllText(Repository.Path("docs", "cost.md"));

    [Fact]
    public async Task Its_examples_are_answered_as_it_says()
    {
        var examples = Example().Matches(Page);
        Assert.NotEmpty(examples);
        foreach (Match example in examples)
        {
            var answer = await world.Platform.AskAsync(example.Groups[1].Value, World.ActorOf("agent"), cost: CostMode.Validate);
            Assert.Equal(JsonNode.Parse(example.Groups[2].Value)!.ToJsonString(), JsonNode.Parse(answer.GetRawText())!.ToJsonString());
        }
    }

    [Fact]
    public void Its_table_lists_every_limit_with_its_number()
    {
        var limits = new RequestLimits();
        var expected = Numbers(limits, "").Concat(Numbers(limits.Cost, "Cost:")).ToDictionary(l => l.Name, l => l.Number);
        var page = Row().Matches(Page).SelectMany(row =>
        {
            var names = Name().Matches(row.Groups[1].Value).Select(n => n.Groups[1].Value).ToList();
            var numbers = Number().Matches(row.Groups[2].Value).Select(n => n.Value.Replace(",", "", StringComparison.Ordinal)).ToList();
            // One number for all names of a row, or one for each.
            return names.Select((name, i) => (Name: name, Number: numbers.Count == 1 ? numbers[0] : numbers[i]));
        }).ToDictionary(l => l.Name, l => l.Number);
        Assert.Equal(expected.OrderBy(l => l.Key), page.OrderBy(l => l.Key));
    }

    private static IEnumerable<(string Name, string Number)> Numbers(object limits, string section) =>
        limits.GetType().GetProperties().Where(p => p.PropertyType == typeof(int) || p.PropertyType == typeof(long)).Select(p => (section + p.Name, $"{p.GetValue(limits)}"));

    [GeneratedRegex("^```graphql\n(.*?)^```$.*?^```json\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^\| (`[A-Z][^|]*) \| ([0-9][^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z:]+)`")]
    private static partial Regex Name();

    [GeneratedRegex("[0-9]{1,3}(,[0-9]{3})*")]
    private static partial Regex Number();
}
