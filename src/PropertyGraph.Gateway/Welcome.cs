using System.Net.Http.Json;
using System.Text.Json;

namespace PropertyGraph.Gateway;

/// <summary>What somebody needs to know who has just started the gateway for the first time. It tries what it recommends.</summary>
internal sealed class Welcome(string address, bool development, Progress progress)
{
    /// <summary>Best first; the last one has rows in an empty company too.</summary>
    private static readonly string[] FirstQueries =
    [
        "{ complaints(first: 3, order: [{ filedAt: DESC }]) { nodes { reference title status customer { name } } } }",
        "{ departments { nodes { name } } }",
    ];

    public async Task PrintAsync(CancellationToken cancel)
    {
        Console.WriteLine($"""

            PropertyGraph is ready after {progress.Elapsed.TotalSeconds:0.0} s.

              Endpoint  {address}/graphql  (POST, GET, WebSocket)
              GraphiQL  {address}/graphql  (in a browser)
              Board     {address}/board

            """);
        if (development) await FirstQueryAsync(cancel);
        else Console.WriteLine("Tokens come from the configured issuer; ./run grant SUBJECT POSITION lets a token's subject act as staff.");
        Console.WriteLine("Ctrl-C stops everything that was started.");
    }

    private async Task FirstQueryAsync(CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        using var issued = await client.PostAsJsonAsync("/dev/token", new { persona = "agent" }, cancel);
        if (!issued.IsSuccessStatusCode)
        {
            Console.WriteLine($"There is no first query to show, for there was no token: {await issued.Content.ReadAsStringAsync(cancel)}");
            return;
        }
        var token = (await issued.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("token").GetString();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var query = FirstQueries[^1];
        foreach (var candidate in FirstQueries)
            if (await HasRowsAsync(client, candidate, cancel))
            {
                query = candidate;
                break;
            }
        Console.WriteLine($$"""
            A first query, as a service-centre agent:

              curl -s {{address}}/graphql -H 'Content-Type: application/json' -H 'Authorization: Bearer {{token}}' -d '{"query":"{{query}}"}'

            A token of somebody else; {{address}}/dev/personas lists all:

              curl -s {{address}}/dev/token -H 'Content-Type: application/json' -d '{"persona":"customer"}'

            """);
    }

    private static async Task<bool> HasRowsAsync(HttpClient client, string query, CancellationToken cancel)
    {
        using var response = await client.PostAsJsonAsync("/graphql", new { query }, cancel);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancel);
        return answer.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            && data.EnumerateObject().All(field => field.Value.ValueKind == JsonValueKind.Object && field.Value.GetProperty("nodes").GetArrayLength() > 0);
    }
}
