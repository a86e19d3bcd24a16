using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A hand-over that is refused.")]
internal sealed record RefuseHandOver(
    [Describes("Which hand-over."), IdOf("HandOver")] Guid HandOver,
    [Describes("Why, in at most 1,000 characters; staff alone can read it.")] string Reason)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(ResponsibilityChanged))]
    [Describes("Refuses a complaint that was offered to the caller. Who offered it goes on answering for it.")]
    public static async Task<Outcome<HandOver>> Handle(RefuseHandOver input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (offer, complaint, fault) = await db.BeginAnswerAsync(input.HandOver, graph, cancel);
        if (fault is not null) return fault;
        if (HandOvers.NotTheirs(offer, actor) is { } refused) return refused;
        var checks = new InputChecks().Text("reason", input.Reason, 1000);
        if (checks.Failed) return Outcome<HandOver>.Failed(checks.Faults);

        var now = time.GetUtcNow();
        complaint.Refuse(offer, input.Reason, now);
        var opened = await Coordination.AfterHandOverAsync(complaint, offer, db, graph, now, cancel);
        return Outcome<HandOver>.Of(offer.Id, [new HandOverRefused(offer.Id, complaint.Id, offer.FromId, offer.ToId, complaint.BounceCount), .. opened]);
    }
}

[EventOf("HandOver", "REFUSED", "The complaint was refused by whom it was offered to.")]
internal sealed record HandOverRefused(Guid HandOver, Guid Complaint, Guid? From, Guid To, int Bounces) : IEvent
{
    public Guid Subject => HandOver;
}
