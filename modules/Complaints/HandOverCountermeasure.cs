using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Somebody else who answers for a countermeasure, in the middle of its stage.")]
internal sealed record HandOverCountermeasure(
    [Describes("Which countermeasure."), IdOf("Countermeasure")] Guid Countermeasure,
    [Describes("The version that was read, so that it fails where somebody was faster.")] int Version,
    [Describes("Who answers for it from now on."), IdOf("Staff")] Guid Owner,
    [Describes("Why, in at most 1,000 characters.")] string Reason)
{
    [Allow(Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(CountermeasureChanged))]
    [Describes("Names somebody else who answers for a countermeasure. Its stage goes on as it was.")]
    public static async Task<Outcome<Countermeasure>> Handle(HandOverCountermeasure input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (it, fault) = await db.BeginGateAsync(input.Countermeasure, CountermeasureStep.HandOver, input.Version, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks()
            .Text("reason", input.Reason, 1000)
            .Rule(input.Owner != it.OwnerId, "Name somebody else: this person answers for it already.", "owner")
            .Add(await AccountableStaff.CheckAsync(input.Owner, graph, employment, "owner", cancel));
        if (checks.Failed) return Outcome<Countermeasure>.Failed(checks.Faults);

        var from = it.OwnerId;
        it.PassOn(input.Owner, input.Reason, actor.StaffIdOrNull, time.GetUtcNow());
        return Outcome<Countermeasure>.Of(it.Id, new CountermeasureHandedOver(it.Id, from, it.OwnerId));
    }
}

[EventOf("Countermeasure", "HANDED_OVER", "Somebody else answers for it.", StaffOnly = true)]
internal sealed record CountermeasureHandedOver(Guid Countermeasure, Guid From, Guid To) : IEvent
{
    public Guid Subject => Countermeasure;
}
