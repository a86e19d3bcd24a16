using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Something to be done at once.")]
internal sealed record TakeEmergencyMeasure(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("What kind of measure; for none, use waiveEmergencyMeasure.")] EmergencyMeasureKind Kind,
    [Describes("What is done, in at most 4,000 characters; staff alone can read it.")] string Description,
    [Describes("What it is expected to cost, in the company's currency.")] decimal? ExpectedCost = null)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Records an emergency measure, which may come at any time before a complaint is resolved: it waits neither for acknowledgement nor for an investigation.")]
    public static async Task<Outcome<Complaint>> Handle(TakeEmergencyMeasure input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.TakeEmergencyMeasure, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks()
            .Text("description", input.Description, 4000)
            .Rule(input.Kind != EmergencyMeasureKind.NotNeeded, "Use waiveEmergencyMeasure to record that none is needed.", "kind")
            .Rule(Money.IsSum(input.ExpectedCost), Money.Rule, "expectedCost");
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.TakeEmergencyMeasure, actor, now) is { } notNow) return notNow;
        var measure = new EmergencyMeasure(complaint, input.Kind, input.Description, input.ExpectedCost, actor.StaffIdOrNull, now);
        db.Add(measure);
        complaint.Did(ProcedureStep.EmergencyMeasure);
        complaint.Undid(ProcedureStep.ActualCosts);
        return Outcome<Complaint>.Of(complaint.Id, new EmergencyMeasureTaken(complaint.Id, measure.Id, measure.Kind, measure.ExpectedCost));
    }
}

[EventOf("Complaint", "EMERGENCY_MEASURE_TAKEN", "Something was done at once to keep the loss small.")]
internal sealed record EmergencyMeasureTaken(Guid Complaint, Guid Measure, EmergencyMeasureKind Kind, decimal? ExpectedCost) : IEvent
{
    public Guid Subject => Complaint;
}
