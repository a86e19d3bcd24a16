using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Benchmarks.Floors;

namespace PropertyGraph.Benchmarks.Operations;

/// <summary>Search with the words folded and their pieces looked up in an index.</summary>
internal sealed class TextSearch : Operation
{
    private const string Found =
        """
        SELECT number, name FROM customers.customers WHERE propertygraph.holds_words(name, $1) AND propertygraph.grams(name) @> propertygraph.gram_query($1)
        ORDER BY number, id LIMIT 20
        """;

    public override string Name => "search";

    public override string Title => "20 customers whose name has a text in it";

    public override string Query => "query($text: String!) { customers(first: 20, where: { name: { search: $text } }, order: [{ number: ASC }]) { nodes { number name } } }";

    public override FloorParameter[] Parameters { get; } = [new("text", NpgsqlDbType.Text)];

    public override string JsonSql =>
        $"SELECT json_build_object('customers', json_build_object('nodes', coalesce(json_agg(json_build_object('number', number, 'name', name)), '[]'))) FROM ({Found}) AS k";

    public override string[] RowsSql => [Found];

    public override async Task<IReadOnlyList<Variant>> VariantsAsync(Preparation preparation) =>
    [
        // The names of companies: a town, a firm's name and its trade, of which the first four letters are found in few others.
        .. (await preparation.RowsAsync("SELECT substr(name, 1, 4) FROM customers.customers WHERE kind = 'COMPANY' AND language = 'zh-CN' ORDER BY md5(id::text) LIMIT 50", r => r.GetString(0)))
            .Select(text => new Variant(new { text }, $"text={Uri.EscapeDataString(text)}")),
    ];

    protected override async Task WriteAsync(NpgsqlDataReader reader, FloorConnection to, CancellationToken cancel)
    {
        to.Json.Write("{\"customers\":{\"nodes\":["u8);
        for (var first = true; await reader.ReadAsync(cancel); first = false)
        {
            to.Json.Write(first ? "{\"number\":"u8 : ",{\"number\":"u8);
            to.Json.Text(reader, 0);
            to.Json.Write(",\"name\":"u8);
            to.Json.Text(reader, 1);
            to.Json.Write("}"u8);
        }
        to.Json.Write("]}}"u8);
    }
}
