using System.Text.Json.Nodes;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>Whatever value a client sends, in a literal or a variable, the answer is an answer or the client's mistake; never ours.</summary>
public sealed class HostileValueTests(World world) : IClassFixture<World>
{
    private static readonly string[] Literals =
    [
        "null", "0", "-1", "2147483647", "2147483648", "-2147483649", "9223372036854775808", "1e400", "-1e400", "1e-400", "79228162514264337593543950336", "0.1e1",
        "\"\"", "\"'; DROP TABLE complaints.complaints; --\"", "\"\\u0000\"", "\"\\uD800\"", "\"\\uDC00\\uD800\"", "\"%_\\\\\"", "\"$1\"", "\"{0}\"", "\"infinity\"", "\"NaN\"",
        "\"0000-00-00\"", "\"0001-01-01\"", "\"9999-12-31\"", "\"10000-01-01\"", "\"2026-02-30\"", "\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59.9999999Z\"",
        "\"9999-12-31T23:59:59-14:00\"", "\"2026-06-30T23:59:60Z\"", "\"now\"", "\"P99999999999999Y\"", "\"-P1D\"", "true", "FILED", "NOT_A_VALUE", "[]", "[null]", "[[]]", "{}", "{ eq: 1 }",
        "\"00000000-0000-0000-0000-000000000000\"", "\"Q29tcGxhaW50OgAAAAAAAAAAAAAAAAAAAAA\"", "\"====\"", "\"\\u202E\"", "\"\"\"block\n\\u0000\"\"\"",
    ];

    public static TheoryData<string> Types => [.. StatedPolicies.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Every_operator_of_every_field_takes_any_literal(string type)
    {
        var entity = world.Platform.Get<GraphModel>().Entities[type];
        if (entity.Many is null) return;
        var kinds = entity.Fields.Values.OfType<ScalarField>().Where(f => !f.Type.IsList).DistinctBy(f => f.Type.Kind);
        foreach (var field in kinds)
            foreach (var operation in Operator.Of(field.Type.Kind))
                foreach (var literal in Literals)
                    await AskAsync($"{{ list: {entity.Many}(first: 2, where: {{ {field.Name}: {{ {operation.Name}: {literal} }} }}) {{ totalCount nodes {{ __typename }} }} }}");
        foreach (var argument in new[] { "first", "last", "after", "before", "where", "order" })
            foreach (var literal in Literals) await AskAsync($"{{ list: {entity.Many}({argument}: {literal}) {{ totalCount nodes {{ __typename }} }} }}");
        if (entity.One is not null)
            foreach (var literal in Literals) await AskAsync($"{{ one: {entity.One}({entity.Lookups.Prepend("id").Last()}: {literal}) {{ __typename }} byId: {entity.One}(id: {literal}) {{ __typename }} node(id: {literal}) {{ __typename }} }}");
    }

    [Theory]
    [InlineData("Int", "first: $v")]
    [InlineData("String", "after: $v")]
    [InlineData("String", "where: { title: { contains: $v } }")]
    [InlineData("[String!]", "where: { title: { in: $v } }")]
    [InlineData("[ID!]", "where: { id: { nin: $v } }")]
    [InlineData("ID", "where: { id: { eq: $v } }")]
    [InlineData("DateTime", "where: { filedAt: { gt: $v } }")]
    [InlineData("[DateTime!]", "where: { filedAt: { in: $v } }")]
    [InlineData("ComplaintStatus", "where: { status: { eq: $v } }")]
    [InlineData("Boolean", "where: { isOpen: { eq: $v } }")]
    [InlineData("ComplaintFilterInput", "where: $v")]
    [InlineData("[ComplaintFilterInput!]", "where: { or: $v }")]
    [InlineData("[ComplaintSortInput!]", "order: $v")]
    [InlineData("SortEnumType", "order: [{ title: $v }]")]
    public async Task A_variable_takes_any_JSON(string type, string use)
    {
        foreach (var json in Values()) await AskAsync($"query($v: {type}) {{ complaints({use}) {{ totalCount nodes {{ id }} }} }}", new() { ["v"] = json is null ? null : JsonNode.Parse(json) });
    }

    private static IEnumerable<string?> Values()
    {
        string?[] scalars =
        [
            null, "0", "1.5", "2147483648", "1e400", "123456789012345678901234567890", "true", "\"\"", "\"x\"", "\"\\u0000\"", "\"FILED\"", "\"ASC\"", "\"2026-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"",
            "{}", "[]", "[null]", "[[[]]]", "{\"a\":1}", "{\"title\":null}", "{\"title\":{}}", "{\"title\":{\"eq\":null,\"in\":[]}}", "{\"title\":{\"in\":[null]}}", "{\"title\":\"ASC\"}", "{\"title\":\"UP\"}",
            "{\"title\":1,\"id\":\"DESC\"}", "{\"and\":null,\"or\":[],\"not\":{}}", "{\"customer\":{\"name\":\"ASC\"}}", "{\"customer\":{\"complaints\":{\"some\":null,\"none\":{},\"any\":false}}}",
        ];
        foreach (var scalar in scalars) yield return scalar;
        foreach (var scalar in scalars.OfType<string>()) yield return $"[{scalar},{scalar}]";
        yield return $"[{string.Join(',', Enumerable.Repeat("\"x\"", 100_000))}]";
        yield return $"[{string.Join(',', Enumerable.Repeat("{\"title\":{\"eq\":\"x\"}}", 20_000))}]";
        yield return $"[{string.Join(',', Enumerable.Repeat("{\"title\":\"ASC\"}", 20_000))}]";
        yield return string.Concat(Enumerable.Repeat("{\"not\":", 60)) + "{}" + new string('}', 60);
        yield return "{\"or\":[" + string.Join(',', Enumerable.Repeat("{\"or\":[" + string.Join(',', Enumerable.Repeat("{}", 300)) + "]}", 300)) + "]}";
    }

    [Fact]
    public async Task Keys_of_an_input_object_that_come_twice_are_refused_or_the_last_counts() =>
        await AskAsync("{ complaints(where: { title: { eq: \"a\" } title: { eq: \"b\" } }, first: 1, first: 2) { totalCount } }");

    private async Task AskAsync(string query, JsonObject? variables = null)
    {
        var answer = await world.Platform.AskAsync(query, World.ActorOf("agent"), variables);
        Assert.False(Hostility.Codes(answer).Contains("PG-EXE-INTERNAL"), $"{query[..Math.Min(query.Length, 400)]}\n{variables?.ToJsonString()[..Math.Min(variables.ToJsonString().Length, 400)]}\n{answer}");
    }
}
