using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using PropertyGraph.Schema;

namespace PropertyGraph.Benchmarks;

/// <summary>What operations need to choose their requests: the database, and the product for cursors.</summary>
internal sealed class Preparation(string connectionString, HttpClient product)
{
    /// <summary>The rows of a query.</summary>
    public async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> row)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(row(reader));
        return rows;
    }

    public Task<IReadOnlyList<Guid>> KeysAsync(string sql) => RowsAsync(sql, r => r.GetGuid(0));

    public async Task RunAsync(string sql) => await RowsAsync(sql, _ => 0);

    /// <summary>The key of a node that was asked for its id.</summary>
    public static Guid Key(JsonElement node) => GlobalId.TryDecode(node.GetProperty("id").GetString()!, out _, out var key) ? key : throw new FormatException($"{node} has no global id.");

    /// <summary>Cursors of the first rows of a list, each with the row.</summary>
    /// <param name="list">The root field and its arguments but for the page, such as <c>complaints(order: [{ filedAt: DESC }])</c>.</param>
    public async Task<IReadOnlyList<(string Cursor, JsonElement Node)>> CursorsAsync(string list, string fields, int count)
    {
        const int Page = 100;
        var (edges, after) = (new List<(string, JsonElement)>(), (string?)null);
        var open = list.EndsWith(')') ? list[..^1] + ", " : list + "(";
        while (edges.Count < count)
        {
            var (data, _, _) = await AskAsync($"query($after: String) {{ list: {open}first: {Page}, after: $after) {{ edges {{ cursor node {{ {fields} }} }} }} }}", new { after });
            var page = data.GetProperty("list").GetProperty("edges").EnumerateArray().Select(e => (e.GetProperty("cursor").GetString()!, e.GetProperty("node"))).ToList();
            if (page.Count == 0) break;
            edges.AddRange(page);
            after = page[^1].Item1;
        }
        return edges;
    }

    /// <summary>Whether the gateway's schema has all of a query: an older one, or one without a module, has not.</summary>
    public async Task<bool> KnowsAsync(string query, object variables)
    {
        using var response = await product.PostAsJsonAsync("/graphql", new { query, variables });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return !answer.TryGetProperty("errors", out var errors) || errors[0].GetProperty("extensions").GetProperty("code").GetString() != "PG-REQ-VALIDATION";
    }

    /// <summary>The product's <c>data</c> and <c>extensions.trace</c>.</summary>
    /// <exception cref="InvalidOperationException">It answered with errors.</exception>
    public async Task<(JsonElement Data, JsonElement Trace, int Bytes)> AskAsync(string query, object variables)
    {
        using var traced = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }), Headers = { { "X-PropertyGraph-Trace", "1" } } };
        using var response = await product.SendAsync(traced);
        var text = await response.Content.ReadAsByteArrayAsync();
        var answer = JsonDocument.Parse(text).RootElement;
        if (answer.TryGetProperty("errors", out var errors)) throw new InvalidOperationException($"The gateway answers {query} with {errors}");
        var trace = answer.GetProperty("extensions").GetProperty("trace");
        return (answer.GetProperty("data"), trace, text.Length - ",\"extensions\":{\"trace\":}".Length - trace.GetRawText().Length);
    }
}
