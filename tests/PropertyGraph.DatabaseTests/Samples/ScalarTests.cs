using System.Text.Json.Nodes;

namespace PropertyGraph.DatabaseTests.Samples;

/// <summary>How each scalar is shown, declared, ordered by and given.</summary>
public sealed class ScalarTests(SamplesPlatform samples) : IClassFixture<SamplesPlatform>
{
    [Theory]
    [InlineData("low", "text", "\"The Lift is stuck\"")]
    [InlineData("low", "uuid", "\"00000000-0000-0000-0000-000000000001\"")]
    [InlineData("low", "int", "-5")]
    [InlineData("low", "long", "-5000000000")]
    [InlineData("low", "float", "-0.5")]
    [InlineData("low", "decimal", "-0.10")]
    [InlineData("low", "flag", "false")]
    [InlineData("low", "moment", "\"2026-01-01T00:00:00Z\"")]
    [InlineData("mid", "moment", "\"2026-01-01T00:00:00.001Z\"")]
    [InlineData("low", "day", "\"2026-01-01\"")]
    [InlineData("mid", "length", "\"PT1H30M\"")]
    [InlineData("low", "size", "\"SMALL\"")]
    [InlineData("low", "link", "\"https://example.org/a%20b?c=d\"")]
    [InlineData("mid", "link", "\"http://example.org/\"")]
    [InlineData("low", "data", "{\"a\": [1, 2.50, \"ü\\n\"], \"b\": null}")]
    [InlineData("mid", "data", "7")]
    [InlineData("high", "data", "null")]
    [InlineData("low", "tags", "[\"red\",\"Green\"]")]
    [InlineData("low", "numbers", "[1,2]")]
    [InlineData("low", "keys", "[\"00000000-0000-0000-0000-000000000001\"]")]
    [InlineData("low", "sizes", "[\"SMALL\",\"LARGE\"]")]
    [InlineData("none", "link", "null")]
    [InlineData("none", "data", "null")]
    [InlineData("none", "tags", "null")]
    [InlineData("none", "sizes", "[]")]
    public async Task A_value_is_shown_so(string row, string field, string json)
    {
        var answer = await samples.AskAsync($"{{ samples(where: {{ name: {{ eq: \"{row}\" }} }}) {{ nodes {{ value: {field} }} }} }}");
        Assert.Equal(json, answer.GetProperty("data").GetProperty("samples").GetProperty("nodes")[0].GetProperty("value").GetRawText());
    }

    [Theory]
    [InlineData("scalar URL @specifiedBy(url: \"https://www.rfc-editor.org/rfc/rfc3986\")")]
    [InlineData("scalar JSON @specifiedBy(url: \"https://www.rfc-editor.org/rfc/rfc8259\")")]
    [InlineData("scalar Duration @specifiedBy(url: \"https://scalars.graphql.org/chillicream/duration.html\")")]
    [InlineData("input ListStringOperationFilterInput")]
    [InlineData("input ListSizeOperationFilterInput")]
    [InlineData("input URLOperationFilterInput")]
    public void The_schema_declares(string declaration) => Assert.Contains(declaration, samples.Sdl, StringComparison.Ordinal);

    [Fact]
    public void JSON_has_no_filter() => Assert.DoesNotContain("JSONOperationFilterInput", samples.Sdl, StringComparison.Ordinal);

    [Theory]
    [InlineData("uuid")]
    [InlineData("int")]
    [InlineData("long")]
    [InlineData("float")]
    [InlineData("decimal")]
    [InlineData("moment")]
    [InlineData("day")]
    [InlineData("length")]
    [InlineData("size")]
    [InlineData("double")]
    public async Task Rows_come_in_the_order_of_a_value_page_by_page(string field)
    {
        Assert.Equal("low mid high none", await WalkAsync($"[{{ {field}: ASC }}]", "first", "after"));
        Assert.Equal("none high mid low", await WalkAsync($"[{{ {field}: DESC }}]", "first", "after"));
        Assert.Equal("none high mid low", await WalkAsync($"[{{ {field}: ASC }}]", "last", "before"));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("link")]
    public async Task Text_is_walked_to_its_end_once(string field)
    {
        var forward = await WalkAsync($"[{{ {field}: ASC }}]", "first", "after");
        Assert.Equal(forward.Split(' ').Reverse(), (await WalkAsync($"[{{ {field}: DESC }}]", "first", "after")).Split(' '));
        Assert.Equal(["high", "low", "mid", "none"], forward.Split(' ').Order());
    }

    [Theory]
    [InlineData("data")]
    [InlineData("tags")]
    public async Task What_has_no_order_is_no_key(string field) =>
        Assert.Equal("PG-REQ-VALIDATION", OperatorTests.Code(await samples.AskAsync($"{{ samples(order: [{{ {field}: ASC }}]) {{ totalCount }} }}")));

    [Fact]
    public async Task A_mutation_takes_a_URL_and_stores_its_one_spelling()
    {
        Assert.Empty((await samples.AddAsync("added", "https://Example.ORG:443/x y")).Faults);
        var answer = await samples.AskAsync("{ samples(where: { link: { eq: \"https://example.org/x%20y\" } }) { nodes { name link } } }");
        Assert.Equal("https://example.org/x%20y", answer.GetProperty("data").GetProperty("samples").GetProperty("nodes")[0].GetProperty("link").GetString());
    }

    /// <summary>Names of the four rows, read one at a time.</summary>
    private async Task<string> WalkAsync(string order, string size, string bound)
    {
        var names = new List<string?>();
        string? cursor = null;
        do
        {
            var answer = await samples.AskAsync(
                $"query($cursor: String) {{ samples({size}: 1, {bound}: $cursor, order: {order}, where: {{ name: {{ neq: \"added\" }} }}) {{ edges {{ cursor node {{ name }} }} }} }}", new JsonObject { ["cursor"] = cursor });
            var edges = answer.GetProperty("data").GetProperty("samples").GetProperty("edges");
            cursor = edges.GetArrayLength() == 0 ? null : edges[0].GetProperty("cursor").GetString();
            if (cursor is not null) names.Add(edges[0].GetProperty("node").GetProperty("name").GetString());
        }
        while (cursor is not null && names.Count < 10);
        return string.Join(' ', names);
    }
}
