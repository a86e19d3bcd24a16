using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A countermeasure that goes on to its next stage.")]
internal sealed record AdvanceCountermeasure(
    [Describes("Which countermeasure."), IdOf("Countermeasure")] Guid Countermeasure,
    [Describes("The version that was read, so that it fails where somebody was faster.")] int Version,
    [Describes("Who answers for it from now on."), IdOf("Staff")] Guid Owner,
    [Describes("What speaks for it, in at most 4,000 characters; the effect that was measured is kept beside it.")] string Evidence,
    [Describes("Where it is tried from now on, at most 1,000: a few properties for a trial, those and more for a pilot. For a standard at least those of the pilot and all with a complaint of the cause within a year, which it is where they are left out."), IdOf("Property")] IReadOnlyList<Guid>? Properties = null)
{
    [Allow(Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(CountermeasureChanged))]
    [Describes("Takes a countermeasure from proposal to trial, from trial to pilot, or from pilot to standard.")]
    public static async Task<Outcome<Countermeasure>> Handle(AdvanceCountermeasure input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (it, fault) = await db.BeginGateAsync(input.Countermeasure, CountermeasureStep.Advance, input.Version, cancel);
        if (fault is not null) return fault;
        var now = time.GetUtcNow();
        var checks = new InputChecks()
            .Text("evidence", input.Evidence, 4000)
            .Add(await AccountableStaff.CheckAsync(input.Owner, graph, employment, "owner", cancel));
        var properties = await CountermeasureScope.AdvanceAsync(it, input.Properties, checks, db, graph, now, cancel);
        if (checks.Failed) return Outcome<Countermeasure>.Failed(checks.Faults);

        await db.DecideAsync(it, CountermeasureStep.Advance, new(properties, input.Owner, input.Evidence, actor.StaffIdOrNull), now, cancel);
        return Outcome<Countermeasure>.Of(it.Id, new CountermeasureAdvanced(it.Id, it.Status, it.OwnerId));
    }
}

[EventOf("Countermeasure", "ADVANCED", "It went on to its next stage.", StaffOnly = true)]
internal sealed record CountermeasureAdvanced(Guid Countermeasure, CountermeasureStatus To, Guid Owner) : IEvent
{
    public Guid Subject => Countermeasure;
}
