using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A running complaint that is to follow the procedure of today.")]
internal sealed record ApplyProcedure([Describes("Which complaint."), IdOf("Complaint")] Guid Complaint)
{
    [Allow(Position.Director, Position.Administrator)]
    [Describes("Has a running complaint follow the version of its procedure that is valid now, instead of the one that it began under. What was done stays done.")]
    public static async Task<Outcome<Complaint>> Handle(ApplyProcedure input, ComplaintsDb db, TimeProvider time, CancellationToken cancel)
    {
        var complaint = await db.FindVisibleAsync<Complaint>(input.Complaint, cancel);
        if (complaint is null) return ComplaintsDb.NoSuchComplaint;
        if (complaint.Status is ComplaintStatus.Closed or ComplaintStatus.Withdrawn or ComplaintStatus.Merged)
            return new ValidationError($"Complaint {complaint.Reference} is done with; only running ones follow a procedure.", ["complaint"]);
        var rules = await TriageRules.LoadAsync(db, complaint.DepartmentId, cancel);
        var procedure = rules.ProcedureFor(complaint.CategoryId, complaint.Severity, time.GetUtcNow());
        if (procedure?.Id == complaint.ProcedureId) return Outcome<Complaint>.Of(complaint.Id);
        complaint.Follow(procedure);
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintProcedureApplied(complaint.Id, procedure?.Id));
    }
}

[EventOf("Complaint", "PROCEDURE_APPLIED", "It follows another version of its procedure from now on.", StaffOnly = true)]
internal sealed record ComplaintProcedureApplied(Guid Complaint, Guid? Procedure) : IEvent
{
    public Guid Subject => Complaint;
}
