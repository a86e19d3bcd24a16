using System.Text.Json;
using PropertyGraph.Requests;

namespace PropertyGraph.DatabaseTests.Reads;

/// <summary>A client gets as many rows as it asks for and may have, whatever the platform itself may ask for.</summary>
public sealed class PageSizeTests(World world) : IClassFixture<World>
{
    private static readonly RequestLimits Limits = new() { PageRows = 12, DefaultPageRows = 2, SystemPageRows = 5 };

    [Theory]
    [InlineData("{ customers(first: 12) { nodes { number } } }", 12)]
    [InlineData("query($n: Int = 12) { customers(first: $n) { nodes { number } } }", 12)]
    [InlineData("{ customers(last: 7) { nodes { number } pageInfo { hasPreviousPage } } }", 7)]
    [InlineData("{ customers { nodes { number } } }", 2)]
    public async Task A_page_is_as_long_as_the_limit_for_clients_allows(string query, int rows)
    {
        using var answer = await world.Platform.EngineWith(world.Platform.ReadsWith(limits: Limits), Limits).ExecuteAsync(new(query, null, default), World.ActorOf("agent"), CancellationToken.None);
        var json = JsonSerializer.Deserialize<JsonElement>(answer.Json.Span);
        Assert.Equal(rows, json.GetProperty("data").GetProperty("customers").GetProperty("nodes").GetArrayLength());
    }
}
