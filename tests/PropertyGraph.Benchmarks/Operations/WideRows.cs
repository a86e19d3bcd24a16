using Npgsql;
using PropertyGraph.Benchmarks.Floors;

namespace PropertyGraph.Benchmarks.Operations;

/// <summary>So many complaints by ten columns; three sizes of it show what a row costs.</summary>
internal sealed class WideRows(int count) : Operation
{
    private const string Columns = "reference, title, channel, severity, status, filed_at, acknowledged_at, resolved_at, due_at, reopen_count";

    public override string Name => $"wide{count}";

    public override string Title => $"{count} complaints, 10 columns";

    public override string Query =>
        $"{{ complaints(first: {count}) {{ nodes {{ reference title channel severity status filedAt acknowledgedAt resolvedAt dueAt reopenCount }} }} }}";

    public override string JsonSql =>
        $"""
        SELECT json_build_object('complaints', json_build_object('nodes', json_agg(json_build_object('reference', reference, 'title', title, 'channel', channel, 'severity', severity,
            'status', status, 'filedAt', filed_at, 'acknowledgedAt', acknowledged_at, 'resolvedAt', resolved_at, 'dueAt', due_at, 'reopenCount', reopen_count))))
        FROM (SELECT {Columns} FROM complaints.complaints ORDER BY filed_at DESC, id DESC LIMIT {count}) AS c
        """;

    public override string[] RowsSql => [$"SELECT {Columns} FROM complaints.complaints ORDER BY filed_at DESC, id DESC LIMIT {count}"];

    public override Task<IReadOnlyList<Variant>> VariantsAsync(Preparation preparation) => Task.FromResult<IReadOnlyList<Variant>>([new(new { }, "")]);

    protected override async Task WriteAsync(NpgsqlDataReader reader, FloorConnection to, CancellationToken cancel)
    {
        var json = to.Json;
        json.Write("{\"complaints\":{\"nodes\":["u8);
        for (var first = true; await reader.ReadAsync(cancel); first = false)
        {
            json.Write(first ? "{\"reference\":"u8 : ",{\"reference\":"u8);
            json.Text(reader, 0);
            json.Write(",\"title\":"u8);
            json.Text(reader, 1);
            json.Write(",\"channel\":"u8);
            json.Text(reader, 2);
            json.Write(",\"severity\":"u8);
            json.Text(reader, 3);
            json.Write(",\"status\":"u8);
            json.Text(reader, 4);
            json.Write(",\"filedAt\":"u8);
            json.Moment(reader, 5);
            json.Write(",\"acknowledgedAt\":"u8);
            json.Moment(reader, 6);
            json.Write(",\"resolvedAt\":"u8);
            json.Moment(reader, 7);
            json.Write(",\"dueAt\":"u8);
            json.Moment(reader, 8);
            json.Write(",\"reopenCount\":"u8);
            json.Integer(reader.GetInt32(9));
            json.Write("}"u8);
        }
        json.Write("]}}"u8);
    }
}
