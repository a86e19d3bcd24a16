using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A countermeasure that is given up.")]
internal sealed record RejectCountermeasure(
    [Describes("Which countermeasure."), IdOf("Countermeasure")] Guid Countermeasure,
    [Describes("The version that was read, so that it fails where somebody was faster.")] int Version,
    [Describes("What speaks against it, in at most 4,000 characters; the effect that was measured is kept beside it.")] string Evidence)
{
    [Allow(Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(CountermeasureChanged))]
    [Describes("Gives a countermeasure up. A standard has to step back first.")]
    public static async Task<Outcome<Countermeasure>> Handle(RejectCountermeasure input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (it, fault) = await db.BeginGateAsync(input.Countermeasure, CountermeasureStep.Reject, input.Version, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Text("evidence", input.Evidence, 4000);
        if (checks.Failed) return Outcome<Countermeasure>.Failed(checks.Faults);

        await db.DecideAsync(it, CountermeasureStep.Reject, new([], it.OwnerId, input.Evidence, actor.StaffIdOrNull), time.GetUtcNow(), cancel);
        return Outcome<Countermeasure>.Of(it.Id, new CountermeasureRejected(it.Id));
    }
}

[EventOf("Countermeasure", "REJECTED", "It was given up.", StaffOnly = true)]
internal sealed record CountermeasureRejected(Guid Countermeasure) : IEvent
{
    public Guid Subject => Countermeasure;
}
