using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("An emergency measure that is completed.")]
internal sealed record CompleteEmergencyMeasure(
    [Describes("Which measure."), IdOf("EmergencyMeasure")] Guid EmergencyMeasure,
    [Describes("What it cost, in the company's currency.")] decimal ActualCost)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Completes an emergency measure with what it cost. Said again, it corrects the sum.")]
    public static async Task<Outcome<Complaint>> Handle(CompleteEmergencyMeasure input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var measure = await db.FindVisibleAsync<EmergencyMeasure>(input.EmergencyMeasure, cancel);
        if (measure is null) return new NotFound("There is no such emergency measure.", ["emergencyMeasure"]);
        var (complaint, fault) = await db.BeginAsync(measure.ComplaintId, ComplaintStep.CompleteEmergencyMeasure, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks()
            .Rule(measure.Kind != EmergencyMeasureKind.NotNeeded, "This records that no measure is needed; there is nothing to complete.", "emergencyMeasure")
            .Rule(Money.IsSum(input.ActualCost), Money.Rule, "actualCost");
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.CompleteEmergencyMeasure, actor, now, visibility: NoteVisibility.Internal) is { } notNow) return notNow;
        measure.Complete(input.ActualCost, now);
        await db.Entry(complaint).Collection(c => c.EmergencyMeasures).LoadAsync(cancel);
        if (!complaint.EmergencyMeasures.Any(m => m.IsOpen)) complaint.Did(ProcedureStep.ActualCosts);
        return Outcome<Complaint>.Of(complaint.Id, new EmergencyMeasureCompleted(complaint.Id, measure.Id, measure.ExpectedCost, input.ActualCost));
    }
}

[EventOf("Complaint", "EMERGENCY_MEASURE_COMPLETED", "An emergency measure was completed.", StaffOnly = true)]
internal sealed record EmergencyMeasureCompleted(Guid Complaint, Guid Measure, decimal? ExpectedCost, decimal ActualCost) : IEvent
{
    public Guid Subject => Complaint;
}
