using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A grievance that is settled without a complaint.")]
internal sealed record SettleGrievance(
    [Describes("Which grievance."), IdOf("Grievance")] Guid Grievance,
    [Describes("How, in at most 4,000 characters; its customer can read it.")] string Outcome)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Settles an open grievance without a complaint.")]
    public static async Task<Outcome<Grievance>> Handle(SettleGrievance input, ComplaintsDb db, TimeProvider time, CancellationToken cancel)
    {
        var grievance = await db.FindVisibleAsync<Grievance>(input.Grievance, cancel);
        if (grievance is null) return RaiseGrievance.NoSuch;
        if (RaiseGrievance.Ended(grievance) is { } ended) return ended;
        var checks = new InputChecks().Text("outcome", input.Outcome, 4000);
        if (checks.Failed) return Outcome<Grievance>.Failed(checks.Faults);

        grievance.Settle(input.Outcome, time.GetUtcNow());
        return Outcome<Grievance>.Of(grievance.Id, new GrievanceSettled(grievance.Id));
    }
}

[EventOf("Grievance", "SETTLED", "It was settled without a complaint.")]
internal sealed record GrievanceSettled(Guid Grievance) : IEvent
{
    public Guid Subject => Grievance;
}
