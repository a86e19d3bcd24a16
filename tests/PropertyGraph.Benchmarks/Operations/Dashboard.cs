using Npgsql;
using PropertyGraph.Benchmarks.Floors;

namespace PropertyGraph.Benchmarks.Operations;

internal sealed class Dashboard : Operation
{
    private const string Open = "status NOT IN ('RESOLVED', 'CLOSED', 'WITHDRAWN', 'MERGED')";
    private const string Latest = "SELECT reference, title, filed_at AS at FROM complaints.complaints ORDER BY filed_at DESC, id DESC LIMIT 5";
    private const string Due = $"SELECT reference, title, due_at AS at FROM complaints.complaints WHERE {Open} ORDER BY due_at, id LIMIT 5";
    private const string Held = "SELECT count(*)::int FROM complaints.complaints WHERE status = 'ON_HOLD'";
    private const string Working = "SELECT count(*)::int FROM complaints.complaints WHERE status = 'IN_PROGRESS'";
    private const string Departments = "SELECT code, name FROM organization.departments ORDER BY code, id LIMIT 20";
    private const string Accounts = "SELECT number, name FROM customers.customers WHERE key_account_tier = 'PLATINUM' ORDER BY number, id LIMIT 5";

    public override string Name => "dashboard";

    public override string Title => "A dashboard of six root fields";

    public override string Query =>
        """
        { latest: complaints(first: 5) { nodes { reference title filedAt } }
        due: complaints(first: 5, where: { isOpen: { eq: true } }, order: [{ dueAt: ASC }]) { nodes { reference title dueAt } }
        held: complaints(where: { status: { eq: ON_HOLD } }) { totalCount }
        working: complaints(where: { status: { eq: IN_PROGRESS } }) { totalCount }
        departments(first: 20, order: [{ code: ASC }]) { nodes { code name } }
        customers(first: 5, where: { keyAccountTier: { eq: PLATINUM } }, order: [{ number: ASC }]) { nodes { number name } } }
        """;

    public override string JsonSql =>
        $"""
        SELECT json_build_object(
            'latest', (SELECT json_build_object('nodes', json_agg(json_build_object('reference', reference, 'title', title, 'filedAt', at))) FROM ({Latest}) AS c),
            'due', (SELECT json_build_object('nodes', json_agg(json_build_object('reference', reference, 'title', title, 'dueAt', at))) FROM ({Due}) AS c),
            'held', json_build_object('totalCount', ({Held})), 'working', json_build_object('totalCount', ({Working})),
            'departments', (SELECT json_build_object('nodes', json_agg(json_build_object('code', code, 'name', name))) FROM ({Departments}) AS d),
            'customers', (SELECT json_build_object('nodes', json_agg(json_build_object('number', number, 'name', name))) FROM ({Accounts}) AS k))
        """;

    public override string[] RowsSql => [Latest, Due, Held, Working, Departments, Accounts];

    public override Task<IReadOnlyList<Variant>> VariantsAsync(Preparation preparation) => Task.FromResult<IReadOnlyList<Variant>>([new(new { }, "")]);

    protected override async Task WriteAsync(NpgsqlDataReader reader, FloorConnection to, CancellationToken cancel)
    {
        var json = to.Json;
        json.Write("{\"latest\":{\"nodes\":["u8);
        await ComplaintsAsync(reader, json, dueAt: false, cancel);
        json.Write("]},\"due\":{\"nodes\":["u8);
        await reader.NextResultAsync(cancel);
        await ComplaintsAsync(reader, json, dueAt: true, cancel);
        json.Write("]},\"held\":{\"totalCount\":"u8);
        await CountAsync(reader, json, cancel);
        json.Write("},\"working\":{\"totalCount\":"u8);
        await CountAsync(reader, json, cancel);
        json.Write("},\"departments\":{\"nodes\":["u8);
        await reader.NextResultAsync(cancel);
        await PairsAsync(reader, json, isDepartment: true, cancel);
        json.Write("]},\"customers\":{\"nodes\":["u8);
        await reader.NextResultAsync(cancel);
        await PairsAsync(reader, json, isDepartment: false, cancel);
        json.Write("]}}"u8);
    }

    private static async Task ComplaintsAsync(NpgsqlDataReader reader, JsonBuffer json, bool dueAt, CancellationToken cancel)
    {
        for (var first = true; await reader.ReadAsync(cancel); first = false)
        {
            json.Write(first ? "{\"reference\":"u8 : ",{\"reference\":"u8);
            json.Text(reader, 0);
            json.Write(",\"title\":"u8);
            json.Text(reader, 1);
            json.Write(dueAt ? ",\"dueAt\":"u8 : ",\"filedAt\":"u8);
            json.Moment(reader, 2);
            json.Write("}"u8);
        }
    }

    private static async Task CountAsync(NpgsqlDataReader reader, JsonBuffer json, CancellationToken cancel)
    {
        await reader.NextResultAsync(cancel);
        await reader.ReadAsync(cancel);
        json.Integer(reader.GetInt32(0));
    }

    private static async Task PairsAsync(NpgsqlDataReader reader, JsonBuffer json, bool isDepartment, CancellationToken cancel)
    {
        for (var first = true; await reader.ReadAsync(cancel); first = false)
        {
            if (!first) json.Write(","u8);
            json.Write(isDepartment ? "{\"code\":"u8 : "{\"number\":"u8);
            json.Text(reader, 0);
            json.Write(",\"name\":"u8);
            json.Text(reader, 1);
            json.Write("}"u8);
        }
    }
}
