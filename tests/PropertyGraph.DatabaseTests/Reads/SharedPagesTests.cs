using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using PropertyGraph.Execution;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;
using PropertyGraph.Sql;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>A root list and all below it are one statement, which selects each page once.</summary>
public sealed partial class SharedPagesTests(World world) : IClassFixture<World>
{
    private const string Lists = "nodes { complaints(first: 2) { aggregate { count } nodes { title } } occupancies { nodes { share } } }";

    /// <summary>Levels by statement. Each level is a list or what one comes to, in the order of the selection, rows before figures.</summary>
    [Theory]
    [InlineData("{ customers { " + Lists + " } }", "0 1 2 3")]
    [InlineData("{ customers(order: [{ number: DESC }, { name: ASC }]) { " + Lists + " } }", "0 1 2 3")]
    [InlineData("{ customers(order: [{ kind: ASC }]) { " + Lists + " } }", "0 1 2 3")]
    [InlineData("{ customers(order: [{ accountManager: { name: ASC } }]) { totalCount " + Lists + " } }", "0 1 2 3 | 4")]
    [InlineData("{ customers(order: [{ complaints: { count: DESC } }]) { " + Lists + " } }", "0 1 2 3")]
    [InlineData("{ customers(order: [{ complaints: { count: DESC } }]) { totalCount nodes { name } } }", "0 | 1")]
    [InlineData("{ complaints(order: [{ isOverdue: DESC }]) { nodes { events { nodes { kind } } } } }", "0 1")]
    [InlineData("{ complaints(order: [{ customer: { name: ASC } }]) { nodes { customer { complaints { aggregate { count } } } } } }", "0 1")]
    [InlineData("{ customers { nodes { complaints(order: [{ customer: { name: ASC } }]) { nodes { events { nodes { kind } } } } contacts { aggregate { count } } } } }", "0 1 2 3")]
    [InlineData("{ customers(order: [{ accountManager: { name: ASC } }]) { nodes { complaints(order: [{ isOpen: ASC }]) { nodes { events { aggregate { count } } } } } } }", "0 1 2")]
    [InlineData("{ customers(order: [{ accountManager: { name: ASC } }]) { nodes { timeline { nodes { ... on Complaint { title events { aggregate { count } } } } } } } }", "0 1 2 3")]
    [InlineData("{ a: customers(order: [{ accountManager: { name: ASC } }]) { nodes { complaints { aggregate { count } } } } b: customers { nodes { complaints { aggregate { count } } } } }", "0 1 | 2 3")]
    [InlineData("{ search(text: \"lift\") { totalCount nodes { ... on Complaint { title events { aggregate { count } } } ... on Customer { name } } } }", "0 1 2 3 | 4")]
    [InlineData("{ search(text: \"lift\") { nodes { __typename } } }", "0")]
    [InlineData("{ customers { nodes { timeline { totalCount nodes { ... on Complaint { title } ... on Interaction { summary } } } } } }", "0 1 2 3 4")]
    [InlineData("{ customers { nodes { name } totalCount aggregate { count } groups(by: [{ kind: true }]) { aggregate { count } } } }", "0 | 1 | 2")]
    [InlineData("{ customers(order: [{ kind: ASC }]) { nodes { complaints { totalCount } occupancies { totalCount } } } }", "0")]
    public async Task A_root_list_and_all_below_it_are_one_statement(string query, string expected)
    {
        var compiled = await CompileAsync(query);
        Assert.Equal(expected, string.Join(" | ", compiled.Statements.Select(s => string.Join(' ', s.Levels.Select(l => l.Index).Order()))));
    }

    [Fact]
    public async Task PostgreSQL_selects_each_page_once()
    {
        var compiled = await CompileAsync("{ customers(first: 5, order: [{ complaints: { where: { isOpen: { eq: true } }, count: DESC } }]) { " + Lists + " } }");
        var statement = Assert.Single(compiled.Statements).Sql;
        Assert.Single(Subselects().Matches(statement.Text));

        var plan = await ExplainAsync(statement);
        Assert.Single(plan, n => n.Type == "Append");
        // The list is read where the page is made, and nowhere else.
        Assert.Single(plan, n => n.Relation == "customers");
        Assert.Equal(4, plan.Count(n => n.Cte == "page0"));
    }

    [Fact]
    public async Task Lists_of_one_statement_have_the_rows_that_each_has_by_itself()
    {
        const string contacts = "contacts { nodes { value display channel } }", occupancies = "occupancies { aggregate { count } nodes { share from unit { code area } } }",
            timeline = "timeline { edges { at node { __typename ... on Complaint { reference reopenCount } } } }";
        var together = await CustomersAsync($"{contacts} {occupancies} {timeline}");
        Assert.Contains("display", together.Nodes[0].GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, together.Statements);
        foreach (var list in new[] { contacts, occupancies, timeline })
        {
            var alone = await CustomersAsync(list);
            var name = list.Split(' ')[0];
            Assert.Equal(alone.Nodes.Select(n => n.GetRawText()), together.Nodes.Select(n => $$"""{"number":{{n.GetProperty("number").GetRawText()}},"{{name}}":{{n.GetProperty(name).GetRawText()}}}"""));
        }
    }

    private async Task<(List<JsonElement> Nodes, int Statements)> CustomersAsync(string lists)
    {
        var answer = await world.Platform.AskAsync($"{{ customers(order: [{{ number: ASC }}]) {{ nodes {{ number {lists} }} }} }}", World.ActorOf("agent"), trace: true);
        return ([.. answer.GetProperty("data").GetProperty("customers").GetProperty("nodes").EnumerateArray()], answer.GetProperty("extensions").GetProperty("trace").GetProperty("statements").GetInt32());
    }

    private async Task<CompiledPlan> CompileAsync(string query)
    {
        var read = await world.Platform.Get<RequestReader>().ReadAsync(new GraphRequest(query), CancellationToken.None);
        Assert.True(read.Operation is not null, query);
        var audience = World.ActorOf("agent").Audience;
        var plan = new Planner(read.Operation, world.Platform.Get<GraphModel>(), audience, new(), _ => "null").PlanQuery();
        return world.Platform.Get<ReadPipeline>().Compile(plan, audience);
    }

    private async Task<List<Node>> ExplainAsync(Statement statement)
    {
        await using var command = world.Platform.Source.CreateCommand($"EXPLAIN (FORMAT JSON) {statement.Text}");
        foreach (var slot in statement.Slots) command.Parameters.Add(new() { Value = slot is LimitSlot ? 5L : true });
        using var plan = JsonDocument.Parse((string)(await command.ExecuteScalarAsync())!);
        return [.. Nodes(plan.RootElement[0].GetProperty("Plan"))];
    }

    private static IEnumerable<Node> Nodes(JsonElement plan)
    {
        yield return new(plan.GetProperty("Node Type").GetString()!, Text(plan, "Relation Name"), Text(plan, "CTE Name"));
        if (!plan.TryGetProperty("Plans", out var below)) yield break;
        foreach (var node in below.EnumerateArray().SelectMany(Nodes)) yield return node;
    }

    private static string? Text(JsonElement plan, string name) => plan.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed record Node(string Type, string? Relation, string? Cte);

    [GeneratedRegex("FROM customers\\.customers")]
    private static partial Regex Subselects();
}
