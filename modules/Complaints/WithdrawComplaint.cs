using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A complaint that is taken back.")]
internal sealed record WithdrawComplaint(
    [Describes("Which complaint."), IdOf("Complaint")] Guid Complaint,
    [Describes("Why, in at most 4,000 characters; customer and partner can read it.")] string? Reason = null)
{
    [Allow(Position.Agent, Position.Manager, Position.Director)]
    [AllowAudience(Audience.Customer)]
    [MayFail(typeof(StepNotAllowed))]
    [Describes("Takes a complaint back before it is resolved. Customers may withdraw their own; staff do it on request.")]
    public static async Task<Outcome<Complaint>> Handle(WithdrawComplaint input, ComplaintsDb db, ICharges charges, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (complaint, fault) = await db.BeginAsync(input.Complaint, ComplaintStep.Withdraw, actor, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().OptionalText("reason", input.Reason, 4000);
        if (checks.Failed) return Outcome<Complaint>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        if (complaint.Take(ComplaintStep.Withdraw, actor, now, input.Reason) is { } notNow) return notNow;
        var ended = await db.EndWithAsync(complaint, charges, actor, now, cancel);
        return Outcome<Complaint>.Of(complaint.Id, [.. ended, new ComplaintWithdrawn(complaint.Id)]);
    }
}

[EventOf("Complaint", "WITHDRAWN", "It was withdrawn.")]
internal sealed record ComplaintWithdrawn(Guid Complaint) : IEvent
{
    public Guid Subject => Complaint;
}
