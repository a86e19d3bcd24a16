using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("How a case is to be settled.")]
internal sealed record ProposeRuling(
    [Describes("Which case."), IdOf("CoordinationCase")] Guid CoordinationCase,
    [Describes("The one member of staff who answers for the complaint from then on."), IdOf("Staff")] Guid Accountable,
    [Describes("The ruling, in at most 4,000 characters; staff alone can read it.")] string Ruling)
{
    [Allow(Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Proposes a ruling, in place of any before, and signs it for the side of the caller. It holds once a manager of a group in the case and a customer director have signed the same version.")]
    public static async Task<Outcome<CoordinationCase>> Handle(ProposeRuling input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (it, fault) = await db.BeginRulingAsync(input.CoordinationCase, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Text("ruling", input.Ruling, 4000).Add(await AccountableStaff.CheckAsync(input.Accountable, graph, employment, "accountable", cancel));
        if (checks.Failed) return Outcome<CoordinationCase>.Failed(checks.Faults);

        it.Propose(input.Accountable, input.Ruling, actor, time.GetUtcNow());
        return Outcome<CoordinationCase>.Of(it.Id, new RulingProposed(it.Id, it.RulingVersion, input.Accountable));
    }
}

[EventOf("CoordinationCase", "RULING_PROPOSED", "A ruling was proposed.", StaffOnly = true)]
internal sealed record RulingProposed(Guid CoordinationCase, int Version, Guid Accountable) : IEvent
{
    public Guid Subject => CoordinationCase;
}
