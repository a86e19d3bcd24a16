using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PropertyGraph.Benchmarks.Measuring;

namespace PropertyGraph.Benchmarks;

/// <summary>A running gateway with a token of its agent.</summary>
internal sealed class AskedProduct : IAsyncDisposable
{
    private readonly HttpClient http;

    private AskedProduct(MeasuredProcess server, HttpClient http, string token, string connectionString) =>
        (Server, this.http, Token, Preparation) = (server, http, token, new(connectionString, http));

    public MeasuredProcess Server { get; }
    public string Token { get; }
    public Preparation Preparation { get; }

    /// <summary>Starts the gateway on a database, which gets demo data where it has none.</summary>
    /// <param name="gateway">Folder of the built gateway.</param>
    public static async Task<AskedProduct> StartAsync(string gateway, string data, string connectionString, string demo, CancellationToken cancel)
    {
        // Development, since only there the gateway hands out tokens.
        var server = await MeasuredProcess.StartAsync(Path.Combine(gateway, "PropertyGraph.Gateway.dll"), port => ["--port", $"{port}", "--data", data, "--demo", demo],
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("ConnectionStrings__PropertyGraph", connectionString), ("Limits__PageRows", $"{Bench.PageRows}"), ("Limits__Cost__Staff", $"{int.MaxValue}"));
        var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(5) };
        using var response = await http.PostAsJsonAsync("/dev/token", new { persona = "agent" }, cancel);
        var token = (await response.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("token").GetString()!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new(server, http, token, connectionString);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Server.DisposeAsync();
    }
}
