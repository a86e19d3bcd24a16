using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PropertyGraph.Execution;
using PropertyGraph.Plans;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>
/// Each query of the folder Golden beside the SQL it sends and the JSON it gets, for the actor named in its first line. Every one is a single round trip.
/// UPDATE_SNAPSHOTS=1 rewrites them.
/// </summary>
public sealed class GoldenTests(World world) : IClassFixture<World>
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Folder => Repository.Path("tests", "PropertyGraph.DatabaseTests", "Reads", "Golden");

    public static TheoryData<string> Queries() => [.. Directory.GetFiles(Folder, "*.graphql").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_sends_this_SQL_and_gets_this_JSON(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, $"{name}.graphql"));
        var actor = World.ActorOf(Header(text, "as") ?? "agent");
        var variables = Header(text, "variables") is { } json ? JsonSerializer.Deserialize<JsonElement>(json) : default;
        var request = new GraphRequest(text, Variables: variables) { Trace = true };

        var statements = await StatementsAsync(request, actor.Audience);
        using var answer = await world.Platform.Engine.ExecuteAsync(request, actor, CancellationToken.None);
        var response = JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);

        if (response.TryGetProperty("extensions", out var extensions))
        {
            var trace = extensions.GetProperty("trace");
            Assert.True(trace.GetProperty("roundTrips").GetInt32() <= 1);
            if (!response.TryGetProperty("errors", out _)) Assert.Equal(statements.Count, trace.GetProperty("statements").GetInt32());
        }
        Repository.AssertGolden(Path.Combine(Folder, $"{name}.sql"), Sql(statements));
        Repository.AssertGolden(Path.Combine(Folder, $"{name}.json"), JsonSerializer.Serialize(Shown(response), Readable) + "\n");
    }

    private async Task<IReadOnlyList<Sql.Statement>> StatementsAsync(GraphRequest request, Access.Audience audience)
    {
        var read = await world.Platform.Get<RequestReader>().ReadAsync(request, CancellationToken.None);
        if (read.Operation is not { } operation) return [];
        var plan = new Planner(operation, world.Platform.Get<GraphModel>(), audience, new(), _ => "null").PlanQuery();
        return [.. world.Platform.Get<ReadPipeline>().Compile(plan, audience).Statements.Select(s => s.Sql)];
    }

    /// <summary>One clause a line, so that a change shows as a change of lines.</summary>
    private static string Sql(IReadOnlyList<Sql.Statement> statements)
    {
        var text = new StringBuilder();
        foreach (var statement in statements)
        {
            text.Append(statement.Text);
            foreach (var clause in new[] { " FROM ", " WHERE ", " LEFT JOIN ", " CROSS JOIN LATERAL ", " ORDER BY ", " LIMIT " }) text.Replace(clause, $"\n{clause.TrimStart()}");
            text.Append(";\n");
            for (var i = 0; i < statement.Slots.Count; i++) text.Append($"-- ${i + 1}: {statement.Slots[i].GetType().Name[..^4]} {statement.Slots[i].DbType}\n");
            text.Append('\n');
        }
        return text.ToString();
    }

    private static Dictionary<string, JsonElement> Shown(JsonElement response) =>
        response.EnumerateObject().Where(p => p.Name != "extensions").ToDictionary(p => p.Name, p => p.Value);

    private static string? Header(string text, string name) =>
        text.Split('\n').FirstOrDefault(l => l.StartsWith($"# {name}: ", StringComparison.Ordinal))?[(name.Length + 4)..];
}
