using System.Text.Json;
using PropertyGraph.Commands;

namespace PropertyGraph.Contracts;

/// <summary>Who a customer is by now: for handlers of events, which may have been raised before the customer was merged or erased.</summary>
public static class CustomerNow
{
    /// <returns>The customer, or the one it was merged into; null where it was erased, or there never was one.</returns>
    public static async Task<Guid?> OfAsync(Guid? customer, IGraph graph, CancellationToken cancel)
    {
        if (customer is not { } key) return null;
        var data = await graph.AsSystem.QueryAsync("query($id: ID!) { customer(id: $id) { id erasedAt mergedInto { id erasedAt } } }", new { id = graph.GlobalId("Customer", key) }, cancel);
        if (data.GetProperty("customer") is not { ValueKind: JsonValueKind.Object } found) return null;
        var now = found.GetProperty("mergedInto") is { ValueKind: JsonValueKind.Object } stays ? stays : found;
        return now.GetProperty("erasedAt").ValueKind == JsonValueKind.Null ? graph.Key("Customer", now.GetProperty("id").GetString()!) : null;
    }
}
