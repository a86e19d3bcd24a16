using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("A hand-over that is taken back.")]
internal sealed record WithdrawHandOver([Describes("Which hand-over."), IdOf("HandOver")] Guid HandOver)
{
    [Allow(Position.Agent, Position.Worker, Position.Leader, Position.Manager, Position.Director)]
    [MayFail(typeof(ResponsibilityChanged))]
    [Describes("Takes an offer back that was not answered yet. Workers may take back their own.")]
    public static async Task<Outcome<HandOver>> Handle(WithdrawHandOver input, ComplaintsDb db, IGraph graph, Actor actor, TimeProvider time, CancellationToken cancel)
    {
        var (offer, complaint, fault) = await db.BeginAnswerAsync(input.HandOver, graph, cancel);
        if (fault is not null) return fault;
        if (!HandOvers.MayWithdraw(actor, offer.ById)) return new NotAllowed("Somebody else offered it; he or she, or a superior, may take it back.", ["handOver"]);

        complaint.WithdrawPending(time.GetUtcNow());
        return Outcome<HandOver>.Of(offer.Id, new HandOverWithdrawn(offer.Id, complaint.Id));
    }
}

[EventOf("HandOver", "WITHDRAWN", "The offer was taken back before it was answered.")]
internal sealed record HandOverWithdrawn(Guid HandOver, Guid Complaint) : IEvent
{
    public Guid Subject => HandOver;
}
