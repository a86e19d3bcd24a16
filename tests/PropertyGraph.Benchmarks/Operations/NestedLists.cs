using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Benchmarks.Floors;

namespace PropertyGraph.Benchmarks.Operations;

internal sealed class NestedLists : Operation
{
    public override string Name => "nested";

    public override string Title => "20 customers, 5 complaints of each, 3 events of each";

    public override string Query =>
        """
        query($after: String!) { customers(first: 20, after: $after, order: [{ number: ASC }]) { nodes {
        number name complaints(first: 5) { nodes { reference title filedAt events(first: 3) { nodes { kind at note } } } } } } }
        """;

    public override FloorParameter[] Parameters { get; } = [new("number", NpgsqlDbType.Text), new("key", NpgsqlDbType.Uuid)];

    private const string Customers = "SELECT id, number, name FROM customers.customers WHERE (number, id) > ($1, $2) ORDER BY number, id LIMIT 20";
    private const string Complaints = "SELECT id, reference, title, filed_at FROM complaints.complaints WHERE customer_id = k.id ORDER BY filed_at DESC, id DESC LIMIT 5";
    private const string Events = "SELECT kind, at, note, id FROM complaints.complaint_events WHERE complaint_id = c.id ORDER BY at, id LIMIT 3";

    public override string JsonSql =>
        $"""
        SELECT json_build_object('customers', json_build_object('nodes', coalesce(json_agg(json_build_object('number', k.number, 'name', k.name, 'complaints', json_build_object('nodes', (
            SELECT coalesce(json_agg(json_build_object('reference', c.reference, 'title', c.title, 'filedAt', c.filed_at, 'events', json_build_object('nodes', (
                SELECT coalesce(json_agg(json_build_object('kind', e.kind, 'at', e.at, 'note', e.note) ORDER BY e.at, e.id), '[]') FROM ({Events}) AS e)))
                ORDER BY c.filed_at DESC, c.id DESC), '[]') FROM ({Complaints}) AS c))) ORDER BY k.number, k.id), '[]')))
        FROM ({Customers}) AS k
        """;

    /// <summary>In one statement each page is selected once: a third less of PostgreSQL than three statements that repeat the pages above them.</summary>
    public override string[] RowsSql =>
    [
        $"""
        WITH k AS MATERIALIZED ({Customers}), c AS MATERIALIZED (SELECT k.id AS parent, c.* FROM k CROSS JOIN LATERAL ({Complaints}) AS c)
        SELECT 0, id, number, name, NULL::timestamptz, NULL::uuid FROM k
        UNION ALL SELECT 1, parent, reference, title, filed_at, id FROM c
        UNION ALL SELECT 2, c.id, e.kind, e.note, e.at, NULL FROM c CROSS JOIN LATERAL ({Events}) AS e
        """,
    ];

    public override async Task<IReadOnlyList<Variant>> VariantsAsync(Preparation preparation) =>
    [
        .. (await preparation.CursorsAsync("customers(order: [{ number: ASC }])", "id number", 1000)).Where((_, i) => i % 20 == 0)
            .Select(edge => new Variant(new { after = edge.Cursor }, $"number={edge.Node.GetProperty("number").GetString()}&key={Preparation.Key(edge.Node)}")),
    ];

    protected override async Task WriteAsync(NpgsqlDataReader reader, FloorConnection to, CancellationToken cancel)
    {
        var (customers, complaints, events) = (to.Inner[0], to.Inner[1], to.Inner[2]);
        foreach (var list in to.Inner) list.Clear();
        while (await reader.ReadAsync(cancel))
            switch (reader.GetInt32(0))
            {
                case 0:
                    customers.Json.Write("{\"number\":"u8);
                    customers.Json.Text(reader, 2);
                    customers.Json.Write(",\"name\":"u8);
                    customers.Json.Text(reader, 3);
                    customers.Json.Write(",\"complaints\":{\"nodes\":["u8);
                    customers.Add(default, reader.GetGuid(1));
                    break;
                case 1:
                    complaints.Json.Write("{\"reference\":"u8);
                    complaints.Json.Text(reader, 2);
                    complaints.Json.Write(",\"title\":"u8);
                    complaints.Json.Text(reader, 3);
                    complaints.Json.Write(",\"filedAt\":"u8);
                    complaints.Json.Moment(reader, 4);
                    complaints.Json.Write(",\"events\":{\"nodes\":["u8);
                    complaints.Add(reader.GetGuid(1), reader.GetGuid(5));
                    break;
                case 2:
                    events.Json.Write("{\"kind\":"u8);
                    events.Json.Text(reader, 2);
                    events.Json.Write(",\"at\":"u8);
                    events.Json.Moment(reader, 4);
                    events.Json.Write(",\"note\":"u8);
                    events.Json.Text(reader, 3);
                    events.Json.Write("}"u8);
                    events.Add(reader.GetGuid(1), default);
                    break;
            }
        Compose(to.Json, customers, complaints, events);
    }

    /// <summary>The lists are ordered as their parents are, so each is walked once.</summary>
    private static void Compose(JsonBuffer json, FlatRows customers, FlatRows complaints, FlatRows events)
    {
        int c = 0, e = 0;
        json.Write("{\"customers\":{\"nodes\":["u8);
        for (var k = 0; k < customers.Count; k++)
        {
            if (k > 0) json.Write(","u8);
            customers.CopyTo(json, k);
            for (var first = c; complaints.BelongsTo(c, customers.Key(k)); c++)
            {
                if (c > first) json.Write(","u8);
                complaints.CopyTo(json, c);
                for (var firstEvent = e; events.BelongsTo(e, complaints.Key(c)); e++)
                {
                    if (e > firstEvent) json.Write(","u8);
                    events.CopyTo(json, e);
                }
                json.Write("]}}"u8);
            }
            json.Write("]}}"u8);
        }
        json.Write("]}}"u8);
    }
}
