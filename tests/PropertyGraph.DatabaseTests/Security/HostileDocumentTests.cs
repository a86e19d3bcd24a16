using System.Text;
using System.Text.Json;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Execution;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>Small texts that ask for immense work are refused, or answered cheaply; none takes the gateway's time or memory.</summary>
public sealed class HostileDocumentTests(World world) : IClassFixture<World>
{
    /// <summary>Far above what any of these takes on an idle machine, far below what each took without its limit.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Documents => [.. Texts.Keys];

    private static Dictionary<string, string> Texts { get; } = new()
    {
        ["braces"] = new('{', 90_000),
        ["brackets"] = "{ complaints(order: " + new string('[', 90_000),
        ["open objects"] = "{ complaints(where: " + string.Concat(Enumerable.Repeat("{ not: ", 12_000)),
        ["nested fields"] = "{ departments { nodes { " + string.Concat(Enumerable.Repeat("parent { ", 5_000)) + "id" + new string('}', 5_003),
        ["deep but parseable"] = "{ departments { nodes { " + string.Concat(Enumerable.Repeat("parent { ", 50)) + "id" + new string('}', 53),
        ["types in types"] = "query($x: " + new string('[', 45_000) + "Int" + new string(']', 45_000) + ") { __typename }",
        ["aliases"] = "{" + string.Concat(Enumerable.Range(0, 6_000).Select(i => $" a{i}: __typename")) + " }",
        ["aliased lists"] = "{" + string.Concat(Enumerable.Range(0, 1_500).Select(i => $" a{i}: complaints {{ totalCount }}")) + " }",
        ["one field often"] = "{ complaints { nodes { " + string.Concat(Enumerable.Repeat("title ", 1_990)) + "} } }",
        ["overlapping objects"] = "{ complaints { nodes { " + string.Concat(Enumerable.Repeat("customer { name } ", 990)) + "} } }",
        ["overlapping trees"] = "{ departments { nodes { " + Doubled("parent", 9) + " } } }",
        ["fragments that double"] = "{ departments { nodes { ...f0 } } }" + string.Concat(Enumerable.Range(0, 26).Select(i => $" fragment f{i} on Department {{ a: parent {{ ...f{i + 1} }} b: parent {{ ...f{i + 1} }} }}")) + " fragment f26 on Department { id }",
        ["fragments that double lists"] = "{ departments { nodes { ...f0 } } }" + string.Concat(Enumerable.Range(0, 13).Select(i => $" fragment f{i} on Department {{ a: children {{ nodes {{ ...f{i + 1} }} }} b: children {{ nodes {{ ...f{i + 1} }} }} }}")) + " fragment f13 on Department { id }",
        ["fragments flat"] = "{ departments { nodes { ...f0 } } }" + string.Concat(Enumerable.Range(0, 60).Select(i => $" fragment f{i} on Department {{ ...f{i + 1} ...f{i + 1} ...f{i + 1} }}")) + " fragment f60 on Department { id }",
        ["inline fragments that nest"] = "{ departments { nodes { " + string.Concat(Enumerable.Repeat("... { ", 40)) + "id" + new string('}', 43),
        ["a cycle of one"] = "{ departments { nodes { ...f } } } fragment f on Department { parent { ...f } }",
        ["a cycle of many"] = "{ departments { nodes { ...f0 } } }" + string.Concat(Enumerable.Range(0, 90).Select(i => $" fragment f{i} on Department {{ parent {{ ...f{(i + 1) % 90} }} }}")),
        ["directives"] = "{ __typename" + string.Concat(Enumerable.Repeat(" @include(if: true)", 4_900)) + " }",
        ["unknown directives"] = "{ __typename" + string.Concat(Enumerable.Repeat(" @a", 30_000)) + " }",
        ["unknown fields"] = "{" + string.Concat(Enumerable.Range(0, 1_900).Select(i => $" complaintz{i}")) + " }",
        ["unknown arguments"] = "{ complaints(" + string.Concat(Enumerable.Range(0, 7_000).Select(i => $"a{i}: 1 ")) + ") { totalCount } }",
        ["variables"] = "query(" + string.Concat(Enumerable.Range(0, 7_000).Select(i => $"$a{i}: Int ")) + ") { __typename }",
        ["operations"] = string.Concat(Enumerable.Range(0, 3_000).Select(i => $"query q{i} {{ __typename }} ")),
        ["a long string"] = "{ complaints(where: { title: { eq: \"" + new string('x', 99_000) + "\" } }) { totalCount } }",
        ["a long block string"] = "{ complaints(where: { title: { eq: \"\"\"" + string.Concat(Enumerable.Repeat(" \n", 49_000)) + "\"\"\" } }) { totalCount } }",
        ["a long number"] = "{ complaints(first: " + new string('9', 99_000) + ") { totalCount } }",
        ["a long name"] = "{ " + new string('x', 99_000) + " }",
        ["many conditions"] = "{ complaints(where: { or: [" + string.Concat(Enumerable.Repeat("{ title: { eq: \"a\" } } ", 4_000)) + "] }) { totalCount } }",
        ["many keys"] = "{ complaints(after: \"x\", order: [" + string.Concat(Enumerable.Repeat("{ title: ASC } { dueAt: DESC } ", 3_000)) + "]) { totalCount } }",
        ["deep conditions"] = "{ complaints(where: " + string.Concat(Enumerable.Repeat("{ not: ", 55)) + "{}" + new string('}', 55) + ") { totalCount } }",
        ["types of fields of types"] = "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }",
        ["introspection by aliases"] = "{" + string.Concat(Enumerable.Range(0, 150).Select(i => $" a{i}: __schema {{ types {{ name fields {{ name args {{ name }} }} }} }}")) + " }",
        ["introspection by fragments"] = "{ __schema { types { ...f0 } } }" + string.Concat(Enumerable.Range(0, 20).Select(i => $" fragment f{i} on __Type {{ a: fields {{ type {{ ...f{i + 1} }} }} b: fields {{ type {{ ...f{i + 1} }} }} }}")) + " fragment f20 on __Type { name }",
        ["types of types"] = "{ __type(name: \"Complaint\") { " + string.Concat(Enumerable.Repeat("ofType { ", 55)) + "name" + new string('}', 57),
        ["unclosed comment"] = "#" + new string('#', 99_000),
        ["nothing"] = "",
        ["byte order marks"] = new('\uFEFF', 1_000),
        ["half a pair"] = "{ complaints(where: { title: { eq: \"\uD800\" } }) { totalCount } }",
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task It_is_refused_or_cheap(string name)
    {
        var text = Texts[name];
        var answer = await world.Platform.AskAsync(text, World.ActorOf("agent")).WaitAsync(Patience);
        Assert.DoesNotContain("PG-EXE-INTERNAL", Hostility.Codes(answer));
        Assert.True(answer.GetRawText().Length < 1_000_000, $"{answer.GetRawText().Length} characters");
    }

    [Fact]
    public async Task Fragments_that_double_are_refused_with_a_sentence()
    {
        var answer = await world.Platform.AskAsync(Texts["fragments that double"], World.ActorOf("agent"));
        Assert.Equal(["PG-REQ-LIMIT"], Hostility.Codes(answer));
        answer = await world.Platform.AskAsync(Texts["introspection by fragments"], World.ActorOf("agent"));
        Assert.Equal(["PG-REQ-LIMIT"], Hostility.Codes(answer));
    }

    [Fact]
    public async Task The_whole_schema_can_be_introspected_as_IDEs_ask_for_it()
    {
        const string type = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } }";
        const string input = $"name description type {{ {type} }} defaultValue";
        var answer = await world.Platform.AskAsync($"{{ __schema {{ queryType {{ name }} mutationType {{ name }} subscriptionType {{ name }} directives {{ name description locations args(includeDeprecated: true) {{ {input} }} }} types {{ kind name description fields(includeDeprecated: true) {{ name description args(includeDeprecated: true) {{ {input} }} type {{ {type} }} isDeprecated deprecationReason }} inputFields(includeDeprecated: true) {{ {input} }} interfaces {{ {type} }} enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }} possibleTypes {{ {type} }} }} }} }}", World.ActorOf("nobody"));
        Assert.Empty(Hostility.Codes(answer));
    }

    [Fact]
    public async Task A_made_up_id_does_not_spoil_the_plan_of_others()
    {
        const string query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
        var agent = World.ActorOf("agent");
        var ids = new[] { GlobalId.Encode("Complaint", World.Key("complaint", 1)), GlobalId.Encode("Customer", World.Key("customer", 1)) };
        // Its type is spelled like the two types of the other request together.
        var forged = GlobalId.Encode("Complaint|Customer", Guid.Empty);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(["PG-PLAN-ID"], Hostility.Codes(await world.Platform.AskAsync(query, agent, new { ids = new[] { forged } })));
            Assert.Equal(2, (await world.Platform.DataAsync(query, agent, new { ids })).GetProperty("nodes").EnumerateArray().Count(n => n.ValueKind == JsonValueKind.Object));
        }
    }

    [Fact]
    public async Task An_error_quotes_only_the_value_of_its_own_request()
    {
        const string query = "query($id: ID!) { node(id: $id) { id } }";
        await world.Platform.AskAsync(query, World.ActorOf("customer"), new { id = "mine-alone" });
        Assert.DoesNotContain("mine-alone", (await world.Platform.AskAsync(query, World.ActorOf("neighbour"), new { id = "another" })).GetRawText());
    }

    [Fact]
    public async Task Documents_and_plans_that_are_never_the_same_are_not_kept_without_end()
    {
        var agent = World.ActorOf("agent");
        for (var i = 0; i < 250; i++) await world.Platform.AskAsync($"{{ a{i}: complaints(where: {{ title: {{ eq: \"{new string('x', 15_000)}\" }} }}) {{ totalCount }} }}", agent);
        Assert.InRange(((GraphEngine)world.Platform.Engine).PlanCache.Bytes, 0, 64 << 20);
        Assert.InRange(world.Platform.Get<Requests.RequestReader>().CachedDocuments, 0, 240);
    }

    private static string Doubled(string field, int depth) => depth == 0 ? "id" : $"{field} {{ {Doubled(field, depth - 1)} }} {field} {{ {Doubled(field, depth - 1)} }}";
}

internal static class Hostility
{
    public static string[] Codes(JsonElement answer) => answer.TryGetProperty("errors", out var errors)
        ? [.. errors.EnumerateArray().Select(e => e.GetProperty("extensions").GetProperty("code").GetString()!).Distinct()]
        : [];
}
