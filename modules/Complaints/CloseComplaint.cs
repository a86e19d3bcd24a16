using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A complaint that is done with.")]
internal sealed record CloseComplaint(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("What the customer is told, in at most 4,000 characters.")] string? Note = null)
{
    [Allow(Position.Agent, Position.Manager, Position.Director)]
    [MayFail(typeof(StepNotAllowed), typeof(StepsMissing))]
    [Describes("Closes a resolved complaint.")]
    public static async Task<Outcome<Complaint>> Handle(CloseComplaint input, ComplaintsDb db, ICharges charges, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Close, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().OptionalText("note", input.Note, 4000);
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.Close, actor, now, input.Note) is { } notNow) return notNow;
        var ended = await db.EndWithAsync(complaint, charges, actor, now, cancel);
        return Outcome<Complaint>.Of(complaint.Id, [.. ended, new ComplaintClosed(
            complaint.Id, complaint.CustomerId, complaint.PropertyId, complaint.DepartmentId, await InvolvedAsync(complaint, db, cancel))]);
    }

    /// <summary>Whoever answered for it, worked on it or took a step, the one just taken included: none of them is independent of it.</summary>
    private static async Task<IReadOnlyList<Guid>> InvolvedAsync(Complaint complaint, ComplaintsDb db, CancellationToken cancel)
    {
        var acted = await db.ComplaintEvents.Where(e => e.ComplaintId == complaint.Id).Select(e => e.ActorId).Distinct().ToListAsync(cancel);
        var worked = await db.DispatchOrders.Where(o => o.ComplaintId == complaint.Id).Select(o => o.StaffId).Distinct().ToListAsync(cancel);
        return [.. complaint.Responsibilities.Select(r => r.StaffId).Concat(worked.OfType<Guid>()).Concat(acted.Concat(complaint.Events.Select(e => e.ActorId)).OfType<Guid>()).Distinct().Order()];
    }
}
