using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Benchmarks.Floors;

namespace PropertyGraph.Benchmarks.Operations;

internal sealed class DeepPage : Operation
{
    private const int PageRows = 50, Depth = 200;

    public override string Name => "page";

    public override string Title => "50 complaints, 200 pages deep, by cursor";

    // The floor has no sealed cursors, so that none is asked for; the product opens the one that it is given.
    public override string Query => $$"""query($after: String!) { complaints(first: {{PageRows}}, after: $after) { nodes { reference title filedAt } pageInfo { hasNextPage } } }""";

    public override FloorParameter[] Parameters { get; } = [new("filed", NpgsqlDbType.TimestampTz), new("key", NpgsqlDbType.Uuid)];

    public override string JsonSql =>
        $"""
        SELECT json_build_object('complaints', json_build_object(
            'nodes', coalesce(json_agg(json_build_object('reference', reference, 'title', title, 'filedAt', filed_at)) FILTER (WHERE n <= {PageRows}), '[]'),
            'pageInfo', json_build_object('hasNextPage', count(*) > {PageRows})))
        FROM (SELECT reference, title, filed_at, row_number() OVER (ORDER BY filed_at DESC, id DESC) AS n FROM complaints.complaints
            WHERE (filed_at, id) < ($1, $2) ORDER BY filed_at DESC, id DESC LIMIT {PageRows + 1}) AS c
        """;

    public override string[] RowsSql => [$"SELECT reference, title, filed_at FROM complaints.complaints WHERE (filed_at, id) < ($1, $2) ORDER BY filed_at DESC, id DESC LIMIT {PageRows + 1}"];

    public override async Task<IReadOnlyList<Variant>> VariantsAsync(Preparation preparation)
    {
        var edges = await preparation.CursorsAsync("complaints(order: [{ filedAt: DESC }])", "id filedAt", (Depth + 20) * PageRows);
        return [.. edges.Where((_, i) => i >= (Depth - 20) * PageRows && i % PageRows == 0).Select(e => new Variant(
            new { after = e.Cursor }, string.Create(CultureInfo.InvariantCulture, $"filed={e.Node.GetProperty("filedAt").GetString()}&key={Preparation.Key(e.Node)}")))];
    }

    protected override async Task WriteAsync(NpgsqlDataReader reader, FloorConnection to, CancellationToken cancel)
    {
        var (json, count) = (to.Json, 0);
        json.Write("{\"complaints\":{\"nodes\":["u8);
        while (await reader.ReadAsync(cancel) && ++count <= PageRows)
        {
            json.Write(count == 1 ? "{\"reference\":"u8 : ",{\"reference\":"u8);
            json.Text(reader, 0);
            json.Write(",\"title\":"u8);
            json.Text(reader, 1);
            json.Write(",\"filedAt\":"u8);
            json.Moment(reader, 2);
            json.Write("}"u8);
        }
        json.Write("],\"pageInfo\":{\"hasNextPage\":"u8);
        json.Write(count > PageRows ? "true}}}"u8 : "false}}}"u8);
    }
}
