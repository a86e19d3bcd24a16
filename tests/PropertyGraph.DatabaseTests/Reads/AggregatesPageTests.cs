using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>The answers on the page docs/aggregates.md are what its queries get. UPDATE_SNAPSHOTS=1 rewrites them.</summary>
public sealed partial class AggregatesPageTests(World world) : IClassFixture<World>
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Its_queries_get_its_answers()
    {
        var path = Repository.Path("docs", "aggregates.md");
        var page = await File.ReadAllTextAsync(path);
        var examples = Examples().Matches(page);
        Assert.Equal(3, examples.Count);
        foreach (Match example in examples.Reverse())
        {
            using var answer = await world.Platform.Engine.ExecuteAsync(new GraphRequest(example.Groups["query"].Value), World.ActorOf("agent"), CancellationToken.None);
            var json = JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(answer.Json.Span).GetProperty("data"), Readable) + "\n";
            var shown = example.Groups["answer"];
            page = page[..shown.Index] + json + page[(shown.Index + shown.Length)..];
        }
        Repository.AssertGolden(path, page);
    }

    [GeneratedRegex("^```graphql\n(?<query>.*?)^```\n\n^```json\n(?<answer>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Examples();
}
