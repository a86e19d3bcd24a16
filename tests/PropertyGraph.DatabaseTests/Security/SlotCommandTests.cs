using System.Text.Json;
using System.Text.Json.Nodes;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>No text of any mutation's input, idempotency keys among them, gets into the text of a statement: not of the command, its checks, its audit, its event or its payload.</summary>
public sealed class SlotCommandTests(World world) : IClassFixture<World>
{
    private const string Letters = "zq\u00e6probe";
    private static readonly string[] Probes = [$"{Letters}'; DROP TABLE x; --", $"{Letters}\" $1 $$ \\ /* {{0}} %_ */", Letters];

    [Fact]
    public async Task No_text_of_an_input_is_part_of_a_statement()
    {
        var model = world.Platform.Get<GraphModel>();
        var ids = new Dictionary<string, string>();
        foreach (var type in StatedPolicies.Types.Where(t => model.Entities[t].IsNode))
            ids[type] = (await StatedPolicies.RowsAsync(world.Platform, type, GuardedWorld.ActorOf("director"))).SelectMany(g => g).FirstOrDefault() ?? GlobalId.Encode(type, Guid.Empty);
        var written = 0;
        foreach (var command in model.Commands)
            foreach (var probe in Probes)
                foreach (var id in new[] { null, probe })
                {
                    var input = Object(command.Input, probe, id, ids);
                    input["idempotencyKey"] = $"{probe}{command.Name}{id}";
                    var uploads = await world.Platform.UploadsAsync(command);
                    var sent = await SentSql.DuringAsync(() => world.Platform.AskAsync(Text(command), ActorFor(command), new JsonObject { ["input"] = input }, uploads: uploads));
                    written += sent.Count;
                    Assert.True(!sent.Any(s => s.Contains(Letters, StringComparison.Ordinal)), $"{command.Name}: {sent.FirstOrDefault(s => s.Contains(Letters, StringComparison.Ordinal))}");
                }
        Assert.InRange(written, 10 * model.Commands.Count, int.MaxValue);
    }

    [Fact]
    public async Task A_complaint_is_filed_by_the_same_statements_whatever_its_words_are()
    {
        await world.Platform.ExecuteAsync("INSERT INTO complaints.service_levels (id, category_id, severity, resolve_within_hours, pauses_on_hold) VALUES (gen_random_uuid(), NULL, 'MAJOR', 24, true), (gen_random_uuid(), NULL, 'GENERAL', 72, true) ON CONFLICT DO NOTHING");
        await FiledAsync("the first reads what the gateway keeps");
        var harmless = await FiledAsync("harmless");
        Assert.Contains(harmless, s => s.Contains("INSERT INTO \"complaints\".\"complaints\"", StringComparison.Ordinal));
        foreach (var probe in Probes) Assert.Equal(harmless, await FiledAsync(probe));
    }

    private async Task<IEnumerable<string>> FiledAsync(string text)
    {
        JsonElement answer = default;
        var input = new JsonObject { ["title"] = text, ["description"] = text, ["idempotencyKey"] = text };
        var sent = await SentSql.DuringAsync(async () => answer = await world.Platform.AskAsync(
            "mutation($input: FileComplaintInput!) { fileComplaint(input: $input) { complaint { title description } errors { __typename } } }", World.ActorOf("agent"), new JsonObject { ["input"] = input }));
        Assert.Equal(text, answer.GetProperty("data").GetProperty("fileComplaint").GetProperty("complaint").GetProperty("title").GetString());
        return sent.Distinct().Order(StringComparer.Ordinal);
    }

    private static string Text(CommandDefinition command) =>
        $"mutation($input: {command.Input.Name}!) {{ done: {command.Name}(input: $input) {{ errors {{ __typename ... on Error {{ code message path }} }} {Names.Camel(command.Entity)} {{ __typename }} query {{ complaints(first: 1) {{ totalCount }} }} }} }}";

    private static Actor ActorFor(CommandDefinition command) => command.Audiences.Has(Audience.Staff)
        ? GuardedWorld.ActorOf((command.Positions.Count == 0 ? Position.Agent : command.Positions[0]).ToString().ToLowerInvariant())
        : World.ActorOf(command.Audiences.Has(Audience.Customer) ? "customer" : command.Audiences.Has(Audience.Partner) ? "partner" : "nobody");

    /// <summary>An input with every field: the text wherever a text can be, and in the place of ids where <paramref name="id"/> says so.</summary>
    private static JsonObject Object(InputObject input, string text, string? id, Dictionary<string, string> ids) =>
        new(input.Fields.Select(f => KeyValuePair.Create<string, JsonNode?>(f.Name, f.IsList ? new JsonArray(Value(f, text, id, ids)) : Value(f, text, id, ids))));

    private static JsonNode? Value(InputField field, string text, string? id, Dictionary<string, string> ids) => field switch
    {
        { Object: { } nested } => Object(nested, text, id, ids),
        { IdOf: { } type } => id ?? ids[type],
        { Value.Kind: ScalarKind.Enum } => Names.EnumValues(field.Value.Enum!)[0],
        { Value.Kind: ScalarKind.String } => text,
        { Value.Kind: ScalarKind.Upload } => null,
        { Value.Kind: ScalarKind.Boolean } => true,
        { Value.Kind: ScalarKind.LocalDate } => "2026-12-01",
        { Value.Kind: ScalarKind.DateTime } => "2026-12-01T09:00:00Z",
        { Value.Kind: ScalarKind.Duration } => "PT1H",
        { Value.Kind: ScalarKind.Uuid } => Guid.Empty.ToString(),
        _ => 5,
    };
}
