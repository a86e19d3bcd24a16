using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PropertyGraph.Access;

namespace PropertyGraph.DatabaseTests.Federation;

/// <summary>docs/protocols.md says of federation what the gateway does.</summary>
public sealed partial class FederationPageTests
{
    [Fact]
    public async Task Its_request_is_answered_as_it_says()
    {
        await using var platform = await ModulesPlatform.StartSubgraphAsync();
        var example = Example().Match(await File.ReadAllTextAsync(Repository.Path("docs", "protocols.md")));
        Assert.True(example.Success);

        var answer = await platform.AskAsync(example.Groups[1].Value, Actor.Anonymous, JsonDocument.Parse(example.Groups[2].Value).RootElement);
        Assert.Equal("""{"data":{"_entities":[{"name":"Lift out of order","defaultSeverity":"MAJOR"},null,null]}}""", answer.GetRawText());
        var asStaff = await platform.AskAsync(example.Groups[1].Value, Actor.Staff(Guid.NewGuid(), Guid.NewGuid(), Position.Agent), JsonDocument.Parse(example.Groups[2].Value).RootElement);
        Assert.Equal(JsonNode.Parse(example.Groups[3].Value)!.ToJsonString(), JsonNode.Parse(asStaff.GetRawText())!.ToJsonString());
    }

    [GeneratedRegex("^```graphql subgraph\n(.*?)^```$.*?^```json\n(.*?)^```$.*?^```json\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
