namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>Starting, stopping and starting again with a PostgreSQL of the gateway's own.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string data = RunningGateway.NewDataFolder();

    public void Dispose()
    {
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_second_start_finds_the_data_of_the_first_and_ctrl_c_leaves_nothing_running()
    {
        string agents;
        await using (var first = await RunningGateway.StartAsync(data, "--demo", "none"))
        {
            agents = await AgentsAsync(first); // its token has hired one, who is the row to find again
            Assert.Equal(0, await first.StopAsync());
        }
        Assert.False(File.Exists(Path.Combine(data, "postgres", "postmaster.pid")));

        await using var second = await RunningGateway.StartAsync(data, "--demo", "none");

        Assert.Contains("\"id\"", agents);
        Assert.Equal(agents, await AgentsAsync(second));
    }

    private static async Task<string> AgentsAsync(RunningGateway gateway)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=" + Uri.EscapeDataString("{ staff(where: { position: { eq: AGENT } }) { nodes { id } } }"));
        request.Headers.Authorization = new("Bearer", await gateway.TokenAsync("agent"));
        using var response = await gateway.Http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
