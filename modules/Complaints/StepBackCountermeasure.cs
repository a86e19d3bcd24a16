using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A countermeasure that goes back to the stage before.")]
internal sealed record StepBackCountermeasure(
    [Describes("Which countermeasure."), IdOf("Countermeasure")] Guid Countermeasure,
    [Describes("The version that was read, so that it fails where somebody was faster.")] int Version,
    [Describes("Who answers for it from now on."), IdOf("Staff")] Guid Owner,
    [Describes("What speaks for it, in at most 4,000 characters; the effect that was measured is kept beside it.")] string Evidence,
    [Describes("Where it is still tried: some of the properties of the present stage; left out for those in which it was at the stage before."), IdOf("Property")] IReadOnlyList<Guid>? Properties = null)
{
    [Allow(Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(CountermeasureChanged))]
    [Describes("Takes a countermeasure from standard to pilot, from pilot to trial, or from trial to proposal, as when the rate of complaints became worse.")]
    public static async Task<Outcome<Countermeasure>> Handle(StepBackCountermeasure input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (it, fault) = await db.BeginGateAsync(input.Countermeasure, CountermeasureStep.StepBack, input.Version, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks()
            .Text("evidence", input.Evidence, 4000)
            .Add(await AccountableStaff.CheckAsync(input.Owner, graph, employment, "owner", cancel));
        var properties = await CountermeasureScope.StepBackAsync(it, input.Properties, checks, db, graph, cancel);
        if (checks.Failed) return Outcome<Countermeasure>.Failed(checks.Faults);

        await db.DecideAsync(it, CountermeasureStep.StepBack, new(properties, input.Owner, input.Evidence, actor.StaffIdOrNull), time.GetUtcNow(), cancel);
        return Outcome<Countermeasure>.Of(it.Id, new CountermeasureSteppedBack(it.Id, it.Status, it.OwnerId));
    }
}

[EventOf("Countermeasure", "STEPPED_BACK", "It went back to the stage before.", StaffOnly = true)]
internal sealed record CountermeasureSteppedBack(Guid Countermeasure, CountermeasureStatus To, Guid Owner) : IEvent
{
    public Guid Subject => Countermeasure;
}
