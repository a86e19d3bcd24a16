using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Benchmarks.Floors;

namespace PropertyGraph.Benchmarks.Operations;

internal sealed class CustomerSummaries : Operation
{
    private const string Customers = "SELECT id, number, name FROM customers.customers WHERE (number, id) > ($1, $2) ORDER BY number, id LIMIT 20";
    private const string Open = "status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED')";
    private const string Latest = "SELECT reference, status, filed_at FROM complaints.complaints WHERE customer_id = k.id ORDER BY filed_at DESC, id DESC LIMIT 1";

    public override string Name => "summaries";

    public override string Title => "20 customers with two counts and the latest complaint";

    public override string Query =>
        """
        query($after: String!) { customers(first: 20, after: $after, order: [{ number: ASC }]) { nodes {
        number name complaints { totalCount } openComplaints { totalCount } latest: complaints(first: 1) { nodes { reference status filedAt } } } } }
        """;

    public override FloorParameter[] Parameters { get; } = [new("number", NpgsqlDbType.Text), new("key", NpgsqlDbType.Uuid)];

    public override string JsonSql =>
        $"""
        SELECT json_build_object('customers', json_build_object('nodes', coalesce(json_agg(json_build_object('number', k.number, 'name', k.name,
            'complaints', json_build_object('totalCount', n.every), 'openComplaints', json_build_object('totalCount', n.open),
            'latest', json_build_object('nodes', CASE WHEN l.reference IS NULL THEN '[]' ELSE json_build_array(json_build_object('reference', l.reference, 'status', l.status, 'filedAt', l.filed_at)) END))
            ORDER BY k.number, k.id), '[]')))
        FROM ({Customers}) AS k
        CROSS JOIN LATERAL (SELECT count(*) AS every, count(*) FILTER (WHERE {Open}) AS open FROM complaints.complaints WHERE customer_id = k.id) AS n
        LEFT JOIN LATERAL ({Latest}) AS l ON true
        """;

    public override string[] RowsSql =>
    [
        $"""
        SELECT k.number, k.name, n.every, n.open, l.reference, l.status, l.filed_at
        FROM ({Customers}) AS k
        CROSS JOIN LATERAL (SELECT count(*)::int AS every, (count(*) FILTER (WHERE {Open}))::int AS open FROM complaints.complaints WHERE customer_id = k.id) AS n
        LEFT JOIN LATERAL ({Latest}) AS l ON true
        ORDER BY k.number, k.id
        """,
    ];

    public override async Task<IReadOnlyList<Variant>> VariantsAsync(Preparation preparation) =>
    [
        .. (await preparation.CursorsAsync("customers(order: [{ number: ASC }])", "id number", 1000)).Where((_, i) => i % 20 == 0)
            .Select(edge => new Variant(new { after = edge.Cursor }, $"number={edge.Node.GetProperty("number").GetString()}&key={Preparation.Key(edge.Node)}")),
    ];

    protected override async Task WriteAsync(NpgsqlDataReader reader, FloorConnection to, CancellationToken cancel)
    {
        var json = to.Json;
        json.Write("{\"customers\":{\"nodes\":["u8);
        for (var first = true; await reader.ReadAsync(cancel); first = false)
        {
            json.Write(first ? "{\"number\":"u8 : ",{\"number\":"u8);
            json.Text(reader, 0);
            json.Write(",\"name\":"u8);
            json.Text(reader, 1);
            json.Write(",\"complaints\":{\"totalCount\":"u8);
            json.Integer(reader.GetInt32(2));
            json.Write("},\"openComplaints\":{\"totalCount\":"u8);
            json.Integer(reader.GetInt32(3));
            json.Write("},\"latest\":{\"nodes\":["u8);
            if (!reader.IsDBNull(4))
            {
                json.Write("{\"reference\":"u8);
                json.Text(reader, 4);
                json.Write(",\"status\":"u8);
                json.Text(reader, 5);
                json.Write(",\"filedAt\":"u8);
                json.Moment(reader, 6);
                json.Write("}"u8);
            }
            json.Write("]}}"u8);
        }
        json.Write("]}}"u8);
    }
}
