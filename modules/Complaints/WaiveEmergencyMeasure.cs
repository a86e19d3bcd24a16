using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("Why nothing has to be done at once.")]
internal sealed record WaiveEmergencyMeasure(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("Why, in at most 4,000 characters; staff alone can read it.")] string Reason)
{
    [Allow(Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Records why no emergency measure is needed, which then counts as one.")]
    public static async Task<Outcome<Complaint>> Handle(WaiveEmergencyMeasure input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.WaiveEmergencyMeasure, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().Text("reason", input.Reason, 4000);
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.WaiveEmergencyMeasure, actor, now, visibility: NoteVisibility.Internal) is { } notNow) return notNow;
        await db.Entry(complaint).Collection(c => c.EmergencyMeasures).LoadAsync(cancel);
        db.Add(new EmergencyMeasure(complaint, EmergencyMeasureKind.NotNeeded, input.Reason, null, actor.StaffIdOrNull, now));
        complaint.Did(ProcedureStep.EmergencyMeasure);
        if (!complaint.EmergencyMeasures.Any(m => m.IsOpen)) complaint.Did(ProcedureStep.ActualCosts);
        return Outcome<Complaint>.Of(complaint.Id, new EmergencyMeasureWaived(complaint.Id));
    }
}

[EventOf("Complaint", "EMERGENCY_MEASURE_WAIVED", "It was recorded why no emergency measure is needed.", StaffOnly = true)]
internal sealed record EmergencyMeasureWaived(Guid Complaint) : IEvent
{
    public Guid Subject => Complaint;
}
