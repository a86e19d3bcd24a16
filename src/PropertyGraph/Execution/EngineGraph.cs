using System.Text.Json;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Faults;
using PropertyGraph.Requests;
using PropertyGraph.Schema;

namespace PropertyGraph.Execution;

/// <summary>The graph as a command's actor sees it, through the same engine as every client's request.</summary>
internal sealed class EngineGraph(IGraphEngine engine, GraphModel model, Actor actor) : IGraph
{
    public IGraph AsSystem => actor.Audience == Audience.System ? this : new EngineGraph(engine, model, Actor.System);

    public async Task<Fault?> RequireAsync(string type, Guid id, string input, CancellationToken cancel)
    {
        if (!model.Entities.TryGetValue(type, out var entity)) throw new InvalidOperationException($"No active module defines the type {type}.");
        // What is not in use any more has a key still, and is on no list.
        var data = entity is { InUse: not null, Many: { } list }
            ? await QueryAsync($"query($id: ID!) {{ rows: {list}(first: 1, where: {{ id: {{ eq: $id }} }}) {{ nodes {{ id }} }} }}", new { id = GlobalId(type, id) }, cancel)
            : await QueryAsync("query($id: ID!) { node(id: $id) { id } }", new { id = GlobalId(type, id) }, cancel);
        return data.TryGetProperty("rows", out var rows) && rows.GetProperty("nodes").GetArrayLength() == 0 || data.TryGetProperty("node", out var node) && node.ValueKind == JsonValueKind.Null
            ? new NotFound($"There is no {type} with the id given as {input}, or you may not see it.", input.Split('.'))
            : null;
    }

    public async Task<JsonElement> QueryAsync(string query, object? variables, CancellationToken cancel)
    {
        using var answer = await engine.ExecuteAsync(
            new GraphRequest(query, Variables: variables is null ? default : JsonSerializer.SerializeToElement(variables)) { QueriesOnly = true, IsPlatforms = true }, actor, cancel);
        var json = JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
        if (json.TryGetProperty("errors", out var errors)) throw new InvalidOperationException($"A module's query failed: {errors}");
        return json.GetProperty("data");
    }

    public string GlobalId(string type, Guid id) => Schema.GlobalId.Encode(type, id);

    public Guid Key(string type, string globalId) =>
        Schema.GlobalId.TryDecode(globalId, out var name, out var key) && name == type ? key : throw new FormatException($"'{globalId}' is no global id of the type {type}.");
}
