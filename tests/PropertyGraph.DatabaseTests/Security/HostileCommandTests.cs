using System.Text.Json;
using System.Text.Json.Nodes;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>Every mutation with every kind of value, by everybody: faults, never failures; and nothing personal in the log.</summary>
public sealed class HostileCommandTests(World world) : IClassFixture<World>, IAsyncLifetime
{
    private const string Marker = "Personal-Words-7f3a";
    private static readonly int Seed = 20261124;

    private static readonly Dictionary<ScalarKind, string[]> Hostile = new()
    {
        [ScalarKind.String] = [$"\"{Marker}\"", "\"\"", "\" \"", "\"\\u0000\"", "\"a\\u0000b\"", "\"'; DROP TABLE x; --\"", $"\"{new string('x', 20_000)}\"", "\"{0}\"", "\"\\u202e\\u200b\""],
        [ScalarKind.Int] = ["0", "-1", "1", "5", "100", "2147483647", "-2147483648"],
        [ScalarKind.Long] = ["0", "9223372036854775807", "-9223372036854775808"],
        [ScalarKind.Decimal] = ["0", "-1", "100", "33.33", "0.0000000000000000000000000001", "79228162514264337593543950335", "-79228162514264337593543950335"],
        [ScalarKind.Float] = ["0", "1e308", "-1e308"],
        [ScalarKind.Boolean] = ["true", "false"],
        [ScalarKind.LocalDate] = ["\"2026-11-24\"", "\"0001-01-01\"", "\"9999-12-31\"", "\"2026-11-25\""],
        [ScalarKind.DateTime] = ["\"2026-11-24T08:00:00Z\"", "\"2027-01-01T00:00:00Z\"", "\"2027-01-01T08:00:00Z\"", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\""],
        [ScalarKind.Duration] = ["\"PT0S\"", "\"P10675199D\"", "\"-P10675199D\""],
        [ScalarKind.Uuid] = ["\"00000000-0000-0000-0000-000000000000\""],
    };

    private IReadOnlyDictionary<string, string[]> ids = new Dictionary<string, string[]>();

    /// <summary>The world has no seeds: without a promise of its own nothing can be filed.</summary>
    public Task InitializeAsync() => world.Platform.ExecuteAsync(
        """
        INSERT INTO complaints.service_levels (id, category_id, severity, resolve_within_hours, pauses_on_hold)
        VALUES (gen_random_uuid(), NULL, 'MAJOR', 24, true), (gen_random_uuid(), NULL, 'GENERAL', 72, true) ON CONFLICT DO NOTHING
        """);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task No_input_of_any_command_is_a_failure_of_ours_and_the_log_holds_no_personal_text()
    {
        var model = world.Platform.Get<GraphModel>();
        ids = await IdsAsync(model);
        var random = new Random(Seed);
        var succeeded = new HashSet<string>();
        foreach (var command in model.Commands)
            for (var i = 0; i < 60; i++)
            {
                var input = Object(command.Input, random);
                var actor = ActorFor(command, i, random);
                var answer = await world.Platform.AskAsync(Text(command), actor, new JsonObject { ["input"] = input }, uploads: await world.Platform.UploadsAsync(command));
                Assert.True(Hostility.Codes(answer).Length == 0, $"{command.Name} {input.ToJsonString()[..Math.Min(600, input.ToJsonString().Length)]}\n{answer}");
                var payload = answer.GetProperty("data").GetProperty("done");
                if (payload.GetProperty("errors").ValueKind == JsonValueKind.Null) succeeded.Add(command.Name);
                else Assert.All(payload.GetProperty("errors").EnumerateArray(), e => Assert.DoesNotContain("Exception", e.GetRawText()));
            }
        Assert.InRange(succeeded.Count, 8, model.Commands.Count);
        Assert.Equal(0L, await world.Platform.ScalarAsync<long>($"SELECT count(*) FROM propertygraph.events AS e WHERE e::text LIKE '%{Marker}%'"));
        await ReadableAsync(model);
    }

    [Fact]
    public async Task Whoever_may_not_call_a_command_is_told_so_before_the_input_is_looked_at()
    {
        var model = world.Platform.Get<GraphModel>();
        ids = await IdsAsync(model);
        foreach (var command in model.Commands)
            foreach (var reader in GuardedWorld.Readers)
            {
                var actor = GuardedWorld.ActorOf(reader);
                var allowed = command.Audiences.Has(actor.Audience) && (actor.Audience != Audience.Staff || command.Positions.Count == 0 || actor.Holds([.. command.Positions]));
                if (allowed) continue;
                var answer = await world.Platform.AskAsync(Text(command), actor, new JsonObject { ["input"] = Object(command.Input, new Random(Seed)) }, uploads: await world.Platform.UploadsAsync(command));
                var errors = answer.GetProperty("data").GetProperty("done").GetProperty("errors");
                Assert.Equal("NotAllowed", Assert.Single(errors.EnumerateArray()).GetProperty("__typename").GetString());
            }
    }

    [Theory]
    [InlineData("\"a\\uD800b\"")]
    [InlineData("\"a\\u0000b\"")]
    public async Task Text_that_no_database_can_hold_is_a_fault_of_the_field(string literal)
    {
        var answer = await world.Platform.AskAsync($"mutation {{ done: fileComplaint(input: {{ title: {literal}, description: \"d\" }}) {{ errors {{ ... on Error {{ code path }} }} }} }}", World.ActorOf("agent"));
        Assert.Contains("PG-CMD-VALIDATION", answer.GetRawText());
        answer = await world.Platform.AskAsync($"mutation {{ done: fileComplaint(input: {{ title: \"t\", description: \"d\", idempotencyKey: {literal} }}) {{ errors {{ ... on Error {{ code path }} }} }} }}", World.ActorOf("agent"));
        Assert.Contains("PG-CMD-VALIDATION", answer.GetRawText());
    }

    /// <summary>What hostile inputs left behind must not spoil anybody's reading.</summary>
    private async Task ReadableAsync(GraphModel model)
    {
        foreach (var entity in model.Entities.Values.Where(e => e.Many is not null))
        {
            var fields = string.Join(' ', entity.Fields.Values.Where(f => f is ScalarField or ResolvedField).Select(f => f is ResolvedField resolved ? f.Name + Inside(resolved.Type) : f.Name));
            foreach (var order in entity.Fields.Values.OfType<ScalarField>().Where(f => !f.Type.IsList).Select(f => f.Name))
            {
                var page = await world.Platform.DataAsync($"{{ list: {entity.Many}(first: 2, order: [{{ {order}: DESC }}]) {{ nodes {{ {fields} }} pageInfo {{ endCursor }} }} }}", Actor.System);
                var after = page.GetProperty("list").GetProperty("pageInfo").GetProperty("endCursor").GetString();
                await world.Platform.DataAsync($"query($after: String) {{ list: {entity.Many}(first: 100, after: $after, order: [{{ {order}: DESC }}]) {{ nodes {{ {fields} }} }} }}", Actor.System, new { after });
            }
        }
    }

    /// <summary>All that objects of a resolved field hold.</summary>
    private static string Inside(ResolvedType type) => type switch
    {
        ResolvedList list => Inside(list.Element),
        ResolvedObject { Record: var record } => $" {{ {string.Join(' ', record.Fields.Values.Select(f => f.Name + Inside(f.Type)))} }}",
        _ => "",
    };

    private async Task<IReadOnlyDictionary<string, string[]>> IdsAsync(GraphModel model)
    {
        var found = new Dictionary<string, string[]>();
        foreach (var type in StatedPolicies.Types.Where(t => model.Entities[t].IsNode))
            found[type] = [.. (await StatedPolicies.RowsAsync(world.Platform, type, GuardedWorld.ActorOf("director"))).SelectMany(g => g).Take(20)];
        return found;
    }

    private static string Text(CommandDefinition command) =>
        $"mutation($input: {command.Input.Name}!) {{ done: {command.Name}(input: $input) {{ errors {{ __typename ... on Error {{ code message path }} }} query {{ __typename }} }} }}";

    private static Actor ActorFor(CommandDefinition command, int i, Random random)
    {
        var others = new[] { Audience.Customer, Audience.Partner, Audience.Anonymous }.Where(a => command.Audiences.Has(a)).ToList();
        if (others.Count > 0 && (i % 3 == 0 || !command.Audiences.Has(Audience.Staff)))
            return World.ActorOf(others[random.Next(others.Count)] switch { Audience.Customer => "customer", Audience.Partner => "partner", _ => "nobody" });
        return GuardedWorld.ActorOf((command.Positions.Count == 0 ? Position.Agent : command.Positions[random.Next(command.Positions.Count)]).ToString().ToLowerInvariant());
    }

    private JsonObject Object(InputObject input, Random random)
    {
        var json = new JsonObject();
        foreach (var field in input.Fields)
            if (field.IsRequired || random.Next(2) == 0)
                json[field.Name] = field.IsList ? new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(field, random))]) : Value(field, random);
        return json;
    }

    private JsonNode? Value(InputField field, Random random)
    {
        if (field.Object is { } nested) return Object(nested, random);
        if (field.IdOf is { } type)
            return random.Next(8) switch { 0 => "garbage", 1 => GlobalId.Encode(type, Guid.NewGuid()), 2 => GlobalId.Encode("Category", Guid.NewGuid()), _ => Pick(ids.GetValueOrDefault(type) is { Length: > 0 } known ? known : ["none"], random) };
        if (field.Value!.Kind == ScalarKind.Upload) return null;
        if (field.Value.Kind == ScalarKind.Enum) return Pick([.. Names.EnumValues(field.Value.Enum!)], random);
        var values = Hostile[field.Value.Kind];
        return JsonNode.Parse(random.Next(3) == 0 ? values[random.Next(values.Length)] : values[0]);
    }

    private static string Pick(IReadOnlyList<string> values, Random random) => values[random.Next(values.Count)];
}
