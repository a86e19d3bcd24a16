using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Benchmarks.Floors;
using PropertyGraph.Schema;

namespace PropertyGraph.Benchmarks.Operations;

internal sealed class PointById : Operation
{
    public override string Name => "point";

    public override string Title => "One complaint by id, with two to-one relations";

    public override string Query => "query($id: ID!) { complaint(id: $id) { id reference title status filedAt dueAt department { name } customer { number name } } }";

    public override bool IsList => false;

    public override FloorParameter[] Parameters { get; } = [new("key", NpgsqlDbType.Uuid)];

    public override string JsonSql =>
        $"""
        SELECT json_build_object('complaint', (
            SELECT json_build_object('id', {Sql.Id("Complaint", "c.id")}, 'reference', c.reference, 'title', c.title, 'status', c.status, 'filedAt', c.filed_at, 'dueAt', c.due_at,
                'department', CASE WHEN d.id IS NOT NULL THEN json_build_object('name', d.name) END,
                'customer', CASE WHEN k.id IS NOT NULL THEN json_build_object('number', k.number, 'name', k.name) END)
            FROM complaints.complaints AS c
            LEFT JOIN organization.departments AS d ON d.id = c.department_id LEFT JOIN customers.customers AS k ON k.id = c.customer_id
            WHERE c.id = $1))
        """;

    public override string[] RowsSql =>
    [
        """
        SELECT c.id, c.reference, c.title, c.status, c.filed_at, c.due_at, d.name, k.number, k.name
        FROM complaints.complaints AS c
        LEFT JOIN organization.departments AS d ON d.id = c.department_id LEFT JOIN customers.customers AS k ON k.id = c.customer_id
        WHERE c.id = $1
        """,
    ];

    public override async Task<IReadOnlyList<Variant>> VariantsAsync(Preparation preparation) =>
    [
        .. (await preparation.KeysAsync("SELECT id FROM complaints.complaints ORDER BY md5(id::text) LIMIT 200"))
            .Select(key => new Variant(new { id = GlobalId.Encode("Complaint", key) }, $"key={key}")),
    ];

    protected override async Task WriteAsync(NpgsqlDataReader reader, FloorConnection to, CancellationToken cancel)
    {
        to.Json.Write("{\"complaint\":"u8);
        if (await reader.ReadAsync(cancel)) ComplaintRow.Write(reader, to.Json);
        else to.Json.Write("null"u8);
        to.Json.Write("}"u8);
    }
}

/// <summary>The complaint that several operations show: eight columns, the last three of its relations.</summary>
internal static class ComplaintRow
{
    public static void Write(NpgsqlDataReader reader, JsonBuffer json)
    {
        json.Write("{\"id\":"u8);
        json.Id(reader, 0, "Complaint:"u8);
        json.Write(",\"reference\":"u8);
        json.Text(reader, 1);
        json.Write(",\"title\":"u8);
        json.Text(reader, 2);
        json.Write(",\"status\":"u8);
        json.Text(reader, 3);
        json.Write(",\"filedAt\":"u8);
        json.Moment(reader, 4);
        json.Write(",\"dueAt\":"u8);
        json.Moment(reader, 5);
        json.Write(",\"department\":{\"name\":"u8);
        json.Text(reader, 6);
        // A customer always has a number: where it is null, there is no customer.
        if (reader.IsDBNull(7))
        {
            json.Write("},\"customer\":null}"u8);
            return;
        }
        json.Write("},\"customer\":{\"number\":"u8);
        json.Text(reader, 7);
        json.Write(",\"name\":"u8);
        json.Text(reader, 8);
        json.Write("}}"u8);
    }
}

internal static class Sql
{
    /// <summary>A global id, as the schema has it: base64url of the type's name, a colon and the key.</summary>
    public static string Id(string type, string key) => $@"translate(rtrim(encode('{type}:'::bytea || uuid_send({key}), 'base64'), '='), E'+/\n', '-_')";
}
