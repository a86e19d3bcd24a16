using System.Diagnostics;
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
        var database = await PostgresFixture.CreateDatabaseAsync();
        var (port, data) = (FreePort(), Directory.CreateTempSubdirectory("propertygraph-test-").FullName);
        using var process = Start($"--port {port} --demo none --data {data}", ("ConnectionStrings__PropertyGraph", database));
        var output = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.Add(line);
            if (line.Contains("Ctrl-C", StringComparison.Ordinal)) break;
        }
        var query = Assert.Single(output, line => line.Contains("Authorization: Bearer ", StringComparison.Ordinal));
        using var http = new HttpClient { BaseAddress = new($"http://localhost:{port}") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", query.Split("Bearer ")[1].Split('\'')[0]);
        using var response = await http.PostAsJsonAsync("/graphql", new { query = "{ departments(first: 1) { nodes { name } } }" });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(1, answer.GetProperty("data").GetProperty("departments").GetProperty("nodes").GetArrayLength());

        using var terminate = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(0, process.ExitCode);
        Directory.Delete(data, recursive: true);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string arguments, params (string Name, string Value)[] environment)
    {
        using var process = Start(arguments, environment);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await error);
    }

    internal static Process Start(string arguments, params (string Name, string Value)[] environment)
    {
        // Built beside these tests, in the same configuration; its own folder has its modules.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Repository.Path("src", "PropertyGraph.Gateway", "bin", configuration, "net10.0", "PropertyGraph.Gateway.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    internal static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
