using System.Text.Json;
using PropertyGraph.Commands;

namespace PropertyGraph.Complaints;

/// <summary>Keys of other modules' rows by what people call them, for seeds and imports: asked of the graph as the platform.</summary>
internal static class GraphKeys
{
    /// <summary>Those of the names that exist, with their keys.</summary>
    /// <param name="connection">Root connection, such as <c>departments</c>.</param>
    /// <param name="by">Unique text field, such as <c>code</c>.</param>
    public static async Task<IReadOnlyDictionary<string, Guid>> ByAsync(
        IGraph graph, string connection, string type, string by, IEnumerable<string?> names, CancellationToken cancel)
    {
        var values = names.OfType<string>().Distinct().ToList();
        if (values.Count == 0) return new Dictionary<string, Guid>();
        var rows = await NodesAsync(graph,
            $$"""query($values: [String!], $after: String) { rows: {{connection}}(where: { {{by}}: { in: $values } }, first: 10000, after: $after) { nodes { id {{by}} } pageInfo { hasNextPage endCursor } } }""",
            after => new { values, after }, cancel);
        return rows.ToDictionary(row => row.GetProperty(by).GetString()!, row => graph.Key(type, row.GetProperty("id").GetString()!));
    }

    /// <summary>Customers by number: a duplicate's leads to who stays; the erased are none.</summary>
    public static async Task<IReadOnlyDictionary<string, Guid>> CustomersAsync(IGraph graph, IEnumerable<string?> numbers, CancellationToken cancel)
    {
        var values = numbers.OfType<string>().Distinct().ToList();
        if (values.Count == 0) return new Dictionary<string, Guid>();
        var rows = await NodesAsync(graph,
            """
            query($values: [String!], $after: String) {
              rows: customers(where: { number: { in: $values }, erasedAt: { eq: null } }, first: 10000, after: $after) { nodes { id number mergedInto { id } } pageInfo { hasNextPage endCursor } }
            }
            """,
            after => new { values, after }, cancel);
        return rows.ToDictionary(row => row.GetProperty("number").GetString()!,
            row => graph.Key("Customer", (row.GetProperty("mergedInto") is { ValueKind: JsonValueKind.Object } stays ? stays : row).GetProperty("id").GetString()!));
    }

    /// <summary>Units by the codes of property, building and unit: key and the key of the property.</summary>
    public static async Task<IReadOnlyDictionary<(string, string, string), (Guid Unit, Guid Property)>> UnitsAsync(
        IGraph graph, IReadOnlyCollection<(string Property, string Building, string Unit)> places, CancellationToken cancel)
    {
        if (places.Count == 0) return new Dictionary<(string, string, string), (Guid, Guid)>();
        var (properties, buildings, units) = (places.Select(p => p.Property).Distinct(), places.Select(p => p.Building).Distinct(), places.Select(p => p.Unit).Distinct());
        var rows = await NodesAsync(graph,
            """
            query($properties: [String!], $buildings: [String!], $units: [String!], $after: String) {
              rows: units(
                where: { code: { in: $units }, building: { code: { in: $buildings } }, property: { code: { in: $properties } } }
                first: 10000, after: $after
              ) {
                nodes { id code building { code } property { id code } }
                pageInfo { hasNextPage endCursor }
              }
            }
            """,
            after => new { properties, buildings, units, after }, cancel);
        return rows.ToDictionary(
            row => (Text(row, "property", "code"), Text(row, "building", "code"), row.GetProperty("code").GetString()!),
            row => (graph.Key("Unit", row.GetProperty("id").GetString()!), graph.Key("Property", Text(row, "property", "id"))));
    }

    private static string Text(JsonElement row, string relation, string field) => row.GetProperty(relation).GetProperty(field).GetString()!;

    /// <summary>All rows that a query gives page by page, as <c>rows</c> with <c>nodes</c> and <c>pageInfo</c>.</summary>
    /// <param name="variables">The query's variables, by the cursor after which the page begins.</param>
    public static async Task<List<JsonElement>> NodesAsync(IGraph graph, string query, Func<string?, object> variables, CancellationToken cancel)
    {
        var nodes = new List<JsonElement>();
        string? after = null;
        do
        {
            var rows = (await graph.AsSystem.QueryAsync(query, variables(after), cancel)).GetProperty("rows");
            nodes.AddRange(rows.GetProperty("nodes").EnumerateArray());
            var page = rows.GetProperty("pageInfo");
            after = page.GetProperty("hasNextPage").GetBoolean() ? page.GetProperty("endCursor").GetString() : null;
        }
        while (after is not null);
        return nodes;
    }
}
