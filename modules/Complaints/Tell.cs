using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

/// <summary>
/// Writes to customers about what happened. The happening and its timer are written in the transaction of the step; here, once and a moment later, each customer's message is
/// made: consent, contact and language are those of now.
/// </summary>
internal static class Tell
{
    /// <summary>The timer of a happening.</summary>
    public static async Task<Reaction> Handle(TimerFired timer, ComplaintsDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        var happening = await db.ComplaintEvents.Include(e => e.Complaint).SingleOrDefaultAsync(e => e.Id == timer.Key, cancel);
        if (happening is null || Telling.Of(happening) is not { } kind) return Reaction.None;
        var complaint = happening.Complaint!;
        var (department, departmentZh) = await DepartmentAsync(complaint.DepartmentId, graph, cancel);
        var due = await DueAsync(complaint, db, graph, time.GetUtcNow(), cancel);
        Dictionary<string, string?> Values(string reference, string? title, string? note) =>
            new() { ["reference"] = reference, ["title"] = title, ["note"] = note, ["department"] = department, ["department.zh"] = departmentZh, ["due"] = due };
        var updates = new List<CustomerUpdate>();
        if (complaint.CustomerId is { } customer)
        {
            var update = new CustomerUpdate(kind, customer, complaint.Id, null, happening.At);
            updates.Add(await Post.WriteAsync(update, Values(complaint.Reference, complaint.Title, happening.Note), db, graph, cancel));
        }
        if (Telling.IsForOthers(kind))
            foreach (var (other, reference, own) in await OthersAsync(complaint, happening.At, db, cancel))
            {
                var update = new CustomerUpdate(kind, other, own, null, happening.At);
                updates.Add(await Post.WriteAsync(update, Values(reference, null, null), db, graph, cancel));
            }
        db.AddRange(updates);
        return Reaction.Of([.. updates.Where(u => u.ContactId is not null).Select(u => new CustomerUpdateReady(u.Id, u.CustomerId, u.ContactId!.Value, u.Channel!))]);
    }

    /// <summary>Those who joined it, by its number; those whose own complaint goes on as part of it, by the number of theirs. Each once, and the complaint's customer not at all. Whoever joined later was not meant.</summary>
    private static async Task<IReadOnlyList<(Guid Customer, string Reference, Guid? Complaint)>> OthersAsync(Complaint complaint, DateTimeOffset at, ComplaintsDb db, CancellationToken cancel)
    {
        var joined = await db.Cosignatures.Where(s => s.ComplaintId == complaint.Id && s.At <= at).OrderBy(s => s.Id).Select(s => new { s.CustomerId, s.Reference, Own = (Guid?)null }).ToListAsync(cancel);
        var found = new List<Guid> { complaint.Id };
        // What was merged into a complaint that was merged itself goes on with it.
        for (var i = 0; i < found.Count; i++)
        {
            var into = found[i];
            found.AddRange((await db.Complaints.Where(c => c.MergedIntoId == into && c.ClosedAt <= at).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancel)).Except(found));
        }
        var merged = await db.Complaints.Where(c => found.Contains(c.Id) && c.Id != complaint.Id && c.CustomerId != null).OrderBy(c => c.Id)
            .Select(c => new { CustomerId = c.CustomerId!.Value, c.Reference, Own = (Guid?)c.Id }).ToListAsync(cancel);
        return [.. merged.Concat(joined).Where(o => o.CustomerId != complaint.CustomerId).DistinctBy(o => o.CustomerId).Select(o => (o.CustomerId, o.Reference, o.Own))];
    }

    /// <summary>
    /// The day on which it is due, such as 2026-03-31, by the wall clock of the calendar that counts, or of the company's first one where every hour does. It is reckoned here: what the complaint shows may
    /// be a moment behind.
    /// </summary>
    private static async Task<string> DueAsync(Complaint complaint, ComplaintsDb db, IGraph graph, DateTimeOffset now, CancellationToken cancel)
    {
        var entries = await RunClocks.EntriesAsync(complaint.Id, db, graph, cancel);
        var clock = ClockFold.Of(entries, now).Clocks.LastOrDefault(c => c is { Clock: ServiceClockKind.Resolve, StoppedAt: null });
        var hours = entries[^1].Targets?.Hours ?? BusinessHours.Always;
        if (hours == BusinessHours.Always) hours = await Calendars.FirstAsync(graph, cancel);
        return hours.DayOf(clock?.DueAt ?? complaint.DueAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static async Task<(string? Name, string? NameZh)> DepartmentAsync(Guid department, IGraph graph, CancellationToken cancel)
    {
        var data = await graph.AsSystem.QueryAsync("query($id: ID!) { department(id: $id) { name nameZh } }", new { id = graph.GlobalId("Department", department) }, cancel);
        return data.GetProperty("department") is { ValueKind: JsonValueKind.Object } found ? (found.GetProperty("name").GetString(), found.GetProperty("nameZh").GetString()) : (null, null);
    }
}

/// <summary>Makes a customer's message: language, template, contact.</summary>
internal static class Post
{
    /// <summary>Where there is no template in a customer's language.</summary>
    public const string Fallback = "en";

    /// <summary>In which order consented contacts are tried.</summary>
    private static readonly string[] Channels = ["APP", "EMAIL", "PHONE", "POST"];

    public static async Task<CustomerUpdate> WriteAsync(CustomerUpdate update, Dictionary<string, string?> values, ComplaintsDb db, IGraph graph, CancellationToken cancel)
    {
        var (language, contact) = await CustomerAsync(update.CustomerId, graph, cancel);
        var templates = await db.MessageTemplates.Where(t => t.Kind == update.Kind && t.ValidTo == null && (t.Language == language || t.Language == Fallback)).ToListAsync(cancel);
        var template = templates.OrderBy(t => t.Language == language ? 0 : 1).FirstOrDefault()
            ?? throw new InvalidOperationException($"There is no template for {update.Kind} in {Fallback}; the platform came with one.");
        update.Write(template.Language, template.Id, MessageText.Fill(template.Subject, template.Language, values), MessageText.Fill(template.Body, template.Language, values));
        if (contact is var (key, channel)) update.SendBy(channel, key);
        else update.HasNoWay(update.At);
        return update;
    }

    /// <summary>The customer's language without its region, and the contact with consent for news about the customer's own affairs.</summary>
    /// <param name="except">A contact that goes.</param>
    public static async Task<(string Language, (Guid Key, string Channel)? Contact)> CustomerAsync(Guid customer, IGraph graph, CancellationToken cancel, Guid? except = null)
    {
        var data = await graph.AsSystem.QueryAsync(
            "query($id: ID!) { customer(id: $id) { language contacts(first: 100, where: { consent: { eq: true }, purpose: { eq: SERVICE } }) { nodes { id channel } } } }",
            new { id = graph.GlobalId("Customer", customer) }, cancel);
        if (data.GetProperty("customer") is not { ValueKind: JsonValueKind.Object } found) return (Fallback, null);
        var contacts = found.GetProperty("contacts").GetProperty("nodes").EnumerateArray()
            .Select(c => (Key: graph.Key("Contact", c.GetProperty("id").GetString()!), Channel: c.GetProperty("channel").GetString()!))
            .Where(c => c.Key != except).OrderBy(c => Array.IndexOf(Channels, c.Channel)).ThenBy(c => c.Key).ToList();
        return (found.GetProperty("language").GetString()!.Split('-')[0], contacts.Count == 0 ? null : contacts[0]);
    }
}
