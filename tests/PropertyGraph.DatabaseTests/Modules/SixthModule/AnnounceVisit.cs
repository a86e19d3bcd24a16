using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace Visitors;

[Describes("A visitor to be let in.")]
internal sealed record AnnounceVisit(
    [Describes("Whom the visitor comes to see."), IdOf("Customer")] Guid Customer,
    [Describes("Name of the visitor.")] string Visitor,
    [Describes("Day of the visit; today (UTC) at the earliest.")] DateOnly Day,
    [Describes("What the visitor comes for.")] VisitPurpose Purpose = VisitPurpose.Private)
{
    [Allow, AllowAudience(Audience.Customer)]
    [Describes("Announces a visitor to reception.")]
    public static async Task<Outcome<Visit>> Handle(AnnounceVisit input, VisitorsDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        var checks = new InputChecks()
            .Text("visitor", input.Visitor, 200)
            .Rule(input.Day >= DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), "Give a day that has not passed.", "day")
            .Add(await graph.RequireAsync("Customer", input.Customer, "customer", cancel));
        if (checks.Failed) return Outcome<Visit>.Failed(checks.Faults);

        var visit = new Visit(input.Customer, input.Visitor, input.Purpose, input.Day);
        db.Add(visit);
        return Outcome<Visit>.Of(visit.Id, new VisitAnnounced(visit.Id, visit.CustomerId, visit.Purpose));
    }
}

[EventOf("Visit", "ANNOUNCED", "The visit was announced.")]
internal sealed record VisitAnnounced(Guid Visit, Guid Customer, VisitPurpose Purpose) : IEvent
{
    public Guid Subject => Visit;
}
