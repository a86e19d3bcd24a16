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
        var others = Telling.IsForOthers(kind) ? await OthersAsync(complaint, happening.At, db, cancel) : [];
        IReadOnlyList<Guid> own = complaint.CustomerId is { } customer ? [customer] : [];
        var post = await Post.OpenAsync(kind, [.. own, .. others.Select(o => o.Customer)], db, graph, cancel);
        List<CustomerUpdate> updates =
        [
            .. own.Select(c => post.Write(new CustomerUpdate(kind, c, complaint.Id, null, happening.At), Values(complaint.Reference, complaint.Title, happening.Note))),
            .. others.Select(o => post.Write(new CustomerUpdate(kind, o.Customer, o.Complaint, null, happening.At), Values(o.Reference, null, null))),
        ];
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

/// <summary>Makes customers' messages: language, template, contact. What it needs is read once, for however many.</summary>
internal sealed class Post
{
    /// <summary>Where there is no template in a customer's language.</summary>
    public const string Fallback = "en";

    /// <summary>Customers whose languages and contacts are asked for at a time.</summary>
    private const int AtATime = 500;

    /// <summary>In which order consented contacts are tried.</summary>
    private static readonly string[] Channels = ["APP", "EMAIL", "PHONE", "POST"];

    private readonly UpdateKind kind;
    private readonly IReadOnlyDictionary<string, MessageTemplate> templates;
    private readonly IReadOnlyDictionary<Guid, (string Language, (Guid Key, string Channel)? Contact)> customers;

    private Post(UpdateKind kind, IReadOnlyDictionary<string, MessageTemplate> templates, IReadOnlyDictionary<Guid, (string, (Guid, string)?)> customers) =>
        (this.kind, this.templates, this.customers) = (kind, templates, customers);

    /// <param name="kind">What all of the messages tell.</param>
    /// <param name="customers">Keys of those who get one.</param>
    public static async Task<Post> OpenAsync(UpdateKind kind, IEnumerable<Guid> customers, ComplaintsDb db, IGraph graph, CancellationToken cancel)
    {
        var templates = await db.MessageTemplates.Where(t => t.Kind == kind && t.ValidTo == null).ToDictionaryAsync(t => t.Language, cancel);
        return new(kind, templates, await CustomersAsync(customers, graph, cancel));
    }

    /// <summary>Each customer's language without its region, and the contact with consent for news about the customer's own affairs.</summary>
    /// <param name="except">A contact that goes.</param>
    public static async Task<IReadOnlyDictionary<Guid, (string Language, (Guid Key, string Channel)? Contact)>> CustomersAsync(IEnumerable<Guid> customers, IGraph graph, CancellationToken cancel, Guid? except = null)
    {
        var found = new Dictionary<Guid, (string, (Guid, string)?)>();
        foreach (var keys in customers.Distinct().Chunk(AtATime))
        {
            var data = await graph.AsSystem.QueryAsync(
                """
                query($ids: [ID!], $first: Int) {
                  customers(first: $first, where: { id: { in: $ids } }) { nodes { id language contacts(first: 100, where: { consent: { eq: true }, purpose: { eq: SERVICE } }) { nodes { id channel } } } }
                }
                """,
                new { ids = keys.Select(k => graph.GlobalId("Customer", k)), first = AtATime }, cancel);
            foreach (var customer in data.GetProperty("customers").GetProperty("nodes").EnumerateArray())
                found.Add(graph.Key("Customer", customer.GetProperty("id").GetString()!), (customer.GetProperty("language").GetString()!.Split('-')[0], ContactOf(customer, except, graph)));
        }
        return found;
    }

    /// <summary>A customer's language, without its region.</summary>
    public string LanguageOf(Guid customer) => customers.TryGetValue(customer, out var found) ? found.Language : Fallback;

    /// <param name="update">The message.</param>
    /// <param name="values">Values of the template's placeholders.</param>
    /// <param name="language">Language in which it has to be written; null for the customer's.</param>
    public CustomerUpdate Write(CustomerUpdate update, Dictionary<string, string?> values, string? language = null)
    {
        var template = templates.GetValueOrDefault(language ?? LanguageOf(update.CustomerId)) ?? templates.GetValueOrDefault(Fallback)
            ?? throw new InvalidOperationException($"There is no template for {kind} in {Fallback}; the platform came with one.");
        update.Write(template.Language, template.Id, MessageText.Fill(template.Subject, template.Language, values), MessageText.Fill(template.Body, template.Language, values));
        if (customers.GetValueOrDefault(update.CustomerId).Contact is var (key, channel)) update.SendBy(channel, key);
        else update.HasNoWay(update.At);
        return update;
    }

    private static (Guid Key, string Channel)? ContactOf(JsonElement customer, Guid? except, IGraph graph)
    {
        var contacts = customer.GetProperty("contacts").GetProperty("nodes").EnumerateArray()
            .Select(c => (Key: graph.Key("Contact", c.GetProperty("id").GetString()!), Channel: c.GetProperty("channel").GetString()!))
            .Where(c => c.Key != except).OrderBy(c => Array.IndexOf(Channels, c.Channel)).ThenBy(c => c.Key).ToList();
        return contacts.Count == 0 ? null : contacts[0];
    }
}
