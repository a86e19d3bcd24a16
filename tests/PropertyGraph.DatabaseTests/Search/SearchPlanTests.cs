using PropertyGraph.Access;
using PropertyGraph.DatabaseTests.Reads;
using PropertyGraph.Execution;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Search;

/// <summary>That PostgreSQL takes the index, on tables of some size.</summary>
public sealed class SearchPlanTests(SearchPlanTests.LargeWorld world) : IClassFixture<SearchPlanTests.LargeWorld>
{
    private const string Index = "ix_customers_name_grams";

    /// <summary>The small world with 10,000 more customers, each with a complaint.</summary>
    public sealed class LargeWorld : IAsyncLifetime
    {
        private readonly World world = new();

        internal ModulesPlatform Platform => world.Platform;

        public async Task InitializeAsync()
        {
            await world.InitializeAsync();
            await Platform.ExecuteAsync(
                """
                INSERT INTO customers.customers (id, number, kind, name, language, since)
                SELECT gen_random_uuid(), 'X' || n, 'PERSON', 'Resident ' || md5(n::text) || ' of house ' || n, 'en', DATE '2020-01-01' FROM generate_series(1, 10000) AS n;
                INSERT INTO complaints.complaints
                SELECT (jsonb_populate_record(model, jsonb_build_object('id', gen_random_uuid(), 'reference', 'X-' || customer.number, 'customer_id', customer.id))).*
                FROM complaints.complaints AS model, customers.customers AS customer
                WHERE model.id = (SELECT id FROM complaints.complaints ORDER BY id LIMIT 1) AND customer.number LIKE 'X%';
                ANALYZE customers.customers, complaints.complaints;
                """);
        }

        public Task DisposeAsync() => world.DisposeAsync();
    }

    [Theory]
    [InlineData("agent", "customers(where: { name: { search: \"c4ca 4238a\" } }) { nodes { name } }")]
    [InlineData("agent", "customers(where: { name: { search: \"c4ca 4238a\" } }) { totalCount }")]
    [InlineData("agent", "customers(where: { name: { contains: \"c4ca4238a\" } }) { nodes { name } }")]
    [InlineData("agent", "customers(where: { name: { containsIgnoreCase: \"C4CA4238A\" } }) { nodes { name } }")]
    [InlineData("agent", "customers(where: { name: { search: \"c4ca 4238a\" }, kind: { eq: PERSON } }, order: [{ since: DESC }]) { nodes { name } }")]
    [InlineData("agent", "complaints(where: { customer: { name: { search: \"c4ca 4238a\" } } }) { totalCount }")]
    public async Task A_search_uses_the_index(string actor, string field) => Assert.Contains(Index, await ExplainAsync(actor, field), StringComparison.Ordinal);

    [Theory]
    [InlineData("agent", "customers(where: { name: { nsearch: \"c4ca 4238a\" } }) { nodes { name } }")]
    [InlineData("agent", "customers(where: { not: { name: { contains: \"c4ca 4238a\" } } }) { nodes { name } }")]
    public async Task What_is_not_there_no_index_finds(string actor, string field) => Assert.DoesNotContain("grams", await ExplainAsync(actor, field), StringComparison.Ordinal);

    /// <summary>The plans of the statements that a query sends.</summary>
    private async Task<string> ExplainAsync(string name, string field)
    {
        var actor = World.ActorOf(name);
        var read = await world.Platform.Get<RequestReader>().ReadAsync(new GraphRequest($"{{ {field} }}"), CancellationToken.None);
        var plan = new Planner(read.Operation!, world.Platform.Get<GraphModel>(), actor.Audience, new(), _ => "null").PlanQuery();
        var lines = new List<string>();
        foreach (var statement in world.Platform.Get<ReadPipeline>().Compile(plan, actor.Audience).Statements.Select(s => s.Sql))
        {
            await using var command = world.Platform.Source.CreateCommand($"EXPLAIN {statement.Text}");
            foreach (var slot in statement.Slots) command.Parameters.Add(new() { NpgsqlDbType = slot.DbType, Value = slot is InputSlot input ? input.Value.Literal : 11 });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        }
        return string.Join('\n', lines);
    }
}
