using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Samples;

/// <summary>Every operator of every scalar, with values written into the document and as variables, finds these rows and no others.</summary>
public sealed partial class OperatorTests(SamplesPlatform samples) : IClassFixture<SamplesPlatform>
{
    private static readonly (string Field, string Low, string Mid, string High)[] Ordered =
    [
        ("int", "-5", "0", "1000000000"),
        ("long", "-5000000000", "0", "9223372036854775807"),
        ("float", "-0.5", "0.1", "1e300"),
        ("decimal", "-0.10", "0.1", "79228162514264337593543950335"),
        ("moment", "\"2025-12-31T19:00:00-05:00\"", "\"2026-01-01T00:00:00.001Z\"", "\"2026-01-02T00:00:00Z\""),
        ("day", "\"2026-01-01\"", "\"2026-01-02\"", "\"2027-01-01\""),
        ("length", "\"-PT30M\"", "\"PT1H30M\"", "\"P2D\""),
        ("double", "-10", "0", "2000000000"),
    ];

    private static readonly (string Field, string Low, string Mid, string High)[] Unordered =
    [
        ("uuid", "\"00000000-0000-0000-0000-000000000001\"", "\"00000000-0000-0000-0000-000000000002\"", "\"00000000-0000-0000-0000-000000000003\""),
        ("size", "SMALL", "MEDIUM", "LARGE"),
        ("link", "\"https://EXAMPLE.org:443/a%20b?c=d\"", "\"http://example.org/\"", "\"https://example.org/電\""),
        ("text", "\"The Lift is stuck\"", "\"lift café\"", "\"電梯 故障\""),
        ("plain", "\"The Lift is stuck\"", "\"lift café\"", "\"電梯 故障\""),
    ];

    private static readonly (string Condition, string Found)[] Membership =
    [
        ("eq: MID", "mid"), ("neq: MID", "low high none"), ("eq: null", "none"), ("neq: null", "low mid high"),
        ("in: [LOW, HIGH]", "low high"), ("nin: [LOW, HIGH]", "mid none"), ("in: MID", "mid"), ("in: []", ""), ("nin: []", "low mid high none"),
        ("eq: LOW, nin: [HIGH]", "low"), ("", "low mid high none"),
    ];

    private static readonly (string Condition, string Found)[] Comparison =
    [
        ("gt: MID", "high"), ("ngt: MID", "low mid none"), ("gte: MID", "mid high"), ("ngte: MID", "low none"),
        ("lt: MID", "low"), ("nlt: MID", "mid high none"), ("lte: MID", "low mid"), ("nlte: MID", "high none"), ("gt: LOW, lt: HIGH", "mid"),
    ];

    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var (scalar, isOrdered) in Ordered.Select(s => (s, true)).Concat(Unordered.Select(s => (s, false))))
            foreach (var (condition, found) in isOrdered ? [.. Membership, .. Comparison] : Membership)
                cases.Add(scalar.Field, condition.Replace("LOW", scalar.Low, StringComparison.Ordinal).Replace("MID", scalar.Mid, StringComparison.Ordinal).Replace("HIGH", scalar.High, StringComparison.Ordinal), found);
        foreach (var (condition, found) in new[] { ("eq: true", "mid high"), ("neq: true", "low none"), ("eq: false", "low"), ("eq: null", "none"), ("neq: null", "low mid high") }) cases.Add("flag", condition, found);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_operator_finds_these_rows(string field, string condition, string found)
    {
        Assert.Equal(found, await samples.FindAsync($"{{ {field}: {{ {condition} }} }}"));
        var type = Type(field);
        Assert.Equal(found, await samples.FindAsync($"{{ {field}: $where }}", new() { ["where"] = Json(condition) }, $"($where: {type}OperationFilterInput)"));
    }

    [Theory]
    [InlineData("contains: \"Lift\"", "low")]
    [InlineData("contains: \"\"", "low mid high")]
    [InlineData("contains: \"t c\"", "mid")]
    [InlineData("contains: \"障\"", "high")]
    [InlineData("ncontains: \"Lift\"", "mid high none")]
    [InlineData("startsWith: \"The\"", "low")]
    [InlineData("nstartsWith: \"The\"", "mid high none")]
    [InlineData("endsWith: \"故障\"", "high")]
    [InlineData("nendsWith: \"故障\"", "low mid none")]
    [InlineData("eqIgnoreCase: \"LIFT CAFÉ\"", "mid")]
    [InlineData("eqIgnoreCase: \"lift cafe\"", "")]
    [InlineData("neqIgnoreCase: \"LIFT CAFÉ\"", "low high none")]
    [InlineData("containsIgnoreCase: \"LIFT\"", "low mid")]
    [InlineData("containsIgnoreCase: \"FÉ\"", "mid")]
    [InlineData("ncontainsIgnoreCase: \"LIFT\"", "high none")]
    [InlineData("startsWithIgnoreCase: \"THE L\"", "low")]
    [InlineData("nstartsWithIgnoreCase: \"THE L\"", "mid high none")]
    [InlineData("search: \"STUCK lift\"", "low")]
    [InlineData("search: \"lift\"", "low mid")]
    [InlineData("search: \"cafe\"", "mid")]
    [InlineData("search: \"ＣＡＦＥ\"", "mid")]
    [InlineData("search: \"障 電\"", "high")]
    [InlineData("search: \"t\"", "low mid")]
    [InlineData("search: \"lift%\"", "")]
    [InlineData("nsearch: \"lift\"", "high none")]
    [InlineData("nsearch: \"lift stuck\"", "mid high none")]
    public async Task Text_is_found_with_and_without_an_index(string condition, string found)
    {
        foreach (var field in new[] { "text", "plain" })
        {
            Assert.Equal(found, await samples.FindAsync($"{{ {field}: {{ {condition} }} }}"));
            Assert.Equal(found, await samples.FindAsync($"{{ {field}: $where }}", new() { ["where"] = Json(condition) }, "($where: StringOperationFilterInput)"));
            Assert.Equal(Others(found), await samples.FindAsync($"{{ not: {{ {field}: {{ {condition} }} }} }}"));
        }
    }

    [Theory]
    [InlineData("tags: { some: { eq: \"red\" } }", "low mid")]
    [InlineData("tags: { some: { search: \"GREEN\" } }", "low")]
    [InlineData("tags: { none: { eq: \"red\" } }", "high none")]
    [InlineData("tags: { all: { startsWith: \"r\" } }", "mid high none")]
    [InlineData("tags: { some: { nstartsWith: \"r\" } }", "low")]
    [InlineData("tags: { any: true }", "low mid")]
    [InlineData("tags: { any: false }", "high none")]
    [InlineData("tags: { some: {} }", "low mid")]
    [InlineData("tags: { all: {} }", "low mid high none")]
    [InlineData("tags: { some: { eq: null } }", "")]
    [InlineData("tags: { some: null, any: null }", "low mid high none")]
    [InlineData("tags: {}", "low mid high none")]
    [InlineData("tags: null", "low mid high none")]
    [InlineData("numbers: { some: { gt: 1, lt: 3 } }", "low mid")]
    [InlineData("numbers: { all: { in: [2, 3] } }", "mid high none")]
    [InlineData("numbers: { some: { eq: 1 }, none: { gt: 2 } }", "low")]
    [InlineData("keys: { some: { eq: \"00000000-0000-0000-0000-000000000001\" } }", "low")]
    [InlineData("keys: { none: { in: [\"00000000-0000-0000-0000-000000000001\"] } }", "mid high none")]
    [InlineData("sizes: { some: { eq: SMALL } }", "low")]
    [InlineData("sizes: { all: { eq: LARGE } }", "mid high none")]
    [InlineData("sizes: { any: true, all: { neq: SMALL } }", "mid")]
    public async Task A_list_of_values_is_found_by_its_elements(string where, string found)
    {
        Assert.Equal(found, await samples.FindAsync($"{{ {where} }}"));
        Assert.Equal(found, await samples.FindAsync("$where", new() { ["where"] = Json(where) }, "($where: SampleFilterInput)"));
        Assert.Equal(Others(found), await samples.FindAsync($"{{ not: {{ {where} }} }}"));
    }

    [Theory]
    [InlineData("{ and: [{ int: { gte: 0 } }, { or: [{ flag: { eq: false } }, { not: { day: { eq: \"2026-01-02\" } } }] }] }", "high")]
    [InlineData("{ or: [] }", "")]
    [InlineData("{ and: [] }", "low mid high none")]
    [InlineData("{ not: {} }", "")]
    [InlineData("{ not: { not: { int: { gt: 0 } } } }", "high")]
    [InlineData("{ not: { int: { gt: 0 }, flag: { eq: true } } }", "low mid none")]
    [InlineData("{ or: [{ text: { search: \"cafe\" } }, { size: { eq: SMALL } }] }", "low mid")]
    [InlineData("{ or: { int: { eq: 0 } } }", "mid")]
    [InlineData("{ int: null }", "low mid high none")]
    public async Task Conditions_combine(string where, string found) => Assert.Equal(found, await samples.FindAsync(where));

    [Fact]
    public async Task An_id_finds_its_row()
    {
        var (low, mid) = (GlobalId.Encode("Sample", SamplesPlatform.Rows[0].Id), GlobalId.Encode("Sample", SamplesPlatform.Rows[1].Id));
        Assert.Equal("low", await samples.FindAsync($"{{ id: {{ eq: \"{low}\" }} }}"));
        Assert.Equal("mid high none", await samples.FindAsync($"{{ id: {{ neq: \"{low}\" }} }}"));
        Assert.Equal("low mid", await samples.FindAsync("{ id: { in: $ids } }", new() { ["ids"] = new JsonArray(low, mid) }, "($ids: [ID!])"));
        Assert.Equal("high none", await samples.FindAsync("{ id: { nin: $ids } }", new() { ["ids"] = new JsonArray(low, mid) }, "($ids: [ID!])"));
    }

    [Theory]
    [InlineData("text: { search: \"\" }")]
    [InlineData("text: { search: \" \\t\\u3000\" }")]
    [InlineData("text: { search: \"\\u0301 \\u00b4\" }")]
    [InlineData("plain: { nsearch: \" \" }")]
    [InlineData("text: { search: \"a b c d e f g h i j k l m n o p q\" }")]
    [InlineData("text: { search: null }")]
    [InlineData("text: { eqIgnoreCase: null }")]
    [InlineData("tags: { some: { search: \"\" } }")]
    public async Task What_no_search_takes_is_a_clear_error(string where)
    {
        foreach (var answer in new[] { await samples.AskAsync($"{{ samples(where: {{ {where} }}) {{ totalCount }} }}"), await samples.AskAsync("query($where: SampleFilterInput) { samples(where: $where) { totalCount } }", new() { ["where"] = Json(where) }) })
            Assert.Equal("PG-PLAN-FILTER", Code(answer));
    }

    [Theory]
    [InlineData("data: { eq: 1 }")]
    [InlineData("link: { eq: \"javascript:alert(1)\" }")]
    [InlineData("link: { eq: \"/etc/passwd\" }")]
    [InlineData("link: { eq: \"example.org\" }")]
    [InlineData("link: { contains: \"example\" }")]
    [InlineData("flag: { in: [true] }")]
    [InlineData("size: { gt: SMALL }")]
    [InlineData("tags: { some: { in: [null] } }")]
    [InlineData("tags: { eq: \"red\" }")]
    [InlineData("int: { in: [1, null] }")]
    public async Task What_the_types_forbid_is_refused_before_planning(string where) =>
        Assert.Equal("PG-REQ-VALIDATION", Code(await samples.AskAsync($"{{ samples(where: {{ {where} }}) {{ totalCount }} }}")));

    internal static string? Code(System.Text.Json.JsonElement answer) =>
        answer.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("extensions").GetProperty("code").GetString() : null;

    private static string Others(string found) => string.Join(' ', SamplesPlatform.Rows.Select(r => r.Name).Except(found.Split(' ')));

    private static string Type(string field) => field switch
    {
        "int" or "double" => "Int", "long" => "Long", "float" => "Float", "decimal" => "Decimal", "moment" => "DateTime", "day" => "LocalDate", "length" => "Duration",
        "uuid" => "UUID", "size" => "Size", "link" => "URL", "flag" => "Boolean", _ => "String",
    };

    /// <summary>The fields of a GraphQL object as JSON.</summary>
    private static JsonNode Json(string fields) => JsonNode.Parse(Key().Replace(EnumValue().Replace($"{{ {fields} }}", "\"$0\""), "\"$0\""))!;

    [GeneratedRegex(@"(?<=[:\[,]\s*)[A-Z]+\b")]
    private static partial Regex EnumValue();

    [GeneratedRegex(@"(?<=[{,]\s*)\w+(?=:)")]
    private static partial Regex Key();
}
