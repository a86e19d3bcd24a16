using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Benchmarks.Floors;

namespace PropertyGraph.Benchmarks.Operations;

internal sealed class FilteredRows : Operation
{
    public override string Name => "rows";

    public override string Title => "50 complaints, filtered and ordered, with two to-one relations";

    public override string Query =>
        """
        query($before: DateTime!) { complaints(first: 50, where: { status: { eq: CLOSED }, filedAt: { lt: $before } }, order: [{ filedAt: DESC }]) { nodes {
        id reference title status filedAt dueAt department { name } customer { number name } } } }
        """;

    public override FloorParameter[] Parameters { get; } = [new("before", NpgsqlDbType.TimestampTz)];

    public override string JsonSql =>
        $$"""
        SELECT json_build_object('complaints', json_build_object('nodes', coalesce(json_agg(json_build_object('id', {{Sql.Id("Complaint", "c.id")}},
            'reference', c.reference, 'title', c.title, 'status', c.status, 'filedAt', c.filed_at, 'dueAt', c.due_at,
            'department', CASE WHEN d.id IS NOT NULL THEN json_build_object('name', d.name) END,
            'customer', CASE WHEN k.id IS NOT NULL THEN json_build_object('number', k.number, 'name', k.name) END) ORDER BY c.filed_at DESC, c.id DESC), '[]')))
        FROM (SELECT * FROM complaints.complaints WHERE status = 'CLOSED' AND filed_at < $1 ORDER BY filed_at DESC, id DESC LIMIT 50) AS c
        LEFT JOIN organization.departments AS d ON d.id = c.department_id LEFT JOIN customers.customers AS k ON k.id = c.customer_id
        """;

    public override string[] RowsSql =>
    [
        """
        SELECT c.id, c.reference, c.title, c.status, c.filed_at, c.due_at, d.name, k.number, k.name
        FROM (SELECT id, reference, title, status, filed_at, due_at, department_id, customer_id FROM complaints.complaints
            WHERE status = 'CLOSED' AND filed_at < $1 ORDER BY filed_at DESC, id DESC LIMIT 50) AS c
        LEFT JOIN organization.departments AS d ON d.id = c.department_id LEFT JOIN customers.customers AS k ON k.id = c.customer_id
        ORDER BY c.filed_at DESC, c.id DESC
        """,
    ];

    public override async Task<IReadOnlyList<Variant>> VariantsAsync(Preparation preparation) =>
    [
        .. (await preparation.RowsAsync("SELECT filed_at FROM complaints.complaints WHERE status = 'CLOSED' ORDER BY md5(id::text) LIMIT 50", r => r.GetDateTime(0)))
            .Select(at => at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture))
            .Select(at => new Variant(new { before = at }, $"before={at}")),
    ];

    protected override async Task WriteAsync(NpgsqlDataReader reader, FloorConnection to, CancellationToken cancel)
    {
        to.Json.Write("{\"complaints\":{\"nodes\":["u8);
        for (var first = true; await reader.ReadAsync(cancel); first = false)
        {
            if (!first) to.Json.Write(","u8);
            ComplaintRow.Write(reader, to.Json);
        }
        to.Json.Write("]}}"u8);
    }
}
