using System.Text.Json;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Security;

/// <summary>
/// No count, smallest or greatest value, group, key of a group or order by figures tells of a row that the stated policies hide; where nothing is visible there are
/// no groups, and never those of others.
/// </summary>
public sealed class FigureLeakTests(GuardedWorld world) : IClassFixture<GuardedWorld>
{
    public static TheoryData<string> Readers => [.. GuardedWorld.Readers];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Figures_and_groups_of_a_root_list_are_those_of_the_stated_rows(string reader)
    {
        foreach (var entity in world.Model.Entities.Values.Where(e => e.Many is not null))
        {
            var visible = world.Visible(reader, entity.Name);
            var list = (await world.DataAsync(reader, $"{{ list: {entity.Many} {{ totalCount aggregate {{ count distinct(of: ID) }} groups(by: [{{ id: true }}], first: 1000) {{ key {{ id }} aggregate {{ count }} }} }} }}")).GetProperty("list");
            var figures = list.GetProperty("aggregate");
            Assert.Equal((visible.Count, visible.Count, visible.Count), (list.GetProperty("totalCount").GetInt32(), figures.GetProperty("count").GetInt32(), figures.GetProperty("distinct").GetInt32()));
            var keys = list.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("key").GetProperty("id").GetString()!).ToList();
            Assert.True(visible.SetEquals(keys) && keys.Count == visible.Count, $"{reader} {entity.Name}");
            Assert.All(list.GetProperty("groups").EnumerateArray(), g => Assert.Equal(1, g.GetProperty("aggregate").GetProperty("count").GetInt32()));
        }
    }

    /// <summary>The ends of the reader's own list, which shows exactly the stated rows.</summary>
    [Theory]
    [MemberData(nameof(Readers))]
    public async Task The_smallest_and_the_greatest_value_are_those_of_rows_that_the_reader_sees(string reader)
    {
        foreach (var entity in world.Model.Entities.Values.Where(e => e.Many is not null))
            foreach (var field in entity.Fields.Values.OfType<ScalarField>().Where(f => !f.Type.IsList && world.MayUse(reader, f)
                && f.Type.Kind is ScalarKind.Int or ScalarKind.Long or ScalarKind.Float or ScalarKind.Decimal or ScalarKind.DateTime or ScalarKind.LocalDate or ScalarKind.Duration))
            {
                string End(string alias, string direction) => $"{alias}: {entity.Many}(first: 1, where: {{ {field.Name}: {{ neq: null }} }}, order: [{{ {field.Name}: {direction} }}]) {{ nodes {{ value: {field.Name} }} }}";
                var data = await world.DataAsync(reader, $"{{ list: {entity.Many} {{ aggregate {{ min {{ value: {field.Name} }} max {{ value: {field.Name} }} }} }} {End("low", "ASC")} {End("high", "DESC")} }}");
                foreach (var (kind, end) in new[] { ("min", "low"), ("max", "high") })
                    Assert.Equal(
                        data.GetProperty(end).GetProperty("nodes").EnumerateArray().Select(n => Figure(n.GetProperty("value"))).FirstOrDefault() ?? "null",
                        Figure(data.GetProperty("list").GetProperty("aggregate").GetProperty(kind).GetProperty("value")));
            }
    }

    /// <summary>Of rows with the same decimal, such as 0.0 and 0.00, either is the smallest.</summary>
    private static string Figure(System.Text.Json.JsonElement value) =>
        value.ValueKind == System.Text.Json.JsonValueKind.Number && value.TryGetDecimal(out var number) ? number.ToString("G29", System.Globalization.CultureInfo.InvariantCulture) : value.GetRawText();

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Keys_of_groups_along_relations_name_only_rows_that_the_reader_sees(string reader)
    {
        foreach (var root in world.Model.Entities.Values.Where(e => e.Many is not null))
            foreach (var (path, target) in Paths(reader, root, 3).Where(p => p.Target.IsNode))
            {
                string Wrap(string inner) => path.Reverse().Aggregate(inner, (text, step) => $"{step.Name} {{ {text} }}");
                var by = path.Reverse().Aggregate("{ id: true }", (text, step) => $"{{ {step.Name}: {text} }}");
                var query = $"{{ list: {root.Many} {{ aggregate {{ distinct(of: {Names.Screaming(path[0].Name)}) }} groups(by: [{by}], first: 1000) {{ key {{ {Wrap("id")} }} aggregate {{ count }} }} }} }}";
                var list = (await world.DataAsync(reader, query)).GetProperty("list");
                var groups = list.GetProperty("groups").EnumerateArray().ToList();
                Assert.True(groups.Sum(g => g.GetProperty("aggregate").GetProperty("count").GetInt32()) == world.Visible(reader, root.Name).Count, $"{reader}: {query}");
                foreach (var id in groups.Select(g => KeyOf(g.GetProperty("key"), path)).OfType<string>()) Assert.True(world.Visible(reader, target.Name).Contains(id), $"{reader} groups by {target.Name} {id}: {query}");
                if (path.Length == 1) Assert.Equal(groups.Count(g => KeyOf(g.GetProperty("key"), path) is not null), list.GetProperty("aggregate").GetProperty("distinct").GetInt32());
            }
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Figures_and_groups_of_a_nested_list_are_those_of_the_rows_that_it_shows(string reader)
    {
        foreach (var parent in world.Model.Entities.Values.Where(e => e.Many is not null && world.Visible(reader, e.Name).Count > 0))
            foreach (var (field, target) in world.Relations(reader, parent).Where(r => r.Field is ToManyField && r.Target.IsNode))
            {
                var query = $"{{ list: {parent.Many}(first: 15) {{ nodes {{ inner: {field.Name}(first: 30) {{ totalCount nodes {{ id }} aggregate {{ count distinct(of: ID) }} groups(by: [{{ id: true }}]) {{ key {{ id }} }} }} }} }} }}";
                foreach (var node in (await world.DataAsync(reader, query)).GetProperty("list").GetProperty("nodes").EnumerateArray())
                {
                    var inner = node.GetProperty("inner");
                    var keys = inner.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("key").GetProperty("id").GetString()!).ToList();
                    Assert.True(keys.All(world.Visible(reader, target.Name).Contains), $"{reader}: {query}");
                    Assert.True(inner.GetProperty("nodes").EnumerateArray().All(n => keys.Contains(n.GetProperty("id").GetString()!)), $"{reader}: {query}");
                    Assert.Equal((keys.Count, keys.Count, keys.Count), (inner.GetProperty("totalCount").GetInt32(), inner.GetProperty("aggregate").GetProperty("count").GetInt32(), inner.GetProperty("aggregate").GetProperty("distinct").GetInt32()));
                }
            }
    }

    /// <summary>Rows are in the order of the counts that the reader sees, and where those are equal in that of their keys: what is hidden moves none.</summary>
    [Theory]
    [MemberData(nameof(Readers))]
    public async Task An_order_by_what_belongs_to_rows_goes_by_what_the_reader_sees(string reader)
    {
        foreach (var root in world.Model.Entities.Values.Where(e => e.Many is not null && world.Visible(reader, e.Name).Count > 0))
            foreach (var (field, target) in world.Relations(reader, root).Where(r => r.Field is ToManyField))
                foreach (var where in target.IsNode ? new[] { "", "where: { id: { in: $hidden } }" } : [""])
                {
                    var (header, filter) = where.Length == 0 ? ("", "") : ("query($hidden: [ID!]) ", $"({where})");
                    var query = $"{header}{{ list: {root.Many}(first: 50, order: [{{ {field.Name}: {{ {where} count: ASC }} }}]) {{ nodes {{ id inner: {field.Name}{filter} {{ totalCount }} }} }} }}";
                    var nodes = (await world.DataAsync(reader, query, where.Length == 0 ? null : new { hidden = world.Hidden(reader, target.Name).Take(50) })).GetProperty("list").GetProperty("nodes").EnumerateArray()
                        .Select(n => (Count: n.GetProperty("inner").GetProperty("totalCount").GetInt32(), Key: Key(n.GetProperty("id").GetString()!))).ToList();
                    Assert.True(nodes.SequenceEqual(nodes.OrderBy(n => n.Count).ThenBy(n => n.Key, StringComparer.Ordinal)), $"{reader}: {query}");
                    if (where.Length > 0) Assert.All(nodes, n => Assert.Equal(0, n.Count));
                }
    }

    private static string Key(string id) => GlobalId.TryDecode(id, out _, out var key) ? key.ToString() : throw new FormatException(id);

    private static string? KeyOf(JsonElement key, Field[] path)
    {
        foreach (var step in path)
        {
            key = key.GetProperty(step.Name);
            if (key.ValueKind == JsonValueKind.Null) return null;
        }
        return key.GetProperty("id").GetString();
    }

    private IEnumerable<(Field[] Steps, EntityType Target)> Paths(string reader, EntityType from, int depth) => depth == 0
        ? []
        : world.Relations(reader, from).Where(r => r.Field is ToOneField).SelectMany(r => Paths(reader, r.Target, depth - 1).Select(p => ((Field[])[r.Field, .. p.Steps], p.Target)).Prepend(([r.Field], r.Target)));
}
