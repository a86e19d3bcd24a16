using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;
using PropertyGraph.Faults;
using PropertyGraph.Modules;
using PropertyGraph.Schema;

namespace PropertyGraph.Complaints;

/// <summary>How fee disputes begin and end with what is around them: their complaint, and the money that comes in.</summary>
internal static class FeeDisputes
{
    public const string TellTimer = "tellFeeDispute";

    /// <summary>Loads an open dispute with its charges, as far as the actor sees it.</summary>
    public static async Task<(FeeDispute Dispute, Fault? Fault)> BeginAsync(Guid id, ComplaintsDb db, CancellationToken cancel)
    {
        if (await db.FindVisibleAsync<FeeDispute>(id, cancel) is not { } dispute) return (null!, new NotFound("There is no such fee dispute, or none that you may see.", ["feeDispute"]));
        if (!dispute.IsOpen) return (dispute, FeeDisputeEnded.As(dispute.Status));
        await db.Entry(dispute).Collection(d => d.Charges).LoadAsync(cancel);
        return (dispute, null);
    }

    /// <summary>Ends all open disputes behind a complaint that ends: what they held is owed as before.</summary>
    public static async Task<IReadOnlyList<IEvent>> EndWithAsync(Complaint complaint, ComplaintsDb db, ICharges charges, Actor actor, DateTimeOffset at, CancellationToken cancel)
    {
        var events = new List<IEvent>();
        foreach (var dispute in await OpenOfAsync(complaint, db, cancel)) events.Add(await ReleaseAsync(dispute, null, charges, actor, at, cancel));
        return events;
    }

    /// <summary>Has the open disputes behind a complaint go on with the one that it was merged into.</summary>
    public static async Task MoveAsync(Complaint complaint, Complaint into, ComplaintsDb db, CancellationToken cancel)
    {
        foreach (var dispute in await OpenOfAsync(complaint, db, cancel)) dispute.MoveTo(into);
    }

    public static async Task<FeeDisputeReleased> ReleaseAsync(FeeDispute dispute, string? reason, ICharges charges, Actor actor, DateTimeOffset at, CancellationToken cancel)
    {
        var released = dispute.Charges.Sum(c => c.Held);
        foreach (var disputed in dispute.Charges.Where(c => c.Held > 0))
        {
            await charges.ReleaseAsync(disputed.ChargeId, disputed.Held, cancel);
            disputed.Release();
        }
        dispute.Release(reason, actor.StaffIdOrNull, at);
        return new(dispute.Id, dispute.ComplaintId, dispute.CustomerId, released, dispute.Currency);
    }

    /// <summary>Writes a ruling into the complaint's timeline, for staff alone, and has the customer told.</summary>
    public static async Task TellAsync(FeeDispute dispute, ComplaintsDb db, Actor actor, DateTimeOffset at, CancellationToken cancel)
    {
        var complaint = await db.Complaints.FindAsync([dispute.ComplaintId], cancel) ?? throw new InvalidOperationException("A foreign key keeps the complaint.");
        complaint.FeesRuled(actor, at);
        db.Schedule(TellTimer, dispute.Id, at);
    }

    /// <summary>The timer of a ruling: one message to the one who withheld, whoever's complaint it goes on with.</summary>
    public static async Task<Reaction> Tell(TimerFired timer, ComplaintsDb db, IGraph graph, CancellationToken cancel)
    {
        var dispute = await db.FeeDisputes.SingleOrDefaultAsync(d => d.Id == timer.Key, cancel);
        if (dispute?.Ruling is null) return Reaction.None;
        var isOwn = await db.Complaints.AnyAsync(c => c.Id == dispute.ComplaintId && c.CustomerId == dispute.CustomerId, cancel);
        var update = new CustomerUpdate(UpdateKind.FeeDisputeRuled, dispute.CustomerId, isOwn ? dispute.ComplaintId : null, null, dispute.EndedAt!.Value);
        var post = await Post.OpenAsync(update.Kind, [update.CustomerId], db, graph, cancel);
        db.Add(post.Write(update, new() { ["reference"] = dispute.Reference, ["note"] = dispute.Ruling }));
        return update.ContactId is { } contact ? Reaction.Of(new CustomerUpdateReady(update.Id, update.CustomerId, contact, update.Channel!)) : Reaction.None;
    }

    private static Task<List<FeeDispute>> OpenOfAsync(Complaint complaint, ComplaintsDb db, CancellationToken cancel) =>
        db.FeeDisputes.Include(d => d.Charges).Where(d => d.ComplaintId == complaint.Id && d.Status == FeeDisputeStatus.Open).OrderBy(d => d.Id).ToListAsync(cancel);
}

/// <summary>Gives up what is paid or credited after all, the latest dispute first.</summary>
internal sealed class FeeDisputeHolder(ComplaintsDb db, TimeProvider time, IRaisedEvents events) : IChargeHolder
{
    public async Task<decimal> YieldAsync(Guid charge, decimal amount, CancellationToken cancel)
    {
        var yielded = 0m;
        var disputes = await db.FeeDisputes.Include(d => d.Charges).Where(d => d.Status == FeeDisputeStatus.Open && d.Charges.Any(c => c.ChargeId == charge && c.Held > 0)).OrderByDescending(d => d.Id).ToListAsync(cancel);
        foreach (var dispute in disputes)
        {
            if (yielded == amount) break;
            var disputed = dispute.Charges.Single(c => c.ChargeId == charge);
            var part = Math.Min(disputed.Held, amount - yielded);
            disputed.Yield(part);
            yielded += part;
            if (dispute.Charges.Any(c => c.Held > 0)) events.Add(new FeeDisputeReduced(dispute.Id, dispute.ComplaintId, dispute.CustomerId, part, dispute.Currency));
            else
            {
                dispute.Release(null, null, time.GetUtcNow());
                events.Add(new FeeDisputeReleased(dispute.Id, dispute.ComplaintId, dispute.CustomerId, part, dispute.Currency));
            }
        }
        return yielded;
    }
}

/// <summary>The dispute has ended.</summary>
[Describes("The fee dispute has ended already.")]
internal sealed record FeeDisputeEnded(
    string Message,
    [property: Describes("How it ended.")] FeeDisputeStatus Status,
    IReadOnlyList<string>? Path = null)
    : Fault("PG-CMD-FEE-DISPUTE-ENDED", Message, Path)
{
    public static FeeDisputeEnded As(FeeDisputeStatus status) => new(
        $"The fee dispute has ended as {Names.Screaming(status.ToString())}. While its complaint is open, openFeeDispute opens another.", status, ["feeDispute"]);
}

[EventOf("FeeDispute", "REDUCED", "Some of what it held was paid or credited.")]
internal sealed record FeeDisputeReduced(Guid FeeDispute, Guid Complaint, Guid Customer, decimal Amount, string Currency) : IEvent
{
    public Guid Subject => FeeDispute;
}
