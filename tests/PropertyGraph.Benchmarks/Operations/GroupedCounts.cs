using Npgsql;
using PropertyGraph.Benchmarks.Floors;

namespace PropertyGraph.Benchmarks.Operations;

internal sealed class GroupedCounts : Operation
{
    // States are ordered as they are declared.
    private const string Groups =
        """
        SELECT status, n FROM (SELECT status, count(*)::int AS n FROM complaints.complaints GROUP BY status) AS g
        ORDER BY array_position(ARRAY['FILED', 'ACKNOWLEDGED', 'IN_PROGRESS', 'ON_HOLD', 'RESOLVED', 'CLOSED', 'REOPENED', 'WITHDRAWN', 'MERGED'], status)
        """;

    public override string Name => "groups";

    public override string Title => "Counts of all complaints by state";

    public override string Query => "{ complaints { groups(by: [{ status: true }]) { key { status } aggregate { count } } } }";

    public override string JsonSql =>
        $"""
        SELECT json_build_object('complaints', json_build_object('groups',
            json_agg(json_build_object('key', json_build_object('status', status), 'aggregate', json_build_object('count', n))))) FROM ({Groups}) AS g
        """;

    public override string[] RowsSql => [Groups];

    public override Task<IReadOnlyList<Variant>> VariantsAsync(Preparation preparation) => Task.FromResult<IReadOnlyList<Variant>>([new(new { }, "")]);

    protected override async Task WriteAsync(NpgsqlDataReader reader, FloorConnection to, CancellationToken cancel)
    {
        to.Json.Write("{\"complaints\":{\"groups\":["u8);
        for (var first = true; await reader.ReadAsync(cancel); first = false)
        {
            to.Json.Write(first ? "{\"key\":{\"status\":"u8 : ",{\"key\":{\"status\":"u8);
            to.Json.Text(reader, 0);
            to.Json.Write("},\"aggregate\":{\"count\":"u8);
            to.Json.Integer(reader.GetInt32(1));
            to.Json.Write("}}"u8);
        }
        to.Json.Write("]}}"u8);
    }
}
