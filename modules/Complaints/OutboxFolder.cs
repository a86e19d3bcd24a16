using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;

namespace PropertyGraph.Complaints;

/// <summary>For development: messages become files in a folder instead of going anywhere. On where the variable <c>Complaints__OutboxFolder</c> names one.</summary>
internal static class OutboxFolder
{
    public static string? Path => Environment.GetEnvironmentVariable("Complaints__OutboxFolder") is { Length: > 0 } folder ? folder : null;

    public static async Task<Reaction> Handle(CustomerUpdateReady ready, ComplaintsDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        var update = await db.CustomerUpdates.SingleOrDefaultAsync(u => u.Id == ready.Update, cancel);
        if (Path is not { } folder || update is not { Status: UpdateStatus.Ready } || update.ContactId != ready.Contact) return Reaction.None;
        var data = await graph.AsSystem.QueryAsync("query($id: ID!) { node(id: $id) { ... on Contact { value } } }", new { id = graph.GlobalId("Contact", ready.Contact) }, cancel);
        var address = data.GetProperty("node") is { ValueKind: JsonValueKind.Object } contact ? contact.GetProperty("value").GetString() : null;
        Directory.CreateDirectory(folder);
        // The name is the message's: whatever happens after, a repetition writes the same file.
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder, $"{update.Id}.txt"), $"{ready.Channel} {address}\n{update.Subject}\n\n{update.Body}\n", cancel);
        update.Ended(true, null, time.GetUtcNow());
        return Reaction.Of(new CustomerUpdateEnded(update.Id, true));
    }
}
