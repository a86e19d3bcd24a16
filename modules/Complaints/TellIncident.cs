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
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Writes one text to all: whoever complained about the incident or joined such a complaint, and whoever owns, rents or uses a unit that it hits. Each is told once, by the channel with consent.")]
    public static async Task<Outcome<Incident>> Handle(TellIncident input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var incident = await db.FindVisibleAsync<Incident>(input.Incident, cancel);
        if (incident is null) return Complaints.Incident.NoSuch;
        var checks = new InputChecks().Text("text", input.Text, 4000).OptionalText("textZh", input.TextZh, 4000);
        if (checks.Failed) return Outcome<Incident>.Failed(checks.Faults);

        var notice = new IncidentNotice(incident, input.Text, input.TextZh, actor.StaffIdOrNull, time.GetUtcNow());
        db.Add(notice);
        db.Schedule(ComplaintsDb.NoticeTimer, notice.Id, notice.At);
        return Outcome<Incident>.Of(incident.Id, new IncidentTold(incident.Id, notice.Id));
    }

    /// <summary>The timer of a notice: a message to each.</summary>
    public static async Task<Reaction> Deliver(TimerFired timer, ComplaintsDb db, IGraph graph, CancellationToken cancel)
    {
        var notice = await db.IncidentNotices.Include(n => n.Incident).SingleOrDefaultAsync(n => n.Id == timer.Key, cancel);
        if (notice?.Incident is not { } incident) return Reaction.None;
        var updates = new List<CustomerUpdate>();
        foreach (var (customer, complaint) in await RecipientsAsync(incident, db, graph, cancel))
        {
            var update = new CustomerUpdate(UpdateKind.IncidentNotice, customer, complaint, incident.Id, notice.At);
            var (language, contact) = await Post.CustomerAsync(customer, graph, cancel);
            var inChinese = language == "zh" && notice.TextZh is not null;
            update.Write(inChinese ? "zh" : "en", null, $"{incident.Title} ({incident.Reference})", inChinese ? notice.TextZh! : notice.Text);
            if (contact is var (key, channel)) update.SendBy(channel, key);
            else update.HasNoWay(notice.At);
            updates.Add(update);
        }
        db.AddRange(updates);
        return Reaction.Of([.. updates.Where(u => u.ContactId is not null).Select(u => new CustomerUpdateReady(u.Id, u.CustomerId, u.ContactId!.Value, u.Channel!))]);
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
        if (units.Count == 0) return [];
        var ids = units.Select(u => graph.GlobalId("Unit", u)).ToList();
        var customers = await GraphKeys.NodesAsync(graph,
            """
            query($units: [ID!], $after: String) {
              rows: customers(first: 1000, after: $after, where: { occupancies: { some: { isCurrent: { eq: true }, unit: { id: { in: $units } } } } }) { nodes { id } pageInfo { hasNextPage endCursor } }
            }
            """,
            after => new { units = ids, after }, cancel);
        return [.. customers.Select(c => graph.Key("Customer", c.GetProperty("id").GetString()!))];
    }
}

[EventOf("Incident", "TOLD", "Everybody whom it hits was told something.", StaffOnly = true)]
internal sealed record IncidentTold(Guid Incident, Guid Notice) : IEvent
{
    public Guid Subject => Incident;
}
