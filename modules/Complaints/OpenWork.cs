using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Contracts;
using PropertyGraph.Events;

namespace PropertyGraph.Complaints;

/// <summary>Complaints and countermeasures that somebody answers for, and dispatch orders and improvements that somebody does.</summary>
internal sealed class OpenWork(ComplaintsDb db, Actor actor, TimeProvider time, IRaisedEvents events) : IOpenWork
{
    public Task<int> CountAsync(Guid staff, WorkOf which, CancellationToken cancel) => CountAsync(staff, which, db, cancel);

    public static async Task<int> CountAsync(Guid staff, WorkOf which, ComplaintsDb db, CancellationToken cancel) =>
        await ComplaintsOf(staff, which, db).CountAsync(cancel) + await OrdersOf(staff, which, db).CountAsync(cancel)
        + await CountermeasuresOf(staff, which, db).CountAsync(cancel) + await ImprovementsOf(staff, which, db).CountAsync(cancel);

    public async Task HandOverAsync(Guid from, Guid to, WorkOf which, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var by = actor.StaffIdOrNull;
        foreach (var e in await MoveAsync(from, to, which, by, db, now, cancel)) events.Add(e);
        // Who takes over may be the next to go, in the same transaction.
        await db.SaveChangesAsync(cancel);
    }

    public async Task WithdrawOffersAsync(Guid staff, WorkOf which, CancellationToken cancel)
    {
        foreach (var e in await WithdrawAsync(staff, which, db, time.GetUtcNow(), cancel)) events.Add(e);
    }

    /// <summary>What was offered to somebody who has not answered.</summary>
    public static IQueryable<HandOver> OffersTo(Guid staff, WorkOf which, ComplaintsDb db) =>
        db.HandOvers.Where(h => !which.OnlyBound && h.ToId == staff && h.Status == HandOverStatus.Pending && (which.Department == null || h.Complaint!.DepartmentId == which.Department));

    /// <summary>Takes it back.</summary>
    public static async Task<IReadOnlyList<IEvent>> WithdrawAsync(Guid staff, WorkOf which, ComplaintsDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var events = new List<IEvent>();
        foreach (var offer in await OffersTo(staff, which, db).Include(h => h.Complaint).OrderBy(h => h.Id).ToListAsync(cancel))
        {
            await db.LoadChainAsync(offer.Complaint!, cancel);
            offer.Complaint!.WithdrawPending(now);
            events.Add(new HandOverWithdrawn(offer.Id, offer.ComplaintId));
        }
        return events;
    }

    /// <summary>What somebody answers for: people of any department may.</summary>
    private static IQueryable<Complaint> ComplaintsOf(Guid staff, WorkOf which, ComplaintsDb db) =>
        db.Complaints.Where(c => !which.OnlyBound && (which.Department == null || c.DepartmentId == which.Department) && c.Responsibilities.Any(r => r.StaffId == staff && r.To == null));

    /// <summary>What somebody does: orders are for people of their department.</summary>
    private static IQueryable<DispatchOrder> OrdersOf(Guid staff, WorkOf which, ComplaintsDb db) =>
        db.DispatchOrders.Where(DispatchOrder.Live).Where(o => o.StaffId == staff && (which.Department == null || o.DepartmentId == which.Department));

    /// <summary>Of no department: who changes it keeps them.</summary>
    private static IQueryable<Countermeasure> CountermeasuresOf(Guid staff, WorkOf which, ComplaintsDb db) =>
        db.Countermeasures.Where(m => !which.OnlyBound && which.Department == null && m.OwnerId == staff && m.Status != CountermeasureStatus.Rejected);

    /// <summary>Of no department, like countermeasures.</summary>
    private static IQueryable<Improvement> ImprovementsOf(Guid staff, WorkOf which, ComplaintsDb db) =>
        db.Improvements.Where(i => !which.OnlyBound && which.Department == null && i.OwnerId == staff && i.Status == ImprovementStatus.Planned);

    /// <summary>Moves what somebody answers for or does to somebody else.</summary>
    public static async Task<IReadOnlyList<IEvent>> MoveAsync(Guid from, Guid to, WorkOf which, Guid? by, ComplaintsDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var events = new List<IEvent>();
        foreach (var complaint in await ComplaintsOf(from, which, db).Include(c => c.Responsibilities).Include(c => c.HandOvers).AsSplitQuery().OrderBy(c => c.Id).ToListAsync(cancel))
        {
            var pending = complaint.PendingHandOver;
            complaint.HandOver(to, null, now, HandOverWay.Left, by);
            if (pending is not null) events.Add(new HandOverWithdrawn(pending.Id, complaint.Id));
            events.Add(new ComplaintAssigned(complaint.Id, complaint.DepartmentId, to, complaint.PartnerId));
        }
        foreach (var order in await OrdersOf(from, which, db).OrderBy(o => o.Id).ToListAsync(cancel))
        {
            order.PassOn(to);
            events.Add(new DispatchOrderHandedOver(order.Id, order.ComplaintId, order.DepartmentId, order.DepartmentId, from, to, null, null));
        }
        foreach (var countermeasure in await CountermeasuresOf(from, which, db).Include(m => m.Stages.Where(s => s.To == null)).Include(m => m.Owners.Where(o => o.To == null)).AsSplitQuery().OrderBy(m => m.Id).ToListAsync(cancel))
        {
            countermeasure.PassOn(to, null, by, now);
            events.Add(new CountermeasureHandedOver(countermeasure.Id, from, to));
        }
        foreach (var improvement in await ImprovementsOf(from, which, db).OrderBy(i => i.Id).ToListAsync(cancel))
        {
            improvement.PassOn(to);
            events.Add(new ImprovementHandedOver(improvement.Id, from, to));
        }
        return events;
    }
}

/// <summary>What was given to somebody at the very moment in which he or she left goes the same way, a moment later. Whatever comes later is refused.</summary>
internal static class HandOverLateWork
{
    public static async Task<Reaction> Handle(StaffDeactivated left, ComplaintsDb db, IEmployment employment, TimeProvider time, CancellationToken cancel)
    {
        if (await OpenWork.CountAsync(left.Staff, WorkOf.All, db, cancel) + await OpenWork.OffersTo(left.Staff, WorkOf.All, db).CountAsync(cancel) == 0) return Reaction.None;
        if (await employment.SuccessorAsync(left.Staff, cancel) is not { } successor) return Reaction.None;
        var now = time.GetUtcNow();
        var moved = await OpenWork.MoveAsync(left.Staff, successor, WorkOf.All, null, db, now, cancel);
        return Reaction.Of([.. moved, .. await OpenWork.WithdrawAsync(left.Staff, WorkOf.All, db, now, cancel)]);
    }
}

/// <summary>Work that a partner's person does no longer is the partner's, who goes on with it.</summary>
internal static class ReleasePartnersOrders
{
    public static async Task<Reaction> Handle(PartnerPersonDeactivated left, ComplaintsDb db, IEmployment employment, CancellationToken cancel)
    {
        if (await employment.HoldPartnerPersonAsync(left.PartnerPerson, cancel) is not null) return Reaction.None;
        var events = new List<IEvent>();
        foreach (var order in await db.DispatchOrders.Where(DispatchOrder.Live).Where(o => o.PartnerPersonId == left.PartnerPerson).OrderBy(o => o.Id).ToListAsync(cancel))
        {
            order.ReleasePerson();
            events.Add(new DispatchOrderReleased(order.Id, order.ComplaintId, left.Partner, left.PartnerPerson));
        }
        return Reaction.Of(events);
    }
}

[EventOf("DispatchOrder", "RELEASED", "The partner's person who was to do it no longer works for the partner, who goes on with it.")]
internal sealed record DispatchOrderReleased(Guid DispatchOrder, Guid? Complaint, Guid Partner, Guid PartnerPerson) : IEvent
{
    public Guid Subject => DispatchOrder;
}
