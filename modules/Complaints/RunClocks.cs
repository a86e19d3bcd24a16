using Microsoft.EntityFrameworkCore;
using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Events;

namespace PropertyGraph.Complaints;

/// <summary>
/// Reckons a complaint's clocks: after each happening, and when the next moment of one is due. What they passed is told once, because how much of it was told is kept with the complaint, in the
/// same transaction; after downtime all that was passed meanwhile is told, with the times at which it was.
/// </summary>
internal static class RunClocks
{
    private static readonly string[] Levels = ["LEADER", "MANAGER", "DIRECTOR"];

    public static async Task<Reaction> Handle(TimerFired timer, ComplaintsDb db, IGraph graph, TimeProvider time, CancellationToken cancel)
    {
        var complaint = await db.Complaints.SingleOrDefaultAsync(c => c.Id == timer.Key, cancel);
        if (complaint is null) return Reaction.None;
        var entries = await EntriesAsync(complaint.Id, db, graph, cancel);
        var fold = ClockFold.Of(entries, time.GetUtcNow());
        await ShowAsync(complaint, fold, db, time.GetUtcNow(), cancel);
        var events = new List<IEvent>();
        foreach (var passed in fold.Occurrences.Skip(complaint.ClockMomentsTold))
        {
            if (passed.Level == 0)
            {
                events.Add(new ClockWarned(complaint.Id, passed.Clock, complaint.AccountableId));
                continue;
            }
            if (passed.Level == 1) events.Add(new ClockBreached(complaint.Id, passed.Clock, complaint.AccountableId, complaint.DepartmentId));
            var staff = await Hierarchy.HolderAsync(Levels[Math.Min(passed.Level, Levels.Length) - 1], complaint.DepartmentId, graph, cancel);
            db.Add(new Escalation(complaint.Id, passed.Clock, passed.Level, staff, passed.At));
            events.Add(new ComplaintEscalated(complaint.Id, passed.Clock, passed.Level, staff));
        }
        complaint.ToldClockMoments(fold.Occurrences.Count);
        if (fold.Next is { } next) db.Schedule(ComplaintsDb.ClockTimer, complaint.Id, next);
        return Reaction.Of(events);
    }

    /// <summary>The happenings with what was promised at each.</summary>
    public static async Task<IReadOnlyList<ClockEntry>> EntriesAsync(Guid complaint, ComplaintsDb db, IGraph graph, CancellationToken cancel)
    {
        var happenings = await db.ComplaintEvents.AsNoTracking().Where(e => e.ComplaintId == complaint).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync(cancel);
        var keys = happenings.Select(e => e.ServiceLevelId).OfType<Guid>().Distinct().ToList();
        var levels = await db.ServiceLevels.AsNoTracking().Where(l => keys.Contains(l.Id)).ToDictionaryAsync(l => l.Id, cancel);
        var calendars = await Calendars.VersionsAsync([.. levels.Values.Select(l => l.CalendarCode).OfType<string>().Distinct()], graph, cancel);
        return Entries(happenings, levels, calendars);
    }

    /// <param name="happenings">In the order of time.</param>
    /// <param name="levels">The service levels that they were under.</param>
    public static IReadOnlyList<ClockEntry> Entries(IEnumerable<ComplaintEvent> happenings, IReadOnlyDictionary<Guid, ServiceLevel> levels, IReadOnlyList<CalendarVersion> calendars)
    {
        ServiceTargets? targets = null;
        var entries = new List<ClockEntry>();
        foreach (var happening in happenings)
        {
            if (happening.ServiceLevelId != targets?.Level)
                targets = happening.ServiceLevelId is { } key && levels.TryGetValue(key, out var level) ? Targets(level, calendars, happening.At) : null;
            entries.Add(new(happening.At, happening.Kind, happening.ToStatus, Telling.Of(happening) is not null, targets));
        }
        return entries;
    }

    private static ServiceTargets Targets(ServiceLevel level, IReadOnlyList<CalendarVersion> calendars, DateTimeOffset at) => new(
        level.Id, calendars.At(level.CalendarCode, at), Minutes(level.AcknowledgeWithinMinutes), Minutes(level.InvestigateWithinMinutes), TimeSpan.FromHours(level.ResolveWithinHours), Minutes(level.SilenceWithinMinutes),
        level.WarnAtPercent, Minutes(level.EscalateAfterMinutes), level.PausesOnHold, level.SilencePausesOnHold);

    private static TimeSpan? Minutes(int? minutes) => minutes is { } count ? TimeSpan.FromMinutes(count) : null;

    private static async Task ShowAsync(Complaint complaint, ClockFold fold, ComplaintsDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var rows = await db.ServiceClocks.Where(c => c.ComplaintId == complaint.Id).ToListAsync(cancel);
        foreach (var state in fold.Clocks)
        {
            if (rows.Find(r => r.Clock == state.Clock && r.Round == state.Round) is { } row) row.Show(state);
            else db.Add(new ServiceClock(complaint.Id, state));
        }
        if (fold.Clocks.LastOrDefault(c => c.Clock == ServiceClockKind.Resolve) is { StoppedAt: null, DueAt: { } due } && ServiceClock.Stored(due) is { } at && at != complaint.DueAt)
        {
            complaint.IsDue(at);
            db.WatchDeadline(complaint, now);
        }
    }
}

[EventOf("Complaint", "CLOCK_WARNED", "A time that was promised will soon have passed.", StaffOnly = true)]
internal sealed record ClockWarned(Guid Complaint, ServiceClockKind Clock, Guid? Accountable) : IEvent
{
    public Guid Subject => Complaint;
}

[EventOf("Complaint", "CLOCK_BREACHED", "A time that was promised has passed.", StaffOnly = true)]
internal sealed record ClockBreached(Guid Complaint, ServiceClockKind Clock, Guid? Accountable, Guid Department) : IEvent
{
    public Guid Subject => Complaint;
}

[EventOf("Complaint", "ESCALATED", "A level of the hierarchy was made aware of a breach.", StaffOnly = true)]
internal sealed record ComplaintEscalated(Guid Complaint, ServiceClockKind Clock, int Level, Guid? Staff) : IEvent
{
    public Guid Subject => Complaint;
}
