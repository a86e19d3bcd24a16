using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A fee dispute that is given up.")]
internal sealed record ReleaseFeeDispute(
    [Describes("Which dispute."), IdOf("FeeDispute")] Guid FeeDispute,
    [Describes("Why, as its customer may read it, in at most 4,000 characters.")] string? Reason = null)
{
    [Allow(Position.Agent, Position.Manager, Position.Director)]
    [AllowAudience(Audience.Customer)]
    [MayFail(typeof(FeeDisputeEnded))]
    [Describes("Ends a fee dispute without a ruling: what it held is owed and dunned again. Customers may give up their own; staff do it on request.")]
    public static async Task<Outcome<FeeDispute>> Handle(ReleaseFeeDispute input, ComplaintsDb db, ICharges charges, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (dispute, fault) = await FeeDisputes.BeginAsync(input.FeeDispute, db, cancel);
        if (fault is not null) return fault;
        var checks = new InputChecks().OptionalText("reason", input.Reason, 4000);
        if (checks.Failed) return Outcome<FeeDispute>.Failed(checks.Faults);
        return Outcome<FeeDispute>.Of(dispute.Id, await FeeDisputes.ReleaseAsync(dispute, input.Reason, charges, actor, time.GetUtcNow(), cancel));
    }
}

[EventOf("FeeDispute", "RELEASED", "It ended without a ruling; what it held is owed as before.")]
internal sealed record FeeDisputeReleased(Guid FeeDispute, Guid Complaint, Guid Customer, decimal Released, string Currency) : IEvent
{
    public Guid Subject => FeeDispute;
}
