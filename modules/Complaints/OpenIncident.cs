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
    [Describes("Which property it hits: all of its units, where neither a building nor units are named."), IdOf("Property")] Guid? Property = null,
    [Describes("Units that it hits, at most 2,000, where it does not hit all of them. Whoever owns, rents or uses a unit that is hit is told, complaint or not."), IdOf("Unit")] IReadOnlyList<Guid>? Units = null,
    [Describes("Which building it hits, with all of its units, besides those that are named."), IdOf("Building")] Guid? Building = null)
{
    private const int MostUnits = 2000;

    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Opens an incident. Complaints about it join with joinIncident, and tellIncident writes one text to all.")]
    public static async Task<Outcome<Incident>> Handle(OpenIncident input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        IReadOnlyList<Guid> units = [.. (input.Units ?? []).Distinct()];
        var checks = new InputChecks().Text("title", input.Title, 200).Rule(units.Count <= MostUnits, $"Name at most {MostUnits} units.", "units");
        if (input.Property is { } named) checks.Add(await graph.RequireAsync("Property", named, "property", cancel));
        var property = input.Building is { } building ? await PropertyOfAsync(building, input.Property, checks, graph, cancel) : input.Property;
        if (units.Count is > 0 and <= MostUnits) checks.Rule(await KnownAsync(units, graph, cancel) == units.Count, "Some of the units do not exist.", "units");
        if (checks.Failed) return Outcome<Incident>.Failed(checks.Faults);

        if (input.Building is { } whole) units = [.. units.Union(await UnitsOfAsync("building", graph.GlobalId("Building", whole), graph, cancel))];
        else if (property is { } estate && units.Count == 0) units = await UnitsOfAsync("property", graph.GlobalId("Property", estate), graph, cancel);
        var now = time.GetUtcNow();
        var number = await db.Database.SqlQuery<long>($"SELECT nextval('complaints.incident_numbers') AS value").ToListAsync(cancel);
        var incident = new Incident($"M-{now.UtcDateTime.Year:0000}-{number[0]:000000}", input.Title, property, units, actor.StaffIdOrNull, now);
        db.Add(incident);
        return Outcome<Incident>.Of(incident.Id, new IncidentOpened(incident.Id, incident.PropertyId, units.Count));
    }

    /// <summary>The property that a building belongs to: the one that was named, if any.</summary>
    private static async Task<Guid?> PropertyOfAsync(Guid building, Guid? named, InputChecks checks, IGraph graph, CancellationToken cancel)
    {
        if (await graph.RequireAsync("Building", building, "building", cancel) is { } unseen)
        {
            checks.Add(unseen);
            return null;
        }
        var answer = await graph.AsSystem.QueryAsync("query($id: ID!) { building(id: $id) { property { id } } }", new { id = graph.GlobalId("Building", building) }, cancel);
        var property = graph.Key("Property", answer.GetProperty("building").GetProperty("property").GetProperty("id").GetString()!);
        checks.Rule(named is null || named == property, "The building belongs to another property; leave one of the two out.", "building");
        return property;
    }

    /// <param name="place"><c>property</c> or <c>building</c>.</param>
    private static async Task<IReadOnlyList<Guid>> UnitsOfAsync(string place, string id, IGraph graph, CancellationToken cancel)
    {
        var units = await GraphKeys.NodesAsync(graph,
            $$"""query($id: ID!, $after: String) { rows: units(first: 10000, after: $after, where: { {{place}}: { id: { eq: $id } } }) { nodes { id } pageInfo { hasNextPage endCursor } } }""",
            after => new { id, after }, cancel);
        return [.. units.Select(u => graph.Key("Unit", u.GetProperty("id").GetString()!))];
    }

    private static async Task<int> KnownAsync(IReadOnlyList<Guid> units, IGraph graph, CancellationToken cancel)
    {
        var data = await graph.AsSystem.QueryAsync("query($ids: [ID!]) { units(where: { id: { in: $ids } }) { totalCount } }", new { ids = units.Select(u => graph.GlobalId("Unit", u)) }, cancel);
        return data.GetProperty("units").GetProperty("totalCount").GetInt32();
    }
}

[EventOf("Incident", "OPENED", "It was opened.")]
internal sealed record IncidentOpened(Guid Incident, Guid? Property, int Units) : IEvent
{
    public Guid Subject => Incident;
}
