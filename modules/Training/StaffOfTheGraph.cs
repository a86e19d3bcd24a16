using System.Text.Json;
using PropertyGraph.Commands;
using PropertyGraph.Faults;

namespace PropertyGraph.Training;

/// <summary>What training asks the organization about staff.</summary>
internal static class StaffOfTheGraph
{
    /// <summary>As many as the graph gives in one answer.</summary>
    private const int Page = 100;

    /// <summary>A fault unless this is somebody who works for the company now.</summary>
    public static async Task<Fault?> RequireActiveStaffAsync(this IGraph graph, Guid id, string input, CancellationToken cancel)
    {
        var data = await graph.QueryAsync("query($id: ID!) { staffMember(id: $id) { active } }", new { id = graph.GlobalId("Staff", id) }, cancel);
        return data.GetProperty("staffMember") switch
        {
            { ValueKind: JsonValueKind.Null } => new NotFound("There is no such member of staff; query staff for those who exist.", [input]),
            var staff when !staff.GetProperty("active").GetBoolean() => new ValidationError("This person has left the company; choose somebody who works here.", [input]),
            _ => null,
        };
    }

    /// <summary>Those of these members of staff who work for the company now.</summary>
    public static async Task<IReadOnlySet<Guid>> ActiveStaffAsync(this IGraph graph, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var active = new HashSet<Guid>();
        foreach (var some in ids.Chunk(Page))
        {
            var data = await graph.AsSystem.QueryAsync("query($ids: [ID!]!) { nodes(ids: $ids) { ... on Staff { id active } } }",
                new { ids = some.Select(id => graph.GlobalId("Staff", id)).ToArray() }, cancel);
            foreach (var staff in data.GetProperty("nodes").EnumerateArray().Where(s => s.ValueKind == JsonValueKind.Object && s.GetProperty("active").GetBoolean()))
                active.Add(graph.Key("Staff", staff.GetProperty("id").GetString()!));
        }
        return active;
    }
}
