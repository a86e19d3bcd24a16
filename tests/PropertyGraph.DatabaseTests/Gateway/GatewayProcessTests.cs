using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>The gateway as somebody starts it: arguments in, sentences and an exit code out.</summary>
public sealed class GatewayProcessTests
{
    [Theory]
    [InlineData("--frobnicate", "--frobnicate")]
    [InlineData("--port abc", "abc")]
    [InlineData("--port 70000", "70000")]
    [InlineData("--port", "--port")]
    [InlineData("--demo enormous", "enormous")]
    [InlineData("paint", "paint")]
    [InlineData("import", "DIR")]
    [InlineData("grant somebody", "POSITION")]
    public async Task Wrong_arguments_are_answered_with_one_sentence_and_exit_code_2(string arguments, string named)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(named, Assert.Single(Lines(error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_named_before_anything_is_started()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var data = Path.Combine(Path.GetTempPath(), $"propertygraph-test-{Guid.NewGuid():N}");
        var (code, _, error) = await RunAsync($"--port {port} --data {data}");
        Assert.Equal(1, code);
        Assert.Contains($"Port {port} is taken", Assert.Single(Lines(error)), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(data, "postgres")));
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task An_unreachable_server_is_one_sentence()
    {
        var (code, _, error) = await RunAsync("retry", ("ConnectionStrings__PropertyGraph", "Host=127.0.0.1;Port=1;Username=nobody;Timeout=2"));
        Assert.Equal(1, code);
        Assert.Contains("ConnectionStrings__PropertyGraph", Assert.Single(Lines(error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_that_another_needs_can_not_be_switched_off()
    {
        var (code, _, error) = await RunAsync("schema", ("Modules__Disabled", "customers"));
        Assert.Equal(1, code);
        Assert.Contains("customers", Assert.Single(Lines(error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serving_prints_a_query_that_works_and_stops_when_told()
    {
        await using var gateway = await GatewayProcess.ServeAsync(await TestServer.CreateDatabaseAsync());
        var query = Assert.Single(gateway.Welcome, line => line.Contains("Authorization: Bearer ", StringComparison.Ordinal));
        using var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", query.Split("Bearer ")[1].Split('\'')[0]);
        using var response = await http.PostAsJsonAsync("/graphql", new { query = "{ departments(first: 1) { nodes { name } } }" });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(1, answer.GetProperty("data").GetProperty("departments").GetProperty("nodes").GetArrayLength());

        Assert.Equal(0, await gateway.StopAsync());
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string arguments, params (string Name, string Value)[] environment)
    {
        using var process = GatewayProcess.Launch(arguments, environment);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
