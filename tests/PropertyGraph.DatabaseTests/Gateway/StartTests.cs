namespace PropertyGraph.DatabaseTests.Gateway;

/// <summary>Starting, stopping and starting again with a PostgreSQL of the gateway's own.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string data = Path.Combine(Path.GetTempPath(), $"propertygraph-gateway-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task A_second_start_finds_the_data_of_the_first_and_ctrl_c_leaves_nothing_running()
    {
        string agents;
        await using (var first = await GatewayProcess.ServeFromAsync(data))
        {
            agents = await AgentsAsync(first); // its token has hired one, who is the row to find again
            Assert.Equal(0, await first.StopAsync("INT"));
        }
        Assert.False(File.Exists(Path.Combine(data, "postgres", "postmaster.pid")));

        await using var second = await GatewayProcess.ServeFromAsync(data);

        Assert.Contains("\"id\"", agents);
        Assert.Equal(agents, await AgentsAsync(second));
    }

    private static async Task<string> AgentsAsync(GatewayProcess gateway) =>
        (await gateway.DataAsync(await gateway.TokenAsync("agent"), "{ staff(where: { position: { eq: AGENT } }) { nodes { id } } }")).ToString();
}
