using System.Text.Json;
using System.Text.Json.Nodes;
using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>
/// Whatever text a client sends, in whatever place, the statements are those that a harmless text is sent with, to the last letter: a value is a parameter or
/// nothing. Names of fields, enum values and directions are the schema's; a text that is none of them is refused before there is any SQL.
/// </summary>
public sealed class SlotTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    /// <summary>Letters that stay recognizable however they would be quoted, among signs that break out of every quotation.</summary>
    private const string Probe = "zq\u00e6probe'; DROP TABLE x; --\" $1 $$ \\ E'\\x27' /* {0} %_ */ \u2019\uff07 \ud83d\ude00", Letters = "zq\u00e6probe", Harmless = "harmless";

    private static readonly Actor[] Readers = [World.ActorOf("agent"), World.ActorOf("customer"), Actor.System];

    /// <summary>The first requests of all read the key of cursors and the names of time zones.</summary>
    public Task InitializeAsync() => world.Platform.AskAsync("{ complaints { groups(by: [{ filedAt: { unit: DAY, timeZone: \"Asia/Shanghai\" } }]) { aggregate { count } } } }", Actor.System);

    public Task DisposeAsync() => Task.CompletedTask;

    public static TheoryData<string> Types => [.. StatedPolicies.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task A_text_in_any_operator_of_any_field_is_a_parameter(string type)
    {
        var entity = world.Platform.Get<GraphModel>().Entities[type];
        if (entity.Many is null) return;
        foreach (var field in entity.Fields.Values.OfType<ScalarField>().Where(f => f.Type is { IsList: false, Kind: ScalarKind.String or ScalarKind.Id }))
            foreach (var operation in Operator.Of(field.Type.Kind))
            {
                var value = operation.TakesList ? "[HOLE]" : "HOLE";
                await SameAsync($"{{ list: {entity.Many}(where: {{ {field.Name}: {{ {operation.Name}: {value} }} }}) {{ totalCount nodes {{ id }} }} }}", operation.TakesList ? $"[{field.Type.Name}!]" : field.Type.Name);
            }
        foreach (var lookup in entity.Lookups.Where(l => entity.Fields[l] is ScalarField { Type.Kind: ScalarKind.String }))
            await SameAsync($"{{ one: {entity.One}({lookup}: HOLE) {{ id }} }}", "String");
    }

    [Theory]
    [InlineData("{ complaints(where: { customer: { name: { contains: HOLE } }, events: { some: { note: { neq: HOLE } } } }) { totalCount nodes { id } } }")]
    [InlineData("{ customers(where: { not: { or: [{ name: { eq: HOLE } }, { complaints: { all: { title: { startsWith: HOLE } } } }] } }) { nodes { id } } }")]
    [InlineData("{ departments { nodes { complaints(where: { title: { endsWith: HOLE } }) { totalCount nodes { customer { contacts(where: { value: { containsIgnoreCase: HOLE } }) { totalCount } } } } } } }")]
    [InlineData("{ customers(order: [{ complaints: { where: { title: { contains: HOLE } }, count: DESC } }]) { nodes { id } } }")]
    [InlineData("{ complaints(where: { title: { neq: HOLE } }) { aggregate { count max { filedAt } } groups(by: [{ status: true }], having: { count: { gt: 1 } }) { key { status } } } }")]
    public Task A_text_at_any_depth_is_a_parameter(string query) => SameAsync(query, "String");

    [Fact]
    public Task Words_to_search_for_are_a_parameter() => SameAsync("{ search(text: HOLE) { totalCount edges { score node { ... on Complaint { title } ... on Customer { name } } } } }", "String!");

    [Theory]
    [InlineData("query($v: ComplaintFilterInput) { complaints(where: $v) { totalCount nodes { id } } }", """{ "or": [{ "title": { "contains": "HOLE" } }, { "customer": { "name": { "in": ["HOLE", "x"] } } }] }""")]
    [InlineData("query($v: [ComplaintFilterInput!]) { complaints(where: { or: $v }) { totalCount nodes { id } } }", """[{ "title": { "nstartsWith": "HOLE" } }, { "events": { "none": { "note": { "eq": "HOLE" } } } }]""")]
    [InlineData("query($v: [String!]) { complaints(where: { title: { nin: $v } }) { totalCount nodes { id } } }", """["HOLE", "HOLE"]""")]
    public async Task A_text_inside_a_variable_is_a_parameter(string query, string variable)
    {
        foreach (var reader in Readers)
            Assert.Equal(await SentAsync(reader, query, Given(variable, Harmless)), await SentAsync(reader, query, Given(variable, Probe)));

        static JsonNode Given(string json, string text) => JsonNode.Parse(json.Replace("HOLE", JsonEncodedText.Encode(text).ToString(), StringComparison.Ordinal))!;
    }

    [Theory]
    [InlineData("{ node(id: HOLE) { id } }", "ID!")]
    [InlineData("{ nodes(ids: [HOLE]) { id } }", "ID!")]
    [InlineData("{ complaint(id: HOLE) { id } }", "ID")]
    [InlineData("{ complaints(after: HOLE) { nodes { id } } }", "String")]
    [InlineData("{ complaints(before: HOLE, order: [{ title: DESC }]) { nodes { id } } }", "String")]
    [InlineData("{ customers { nodes { complaints(after: HOLE) { nodes { id } } } } }", "String")]
    [InlineData("{ complaints(where: { filedAt: { gt: HOLE } }) { totalCount } }", "DateTime")]
    [InlineData("{ properties(where: { managedSince: { in: [HOLE] } }) { totalCount } }", "LocalDate!")]
    [InlineData("{ complaints(where: { status: { eq: HOLE } }) { totalCount } }", "ComplaintStatus")]
    [InlineData("{ complaints(where: { status: { in: [HOLE] } }) { totalCount } }", "ComplaintStatus!")]
    [InlineData("{ complaints(where: { isOpen: { eq: HOLE } }) { totalCount } }", "Boolean")]
    [InlineData("{ units(where: { area: { lt: HOLE } }) { totalCount } }", "Decimal")]
    [InlineData("{ units(where: { floor: { lt: HOLE } }) { totalCount } }", "Int")]
    [InlineData("{ complaints(first: HOLE) { nodes { id } } }", "Int")]
    [InlineData("{ complaints(order: [{ title: HOLE }]) { nodes { id } } }", "SortEnumType")]
    [InlineData("{ complaints { groups(by: [{ filedAt: { unit: DAY, timeZone: HOLE } }]) { aggregate { count } } } }", "String")]
    [InlineData("{ complaints { groups(by: [{ filedAt: { unit: HOLE } }]) { aggregate { count } } } }", "CalendarUnit!")]
    [InlineData("{ complaints { aggregate { distinct(of: HOLE) } } }", "ComplaintField!")]
    [InlineData("{ customers { nodes { timeline(types: [HOLE]) { nodes { __typename } } } } }", "CustomerTimelineType!")]
    [InlineData("{ customers { nodes { timeline(after: HOLE) { nodes { __typename } } } } }", "String")]
    [InlineData("{ search(text: \"a\", before: HOLE) { nodes { __typename } } }", "String")]
    [InlineData("{ complaints(order: HOLE) { nodes { id } } }", "[ComplaintSortInput!]")]
    public async Task What_is_no_value_of_its_type_is_refused_before_there_is_SQL(string query, string type)
    {
        foreach (var reader in Readers)
        {
            await RefusedAsync(reader, query.Replace("HOLE", Quoted(Probe), StringComparison.Ordinal), null);
            await RefusedAsync(reader, $"query($v: {type}) {query.Replace("HOLE", "$v", StringComparison.Ordinal)}", Probe);
        }
    }

    /// <summary>A global id's type and a cursor's content are the client's to make up, too.</summary>
    [Fact]
    public async Task A_made_up_id_or_cursor_reaches_no_SQL()
    {
        foreach (var type in new[] { "Complaint' OR true --", "Complaint\"", "complaint", $"{Letters}" })
            await RefusedAsync(World.ActorOf("agent"), "query($v: [ID!]!) { nodes(ids: $v) { id } }", new JsonArray(GlobalId.Encode("Complaint", World.Key("complaint", 1)), GlobalId.Encode(type, Guid.Empty)));
        await RefusedAsync(World.ActorOf("agent"), "query($v: String) { complaints(after: $v) { nodes { id } } }", Convert.ToBase64String(new byte[60]).TrimEnd('='));
    }

    [Fact]
    public async Task Names_that_a_client_chooses_reach_no_SQL() => Assert.Equal(
        await SentAsync(World.ActorOf("agent"), "query a { a: complaints { a: nodes { a: title ...a } } } fragment a on Complaint { b: customer { c: name } }", null),
        await SentAsync(World.ActorOf("agent"), "query zzz { zzz: complaints { y: nodes { DROP: title ...zzz } } } fragment zzz on Complaint { TABLE: customer { SELECT: name } }", null));

    [Fact]
    public async Task The_probe_would_be_seen_in_the_text_of_a_statement()
    {
        var sent = await SentSql.DuringAsync(() => world.Platform.ScalarAsync<string>($"SELECT '{Letters}'"));
        Assert.Contains(sent, text => text.Contains(Letters, StringComparison.Ordinal));
    }

    /// <summary>As a literal and as a variable, for each reader.</summary>
    private async Task SameAsync(string query, string type)
    {
        foreach (var reader in Readers)
        {
            Assert.Equal(await SentAsync(reader, query.Replace("HOLE", Quoted(Harmless), StringComparison.Ordinal), null), await SentAsync(reader, query.Replace("HOLE", Quoted(Probe), StringComparison.Ordinal), null));
            var (with, isList) = ($"query($v: {type}) {query.Replace("[HOLE]", "$v", StringComparison.Ordinal).Replace("HOLE", "$v", StringComparison.Ordinal)}", type.StartsWith('['));
            Assert.Equal(await SentAsync(reader, with, isList ? new JsonArray(Harmless) : Harmless), await SentAsync(reader, with, isList ? new JsonArray(Probe) : Probe));
        }
    }

    /// <summary>The statements of a request, of which there must be some, or a mistake that is the client's.</summary>
    private async Task<IReadOnlyList<string>> SentAsync(Actor reader, string query, JsonNode? variable)
    {
        JsonElement answer = default;
        var sent = await SentSql.DuringAsync(async () => answer = await world.Platform.AskAsync(query, reader, variable is null ? null : new JsonObject { ["v"] = variable }));
        Assert.True(answer.TryGetProperty("errors", out var errors) ? errors.GetRawText().Contains("PG-PLAN", StringComparison.Ordinal) && sent.Count == 0 : sent.Count > 0, $"{query}\n{answer}");
        Assert.DoesNotContain(sent, text => text.Contains(Letters, StringComparison.Ordinal));
        return sent;
    }

    private async Task RefusedAsync(Actor reader, string query, JsonNode? variable)
    {
        JsonElement answer = default;
        var sent = await SentSql.DuringAsync(async () => answer = await world.Platform.AskAsync(query, reader, new JsonObject { ["v"] = variable }));
        Assert.True(answer.TryGetProperty("errors", out _), $"{query}\n{answer}");
        Assert.DoesNotContain(Hostility.Codes(answer), c => c.StartsWith("PG-EXE", StringComparison.Ordinal));
        Assert.Empty(sent);
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
