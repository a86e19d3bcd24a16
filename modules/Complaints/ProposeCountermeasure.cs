using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Something that could be done about a cause.")]
internal sealed record ProposeCountermeasure(
    [Describes("Which cause."), IdOf("Cause")] Guid Cause,
    [Describes("What is to be done, in one line of at most 200 characters.")] string Title,
    [Describes("What is to be done and why it should help, in at most 4,000 characters.")] string Description,
    [Describes("Who answers for it."), IdOf("Staff")] Guid Owner,
    [Describes("What speaks for it, in at most 4,000 characters.")] string Evidence)
{
    [Allow(Position.Agent, Position.Leader, Position.Manager, Position.Director)]
    [Describes("Proposes a countermeasure, for a manager or director to try.")]
    public static async Task<Outcome<Countermeasure>> Handle(ProposeCountermeasure input, ComplaintsDb db, IGraph graph, IEmployment employment, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var checks = Countermeasure.Check(input.Title, input.Description)
            .Text("evidence", input.Evidence, 4000)
            .Add(await AccountableStaff.CheckAsync(input.Owner, graph, employment, "owner", cancel));
        var cause = await db.FindVisibleAsync<Cause>(input.Cause, cancel);
        if (cause is null) checks.Add(new NotFound("There is no such cause; query causes for those that exist.", ["cause"]));
        if (checks.Failed) return Outcome<Countermeasure>.Failed(checks.Faults);

        var countermeasure = new Countermeasure(cause!, input.Title, input.Description, input.Owner, input.Evidence, actor.StaffIdOrNull, time.GetUtcNow());
        db.Add(countermeasure);
        return Outcome<Countermeasure>.Of(countermeasure.Id, new CountermeasureProposed(countermeasure.Id, countermeasure.CauseId, countermeasure.OwnerId));
    }
}

[EventOf("Countermeasure", "PROPOSED", "It was proposed.", StaffOnly = true)]
internal sealed record CountermeasureProposed(Guid Countermeasure, Guid Cause, Guid Owner) : IEvent
{
    public Guid Subject => Countermeasure;
}
