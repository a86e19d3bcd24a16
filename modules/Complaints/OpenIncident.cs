using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("One thing that hits many units.")]
internal sealed record OpenIncident(
    [Describes("What it is, in one line of at most 200 characters; customers read it.")] string Title,
    [Describes("Which property it hits."), IdOf("Property")] Guid? Property = null,
    [Describes("Units that it hits, at most 2,000: whoever owns, rents or uses them now is told, complaint or not."), IdOf("Unit")] IReadOnlyList<Guid>? Units = null)
{
    private const int MostUnits = 2000;

    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Opens an incident. Complaints about it join with joinIncident, and tellIncident writes one text to all.")]
    public static async Task<Outcome<Incident>> Handle(OpenIncident input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        IReadOnlyList<Guid> units = [.. (input.Units ?? []).Distinct()];
        var checks = new InputChecks().Text("title", input.Title, 200).Rule(units.Count <= MostUnits, $"Name at most {MostUnits} units.", "units");
        if (input.Property is { } property) checks.Add(await graph.RequireAsync("Property", property, "property", cancel));
        if (units.Count is > 0 and <= MostUnits) checks.Rule(await KnownAsync(units, graph, cancel) == units.Count, "Some of the units do not exist.", "units");
        if (checks.Failed) return Outcome<Incident>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        var number = await db.Database.SqlQuery<long>($"SELECT nextval('complaints.incident_numbers') AS value").ToListAsync(cancel);
        var incident = new Incident($"M-{now.UtcDateTime.Year:0000}-{number[0]:000000}", input.Title, input.Property, units, actor.StaffIdOrNull, now);
        db.Add(incident);
        return Outcome<Incident>.Of(incident.Id, new IncidentOpened(incident.Id, incident.PropertyId, units.Count));
    }

    private static async Task<int> KnownAsync(IReadOnlyList<Guid> units, IGraph graph, CancellationToken cancel)
    {
        var data = await graph.AsSystem.QueryAsync("query($ids: [ID!]) { units(where: { id: { in: $ids } }) { totalCount } }", new { ids = units.Select(u => graph.GlobalId("Unit", u)) }, cancel);
        return data.GetProperty("units").GetProperty("totalCount").GetInt32();
    }
}

[EventOf("Incident", "OPENED", "It was opened.", StaffOnly = true)]
internal sealed record IncidentOpened(Guid Incident, Guid? Property, int Units) : IEvent
{
    public Guid Subject => Incident;
}
