using System.Text;
using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>
/// No path of the schema shows, counts, orders by or lets one find out about a row that the stated policies hide. Every relation is walked to depth 3, filters of staff to depth 2.
/// </summary>
public sealed class LeakWalkTests(GuardedWorld world) : IClassFixture<GuardedWorld>
{
    public static TheoryData<string> Readers => [.. GuardedWorld.Readers];

    /// <summary>Those whose view is narrow; for them each path is walked.</summary>
    public static TheoryData<string> Narrow => ["customer", "partner", "nobody", "surveyor"];

    [Fact]
    public void Every_type_has_a_stated_policy_and_hidden_rows_for_somebody()
    {
        Assert.Equal(world.Model.Entities.Keys.Order(StringComparer.Ordinal), StatedPolicies.Types.Order(StringComparer.Ordinal));
        Assert.All(StatedPolicies.Types.Except(["Property", "Category", "ServiceLevel", "SurveyResult", "SatisfactionMonth"]),
            type => Assert.Contains(GuardedWorld.Readers, reader => world.Hidden(reader, type).Length > 0));
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_root_list_holds_and_counts_exactly_the_stated_rows(string reader)
    {
        foreach (var entity in world.Model.Entities.Values.Where(e => e.Many is not null))
        {
            var ids = new HashSet<string>();
            for (string? after = null; ;)
            {
                var list = (await world.DataAsync(reader, $"query($after: String) {{ list: {entity.Many}(first: 100, after: $after) {{ totalCount nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }}", new { after })).GetProperty("list");
                Assert.Equal(world.Visible(reader, entity.Name).Count, list.GetProperty("totalCount").GetInt32());
                ids.UnionWith(list.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("id").GetString()!));
                if (!list.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean()) break;
                after = list.GetProperty("pageInfo").GetProperty("endCursor").GetString();
            }
            Assert.True(ids.SetEquals(world.Visible(reader, entity.Name)), $"{reader} {entity.Name}");
        }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Guessed_ids_find_exactly_the_stated_rows(string reader)
    {
        foreach (var entity in world.Model.Entities.Values.Where(e => e.IsNode))
            foreach (var ids in world.Visible(reader, entity.Name).Concat(world.Hidden(reader, entity.Name)).Chunk(100))
            {
                var data = await world.DataAsync(reader, $"query($ids: [ID!]!, $id: ID!) {{ nodes(ids: $ids) {{ id }} node(id: $id) {{ id }} }}", new { ids, id = ids[^1] });
                var found = data.GetProperty("nodes").EnumerateArray().Select(n => n.ValueKind != JsonValueKind.Null).ToList();
                for (var i = 0; i < ids.Length; i++) Assert.True(found[i] == world.Visible(reader, entity.Name).Contains(ids[i]), $"{reader} {entity.Name} {ids[i]}");
                Assert.Equal(found[^1], data.GetProperty("node").ValueKind != JsonValueKind.Null);
            }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Guessed_lookups_find_exactly_the_stated_rows(string reader)
    {
        foreach (var entity in world.Model.Entities.Values.Where(e => e.One is not null))
            foreach (var lookup in entity.Lookups.Where(l => world.MayUse(reader, entity.Fields[l])))
            {
                var all = (await world.Platform.DataAsync($"{{ list: {entity.Many}(first: 100) {{ nodes {{ id value: {lookup} }} }} }}", Actor.System)).GetProperty("list").GetProperty("nodes");
                foreach (var row in all.EnumerateArray())
                {
                    var found = (await world.DataAsync(reader, $"query {{ one: {entity.One}({lookup}: {row.GetProperty("value").GetRawText()}) {{ id }} }}")).GetProperty("one");
                    Assert.True(found.ValueKind != JsonValueKind.Null == world.Visible(reader, entity.Name).Contains(row.GetProperty("id").GetString()!), $"{reader} {entity.One} {row}");
                }
            }
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public async Task Every_path_shows_only_the_stated_rows(string reader)
    {
        foreach (var root in world.Model.Entities.Values.Where(e => e.Many is not null && world.Visible(reader, e.Name).Count > 0))
            foreach (var (first, middle) in world.Relations(reader, root))
                foreach (var (second, _) in world.Relations(reader, middle))
                {
                    var query = $"{{ list: {root.Many}(first: 25) {{ nodes {{ {Select(reader, root, [first, second])} }} }} }}";
                    Inspect(reader, await world.DataAsync(reader, query), query);
                }
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public async Task No_filter_finds_a_row_by_one_that_the_reader_cannot_see(string reader)
    {
        foreach (var root in world.Model.Entities.Values.Where(e => e.Many is not null && world.Visible(reader, e.Name).Count > 0))
        {
            var all = world.Visible(reader, root.Name).Count;
            foreach (var paths in Paths(reader, root, GuardedWorld.ActorOf(reader).Audience == Audience.Staff ? 2 : 3).Where(p => p.Target.IsNode && world.Hidden(reader, p.Target.Name).Length > 0).Chunk(30))
            {
                var query = new StringBuilder();
                foreach (var (path, i) in paths.Select((p, i) => (p, i)))
                {
                    var found = $"{{ id: {{ in: ${path.Target.Name} }} }}";
                    query.Append($" some{i}: {root.Many}(where: {Wrap(path.Steps, found, "some")}) {{ totalCount }}");
                    query.Append($" not{i}: {root.Many}(where: {{ not: {Wrap(path.Steps, found, "some")} }}) {{ totalCount }}");
                    if (path.Steps is [ToManyField only]) query.Append($" none{i}: {root.Many}(where: {{ {only.Name}: {{ none: {found} all: {{ not: {found} }} }} }}) {{ totalCount }}");
                }
                var targets = paths.Select(p => p.Target.Name).Distinct().ToList();
                var text = $"query({string.Join(", ", targets.Select(t => $"${t}: [ID!]"))}) {{{query} }}";
                foreach (var count in (await world.DataAsync(reader, text, targets.ToDictionary(t => t, t => world.Hidden(reader, t)))).EnumerateObject())
                    Assert.True(count.Value.GetProperty("totalCount").GetInt32() == (count.Name.StartsWith("some", StringComparison.Ordinal) ? 0 : all), $"{reader} {count}: {text}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public async Task Rows_that_the_reader_cannot_see_order_nothing(string reader)
    {
        foreach (var root in world.Model.Entities.Values.Where(e => e.Many is not null && world.Visible(reader, e.Name).Count > 0))
            foreach (var (field, target) in world.Relations(reader, root).Where(r => r.Field is ToOneField && r.Target.IsNode))
            {
                var nodes = (await world.DataAsync(reader, $"{{ list: {root.Many}(first: 100, order: [{{ {field.Name}: {{ id: ASC }} }}]) {{ nodes {{ id other: {field.Name} {{ id }} }} }} }}"))
                    .GetProperty("list").GetProperty("nodes").EnumerateArray().ToList();
                var unseen = nodes.Where(n => n.GetProperty("other").ValueKind == JsonValueKind.Null).Select(n => n.GetProperty("id").GetString()!).ToList();
                Assert.Equal(unseen.OrderBy(Key), unseen);
                Assert.All(nodes.Take(nodes.Count - unseen.Count), n => Assert.NotEqual(JsonValueKind.Null, n.GetProperty("other").ValueKind));
            }
    }

    private static string Key(string id) => GlobalId.TryDecode(id, out _, out var key) ? key.ToString() : throw new FormatException(id);

    /// <summary>The relations of the path, and at its end every relation of the last type.</summary>
    private string Select(string reader, EntityType entity, ReadOnlySpan<Field> path)
    {
        var text = new StringBuilder("__typename");
        if (entity.IsNode) text.Append(" id");
        foreach (var (field, target) in world.Relations(reader, entity))
        {
            if (path.Length > 0 && path[0] != field) continue;
            var inner = path.Length > 0 ? Select(reader, target, path[1..]) : target.IsNode ? "__typename id" : "__typename";
            text.Append(field is ToOneField ? $" {field.Name} {{ {inner} }}" : $" {field.Name}(first: 4) {{ totalCount nodes {{ {inner} }} edges {{ cursor node {{ __typename }} }} }}");
        }
        return text.ToString();
    }

    private void Inspect(string reader, JsonElement json, string query)
    {
        if (json.ValueKind == JsonValueKind.Array)
            foreach (var item in json.EnumerateArray()) Inspect(reader, item, query);
        if (json.ValueKind != JsonValueKind.Object) return;
        if (json.TryGetProperty("__typename", out var name))
        {
            if (json.TryGetProperty("id", out var id)) Assert.True(world.Visible(reader, name.GetString()!).Contains(id.GetString()!), $"{reader} sees {name} {id}: {query}");
            else Assert.True(world.Visible(reader, name.GetString()!).Count > 0, $"{reader} sees a {name}: {query}");
        }
        if (json.TryGetProperty("totalCount", out var total)) Assert.Equal(Math.Min(4, total.GetInt32()), json.GetProperty("nodes").GetArrayLength());
        foreach (var field in json.EnumerateObject()) Inspect(reader, field.Value, query);
    }

    private IEnumerable<(Field[] Steps, EntityType Target)> Paths(string reader, EntityType from, int depth) =>
        depth == 0 ? [] : world.Relations(reader, from).SelectMany(r => Paths(reader, r.Target, depth - 1).Select(p => ((Field[])[r.Field, .. p.Steps], p.Target)).Prepend(([r.Field], r.Target)));

    private static string Wrap(Field[] steps, string inner, string quantifier) =>
        steps.Reverse().Aggregate(inner, (where, step) => step is ToOneField ? $"{{ {step.Name}: {where} }}" : $"{{ {step.Name}: {{ {quantifier}: {where} }} }}");
}
