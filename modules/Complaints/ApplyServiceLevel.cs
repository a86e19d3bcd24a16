using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("An open complaint that is to be under the service level of today.")]
internal sealed record ApplyServiceLevel([Describes("Which complaint."), IdOf("Complaint")] Guid Complaint)
{
    [Allow(Position.Manager, Position.Director, Position.Administrator)]
    [Describes("Puts an open complaint under the version of its service level that is valid now, instead of the one that it began under. The times count from when they began; what was broken by then stays broken.")]
    public static async Task<Outcome<Complaint>> Handle(ApplyServiceLevel input, ComplaintsDb db, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var complaint = await db.FindVisibleAsync<Complaint>(input.Complaint, cancel);
        if (complaint is null) return ComplaintsDb.NoSuchComplaint;
        if (!complaint.IsOpen) return new ValidationError($"Complaint {complaint.Reference} is not open; its times have ended.", ["complaint"]);
        var now = time.GetUtcNow();
        var rules = await TriageRules.LoadAsync(db, complaint.DepartmentId, cancel);
        var rule = rules.For(complaint.CategoryId, complaint.Severity, now, complaint.DepartmentId, complaint.IsKeyAccount);
        if (rule.ServiceLevel == complaint.ServiceLevelId) return Outcome<Complaint>.Of(complaint.Id);
        var reopenedAt = await db.ComplaintEvents.Where(e => e.ComplaintId == complaint.Id && e.Kind == ComplaintEventKind.Reopened).MaxAsync(e => (DateTimeOffset?)e.At, cancel);
        complaint.ComeUnder(rule, reopenedAt ?? complaint.FiledAt, actor, now);
        db.WatchDeadline(complaint, now);
        return Outcome<Complaint>.Of(complaint.Id, new ComplaintServiceLevelApplied(complaint.Id, rule.ServiceLevel));
    }
}

[EventOf("Complaint", "SERVICE_LEVEL_APPLIED", "It is under another version of its service level from now on.", StaffOnly = true)]
internal sealed record ComplaintServiceLevelApplied(Guid Complaint, Guid? ServiceLevel) : IEvent
{
    public Guid Subject => Complaint;
}
