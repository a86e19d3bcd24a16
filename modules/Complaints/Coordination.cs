using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;

namespace PropertyGraph.Complaints;

/// <summary>Opens coordination cases by rule, and sees to it that they end.</summary>
internal static class Coordination
{
    /// <summary>Opens a case, unless one is open for the same cause.</summary>
    /// <param name="departments">The groups whose managers have to settle it, beside the complaint's.</param>
    public static async Task<CoordinationCase?> OpenAsync(
        Complaint complaint, CoordinationCause cause, IEnumerable<Guid> departments, string? note, Guid? conflict, Guid? by, ComplaintsDb db, IGraph graph, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.CoordinationCases.AnyAsync(c => c.ComplaintId == complaint.Id && c.Cause == cause && c.Status == CoordinationStatus.Open, cancel)) return null;
        var rule = await CoordinationRule.CurrentAsync(db, cancel);
        var due = rule is null ? null : await rule.AfterAsync(now, rule.RuleWithinMinutes, graph, cancel);
        var opened = new CoordinationCase(await References.NextCoordinationAsync(db, now, cancel), complaint.Id, cause, note, conflict, rule, due, by, now);
        foreach (var department in departments.Append(complaint.DepartmentId).Distinct())
            opened.Parties.Add(new(opened, opened.Parties.Count + 1, department, await Hierarchy.HolderAsync("MANAGER", department, graph, cancel)));
        opened.Parties.Add(new(opened, opened.Parties.Count + 1, null, await Hierarchy.HolderAsync("DIRECTOR", complaint.DepartmentId, graph, cancel)));
        db.Add(opened);
        if (due is { } at) db.Schedule(ComplaintsDb.CaseTimer, opened.Id, at);
        return opened;
    }

    /// <summary>A complaint that came back too often: the managers of those who say it is the other's.</summary>
    public static async Task<IReadOnlyList<IEvent>> AfterHandOverAsync(Complaint complaint, HandOver? link, ComplaintsDb db, IGraph graph, DateTimeOffset now, CancellationToken cancel)
    {
        if (link is not { IsBounce: true } || await CoordinationRule.CurrentAsync(db, cancel) is not { } rule || complaint.BounceCount <= rule.MostBounces) return [];
        var departments = await Hierarchy.DepartmentsOfAsync(new[] { link.FromId, link.ToId }.OfType<Guid>(), graph, cancel);
        return Told(await OpenAsync(complaint, CoordinationCause.Bounces, departments, null, null, null, db, graph, now, cancel));
    }

    /// <summary>Two groups with the same kind of work on one complaint.</summary>
    public static async Task<IReadOnlyList<IEvent>> AfterDispatchAsync(DispatchOrder order, ComplaintsDb db, IGraph graph, DateTimeOffset now, CancellationToken cancel)
    {
        if (order.ComplaintId is not { } key || order.DepartmentId is not { } department || await db.Complaints.FindAsync([key], cancel) is not { } complaint) return [];
        var others = await db.DispatchOrders.Where(DispatchOrder.Live)
            .Where(o => o.ComplaintId == key && o.Kind == order.Kind && o.Id != order.Id && o.DepartmentId != null && o.DepartmentId != department).Select(o => o.DepartmentId!.Value).Distinct().ToListAsync(cancel);
        return others.Count == 0 ? [] : Told(await OpenAsync(complaint, CoordinationCause.Overlap, [department, .. others.Order()], null, null, null, db, graph, now, cancel));
    }

    /// <summary>A conflict that waits for a decision: when its time is over, managers and director decide.</summary>
    public static async Task<Reaction> OnConflict(TimerFired timer, ComplaintsDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        var conflict = await db.DispatchConflicts.Include(c => c.Order).Include(c => c.DisplacedBy).SingleOrDefaultAsync(c => c.Id == timer.Key && c.ResolvedAt == null, cancel);
        if (conflict is null || await CoordinationRule.CurrentAsync(db, cancel) is not { ConflictAfterMinutes: { } minutes } rule) return Reaction.None;
        if (await rule.AfterAsync(conflict.OpenedAt, minutes, graph, cancel) is not { } due) return Reaction.None;
        var now = time.GetUtcNow();
        if (due > now)
        {
            db.Schedule(ComplaintsDb.ConflictTimer, conflict.Id, due);
            return Reaction.None;
        }
        // Work that is for no complaint has nobody accountable to name: its group decides.
        if ((conflict.Order!.ComplaintId ?? conflict.DisplacedBy!.ComplaintId) is not { } key || await db.Complaints.FindAsync([key], cancel) is not { HasAccountable: true } complaint) return Reaction.None;
        return Reaction.Of(Told(await OpenAsync(complaint, CoordinationCause.Clash, new[] { conflict.DepartmentId, conflict.DisplacedBy!.DepartmentId }.OfType<Guid>(), null, conflict.Id, null, db, graph, now, cancel)));
    }

    /// <summary>A complaint whose accountable person may have been idle. The timer follows the last act only when it fires, so that acts cost nothing more.</summary>
    public static async Task<Reaction> OnIdle(TimerFired timer, ComplaintsDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        if (await db.Complaints.FindAsync([timer.Key], cancel) is not { HasAccountable: true } complaint) return Reaction.None;
        var (now, rule) = (time.GetUtcNow(), await CoordinationRule.CurrentAsync(db, cancel));
        if (rule?.IdleAfterMinutes is not { } minutes)
        {
            db.Schedule(ComplaintsDb.IdleTimer, complaint.Id, now.AddDays(1)); // A rule that is set later is to find it.
            return Reaction.None;
        }
        var lastAct = complaint.Status == ComplaintStatus.OnHold ? now : await db.Responsibilities.Where(r => r.ComplaintId == complaint.Id && r.To == null).Select(r => (DateTimeOffset?)r.LastActAt).FirstOrDefaultAsync(cancel);
        if (lastAct is not { } since || await rule.AfterAsync(since, minutes, graph, cancel) is not { } due) return Reaction.None;
        var isIdle = due <= now;
        if ((isIdle ? await rule.AfterAsync(now, minutes, graph, cancel) : due) is { } next) db.Schedule(ComplaintsDb.IdleTimer, complaint.Id, next);
        return isIdle ? Reaction.Of(Told(await OpenAsync(complaint, CoordinationCause.Idle, [], null, null, null, db, graph, now, cancel))) : Reaction.None;
    }

    /// <summary>A deadline that passed without a ruling goes up the hierarchy, once.</summary>
    public static async Task<Reaction> OnDeadline(TimerFired timer, ComplaintsDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        var it = await db.CoordinationCases.Include(c => c.Parties).SingleOrDefaultAsync(c => c.Id == timer.Key, cancel);
        if (it is not { Status: CoordinationStatus.Open, EscalatedAt: null } || await db.Complaints.FindAsync([it.ComplaintId], cancel) is not { } complaint) return Reaction.None;
        var now = time.GetUtcNow();
        if (!complaint.IsOpen && complaint.Status != ComplaintStatus.Resolved)
        {
            it.Lapse(now);
            return Reaction.Of(new CoordinationCaseLapsed(it.Id, complaint.Id));
        }
        var superior = await SuperiorAsync(it, graph, cancel);
        it.Escalate(superior, now);
        if (superior is { } person) db.Add(new CoordinationParty(it, it.Parties.Count + 1, null, person));
        return Reaction.Of(new CoordinationCaseEscalated(it.Id, complaint.Id, superior));
    }

    /// <summary>The manager of a department above those that are asked, or else another director.</summary>
    private static async Task<Guid?> SuperiorAsync(CoordinationCase it, IGraph graph, CancellationToken cancel)
    {
        var parties = it.Parties.OrderBy(p => p.Place).ToList();
        var asked = parties.Select(p => p.StaffId).ToHashSet();
        var departments = parties.Select(p => p.DepartmentId).OfType<Guid>().ToList();
        foreach (var department in departments)
            if (await Hierarchy.ParentAsync(department, graph, cancel) is { } above && await Hierarchy.HolderAsync("MANAGER", above, graph, cancel) is { } manager && !asked.Contains(manager)) return manager;
        var director = parties.Last(p => p.DepartmentId is null);
        return await Hierarchy.HolderAsync("DIRECTOR", departments[0], graph, cancel, director.StaffId) is { } other && !asked.Contains(other) ? other : null;
    }

    private static IReadOnlyList<IEvent> Told(CoordinationCase? opened) => opened is null ? [] : [new CoordinationCaseOpened(opened.Id, opened.ComplaintId, opened.Cause)];
}
