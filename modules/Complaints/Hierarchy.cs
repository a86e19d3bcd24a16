using System.Text.Json;
using PropertyGraph.Commands;

namespace PropertyGraph.Complaints;

/// <summary>Who holds which position: asked of the organization.</summary>
internal static class Hierarchy
{
    private const int MostSteps = 20;

    /// <summary>The one who holds a position in a department, or in the nearest above it, or else anywhere.</summary>
    /// <param name="position">As the schema spells it.</param>
    /// <param name="except">Somebody who is passed over.</param>
    public static async Task<Guid?> HolderAsync(string position, Guid department, IGraph graph, CancellationToken cancel, Guid? except = null)
    {
        string? at = graph.GlobalId("Department", department);
        var excepted = except is { } passed ? graph.GlobalId("Staff", passed) : null;
        for (var steps = 0; at is not null && steps < MostSteps; steps++)
        {
            var data = await graph.AsSystem.QueryAsync(
                "query($id: ID!, $position: Position!) { department(id: $id) { parent { id } staff(first: 2, order: [{ number: ASC }], where: { active: { eq: true }, position: { eq: $position } }) { nodes { id } } } }",
                new { id = at, position }, cancel);
            var found = data.GetProperty("department");
            if (First(found.GetProperty("staff"), excepted, graph) is { } holder) return holder;
            at = found.GetProperty("parent") is { ValueKind: JsonValueKind.Object } parent ? parent.GetProperty("id").GetString() : null;
        }
        var anywhere = await graph.AsSystem.QueryAsync(
            "query($position: Position!) { staff(first: 2, order: [{ number: ASC }], where: { active: { eq: true }, position: { eq: $position } }) { nodes { id } } }", new { position }, cancel);
        return First(anywhere.GetProperty("staff"), excepted, graph);
    }

    /// <summary>The departments that people work in, each once.</summary>
    public static async Task<IReadOnlyList<Guid>> DepartmentsOfAsync(IEnumerable<Guid> staff, IGraph graph, CancellationToken cancel)
    {
        var data = await graph.AsSystem.QueryAsync("query($ids: [ID!]!) { nodes(ids: $ids) { ... on Staff { department { id } } } }", new { ids = staff.Distinct().Select(s => graph.GlobalId("Staff", s)) }, cancel);
        return [.. data.GetProperty("nodes").EnumerateArray().Where(n => n.ValueKind == JsonValueKind.Object).Select(n => graph.Key("Department", n.GetProperty("department").GetProperty("id").GetString()!)).Distinct()];
    }

    /// <summary>The department that another reports to; null at the top.</summary>
    public static async Task<Guid?> ParentAsync(Guid department, IGraph graph, CancellationToken cancel)
    {
        var data = await graph.AsSystem.QueryAsync("query($id: ID!) { department(id: $id) { parent { id } } }", new { id = graph.GlobalId("Department", department) }, cancel);
        return data.GetProperty("department").GetProperty("parent") is { ValueKind: JsonValueKind.Object } parent ? graph.Key("Department", parent.GetProperty("id").GetString()!) : null;
    }

    private static Guid? First(JsonElement staff, string? excepted, IGraph graph)
    {
        foreach (var person in staff.GetProperty("nodes").EnumerateArray())
            if (person.GetProperty("id").GetString() is { } id && id != excepted) return graph.Key("Staff", id);
        return null;
    }
}
