using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("One text to everybody whom an incident hits.")]
internal sealed record TellIncident(
    [Describes("Which incident."), IdOf("Incident")] Guid Incident,
    [Describes("The text in English, in at most 4,000 characters.")] string Text,
    [Describes("The same in simplified Chinese, for those whose language it is; they get the English one where it is left out.")] string? TextZh = null)
{
    /// <summary>Units whose occupants are asked for at a time.</summary>
    private const int UnitsAtATime = 1000;

    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Writes one text to all: whoever complained about the incident or joined such a complaint, and whoever owns, rents or uses a unit that it hits. Each is told once, by the channel with consent.")]
    public static async Task<Outcome<Incident>> Handle(TellIncident input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var incident = await db.FindVisibleAsync<Incident>(input.Incident, cancel);
        if (incident is null) return Complaints.Incident.NoSuch;
        var checks = new InputChecks().Text("text", input.Text, 4000).OptionalText("textZh", input.TextZh, 4000);
        if (checks.Failed) return Outcome<Incident>.Failed(checks.Faults);

        var notice = Announce(incident, input.Text, input.TextZh, db, actor, time.GetUtcNow());
        return Outcome<Incident>.Of(incident.Id, new IncidentTold(incident.Id, notice.Id));
    }

    /// <summary>Keeps a text that everybody gets a moment later.</summary>
    public static IncidentNotice Announce(Incident incident, string text, string? textZh, ComplaintsDb db, Actor actor, DateTimeOffset now)
    {
        var notice = new IncidentNotice(incident, text, textZh, actor.StaffIdOrNull, now);
        db.Add(notice);
        db.Schedule(ComplaintsDb.NoticeTimer, notice.Id, notice.At);
        return notice;
    }

    /// <summary>The timer of a notice: a message to each.</summary>
    public static async Task<Reaction> Deliver(TimerFired timer, ComplaintsDb db, IGraph graph, CancellationToken cancel)
    {
        var notice = await db.IncidentNotices.Include(n => n.Incident).SingleOrDefaultAsync(n => n.Id == timer.Key, cancel);
        if (notice?.Incident is not { } incident) return Reaction.None;
        var recipients = await RecipientsAsync(incident, db, graph, cancel);
        var post = await Post.OpenAsync(UpdateKind.IncidentNotice, recipients.Select(r => r.Customer), db, graph, cancel);
        List<CustomerUpdate> updates = [.. recipients.Select(r => Write(r.Customer, r.Complaint, notice, incident, post))];
        db.AddRange(updates);
        return Reaction.Of([.. updates.Where(u => u.ContactId is not null).Select(u => new CustomerUpdateReady(u.Id, u.CustomerId, u.ContactId!.Value, u.Channel!))]);
    }

    private static CustomerUpdate Write(Guid customer, Guid? complaint, IncidentNotice notice, Incident incident, Post post)
    {
        // Never in two languages: who reads Chinese gets all of it in English where the notice is in English alone.
        var (language, text) = notice.TextZh is { } zh && post.LanguageOf(customer) == "zh" ? ("zh", zh) : (Post.Fallback, notice.Text);
        var update = new CustomerUpdate(UpdateKind.IncidentNotice, customer, complaint, incident.Id, notice.At);
        return post.Write(update, new() { ["reference"] = incident.Reference, ["title"] = incident.Title, ["note"] = text }, language);
    }

    /// <summary>Each customer once; with an own complaint where there is one.</summary>
    private static async Task<IReadOnlyList<(Guid Customer, Guid? Complaint)>> RecipientsAsync(Incident incident, ComplaintsDb db, IGraph graph, CancellationToken cancel)
    {
        var complaints = await db.Complaints.Where(c => c.IncidentId == incident.Id).OrderBy(c => c.Id).Select(c => new { c.Id, c.CustomerId }).ToListAsync(cancel);
        var ids = complaints.Select(c => c.Id).ToList();
        var joined = await db.Cosignatures.Where(s => ids.Contains(s.ComplaintId)).OrderBy(s => s.Id).Select(s => s.CustomerId).ToListAsync(cancel);
        var units = await db.IncidentUnits.Where(u => u.IncidentId == incident.Id).Select(u => u.UnitId).ToListAsync(cancel);
        var living = await OccupantsAsync(units, graph, cancel);
        return [.. complaints.Where(c => c.CustomerId is not null).Select(c => (c.CustomerId!.Value, (Guid?)c.Id))
            .Concat(joined.Concat(living).Select(c => (c, (Guid?)null))).DistinctBy(r => r.Item1)];
    }

    private static async Task<IReadOnlyList<Guid>> OccupantsAsync(IReadOnlyList<Guid> units, IGraph graph, CancellationToken cancel)
    {
        var found = new List<Guid>();
        foreach (var some in units.Chunk(UnitsAtATime))
        {
            var ids = some.Select(u => graph.GlobalId("Unit", u)).ToList();
            var customers = await GraphKeys.NodesAsync(graph,
                """
                query($units: [ID!], $after: String) {
                  rows: customers(first: 1000, after: $after, where: { occupancies: { some: { isCurrent: { eq: true }, unit: { id: { in: $units } } } } }) { nodes { id } pageInfo { hasNextPage endCursor } }
                }
                """,
                after => new { units = ids, after }, cancel);
            found.AddRange(customers.Select(c => graph.Key("Customer", c.GetProperty("id").GetString()!)));
        }
        return found;
    }
}

[EventOf("Incident", "TOLD", "Everybody whom it hits was told something.")]
internal sealed record IncidentTold(Guid Incident, Guid Notice) : IEvent
{
    public Guid Subject => Incident;
}
