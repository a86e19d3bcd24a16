using Npgsql;
using NpgsqlTypes;
using PropertyGraph.Benchmarks.Floors;

namespace PropertyGraph.Benchmarks.Operations;

/// <summary>Search with the words folded and their pieces looked up in an index.</summary>
internal sealed class TextSearch : Operation
{
    // The functions are those that the index is over and that the product's documented scores come from.
    private const string Sought = "WITH sought AS MATERIALIZED (SELECT words, propertygraph.gram_query(words[1]) AS grams FROM (SELECT propertygraph.search_words($1) AS words OFFSET 0) AS s)";

    private const string Found =
        """
        SELECT k.number, k.name, s.score FROM customers.customers AS k
        CROSS JOIN LATERAL (SELECT propertygraph.search_score((SELECT words FROM sought), k.number, k.name) AS score OFFSET 0) AS s
        WHERE (propertygraph.grams(k.number) @> (SELECT grams FROM sought) OR propertygraph.grams(k.name) @> (SELECT grams FROM sought)) AND s.score IS NOT NULL
        ORDER BY s.score DESC, k.id DESC LIMIT 10
        """;

    public override string Name => "search";

    public override string Title => "The 10 best customers for a text";

    public override string Query => "query($text: String!) { search(text: $text, types: [CUSTOMER], first: 10) { edges { score node { ... on Customer { number name } } } } }";

    public override FloorParameter[] Parameters { get; } = [new("text", NpgsqlDbType.Text)];

    public override string JsonSql =>
        $"""
        {Sought} SELECT json_build_object('search', json_build_object('edges', coalesce(json_agg(json_build_object('score', score, 'node', json_build_object('number', number, 'name', name))), '[]')))
        FROM ({Found}) AS k
        """;

    public override string[] RowsSql => [$"{Sought} {Found}"];

    public override async Task<IReadOnlyList<Variant>> VariantsAsync(Preparation preparation) =>
    [
        // The names of companies: a town, a firm's name and its trade, of which the first four letters are found in few others.
        .. (await preparation.RowsAsync("SELECT substr(name, 1, 4) FROM customers.customers WHERE kind = 'COMPANY' AND language = 'zh-CN' ORDER BY md5(id::text) LIMIT 50", r => r.GetString(0)))
            .Select(text => new Variant(new { text }, $"text={Uri.EscapeDataString(text)}")),
    ];

    protected override async Task WriteAsync(NpgsqlDataReader reader, FloorConnection to, CancellationToken cancel)
    {
        to.Json.Write("{\"search\":{\"edges\":["u8);
        for (var first = true; await reader.ReadAsync(cancel); first = false)
        {
            to.Json.Write(first ? "{\"score\":"u8 : ",{\"score\":"u8);
            to.Json.Number(reader.GetDouble(2));
            to.Json.Write(",\"node\":{\"number\":"u8);
            to.Json.Text(reader, 0);
            to.Json.Write(",\"name\":"u8);
            to.Json.Text(reader, 1);
            to.Json.Write("}}"u8);
        }
        to.Json.Write("]}}"u8);
    }
}
