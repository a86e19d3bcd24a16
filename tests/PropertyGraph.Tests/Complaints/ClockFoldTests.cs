using CsCheck;
using PropertyGraph.Complaints;
using PropertyGraph.Contracts;

namespace PropertyGraph.Tests.Complaints;

/// <summary>The clocks of a complaint against a slow oracle that lets every minute pass.</summary>
public sealed class ClockFoldTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly (string Zone, string[] Hours, string[] Exceptions)[] Calendars =
    [
        ("UTC", ["MON 00:00-24:00", "TUE 00:00-24:00", "WED 00:00-24:00", "THU 00:00-24:00", "FRI 00:00-24:00", "SAT 00:00-24:00", "SUN 00:00-24:00"], []),
        // The end of the first week is the beginning of summer time.
        ("Europe/Berlin", ["MON 08:00-12:00", "MON 13:00-18:00", "TUE 08:00-18:00", "WED 08:00-18:00", "THU 08:00-18:00", "FRI 08:00-15:00", "SUN 00:00-06:00"], ["2026-03-25", "2026-03-28 10:00-12:00"]),
        ("Asia/Shanghai", ["MON 09:00-17:00", "WED 09:00-17:00", "FRI 09:00-12:00", "FRI 13:00-17:00"], ["2026-03-30 22:00-24:00"]),
    ];

    [Fact]
    public void A_hold_stops_the_clocks_that_it_stops_and_no_other()
    {
        var targets = Targets(0, 60, 60, 120, 240, 50, null, pauses: true);
        var fold = ClockFold.Of(
        [
            Entry(0, ComplaintEventKind.Filed, ComplaintStatus.Filed, targets), Entry(10, ComplaintEventKind.Acknowledged, ComplaintStatus.Acknowledged, targets),
            Entry(30, ComplaintEventKind.Held, ComplaintStatus.OnHold, targets), Entry(330, ComplaintEventKind.Continued, ComplaintStatus.Acknowledged, targets),
        ], Monday.AddMinutes(331));
        var resolve = fold.Clocks.Single(c => c.Clock == ServiceClockKind.Resolve);
        Assert.Equal(Monday.AddMinutes(300 + 120), resolve.DueAt);
        Assert.Equal(TimeSpan.FromMinutes(31), resolve.Elapsed);
        Assert.Null(resolve.BreachedAt);
        // A word at the end of the hold broke the silence, but it had lasted too long.
        Assert.Equal([new(ServiceClockKind.Investigate, 0, Monday.AddMinutes(30)), new(ServiceClockKind.Silence, 0, Monday.AddMinutes(30 + 120)), new ClockOccurrence(ServiceClockKind.Silence, 1, Monday.AddMinutes(30 + 240))], fold.Occurrences);
        Assert.Equal(Monday.AddMinutes(360), fold.Next);
    }

    [Fact]
    public void At_the_very_moment_a_step_is_in_time_and_a_moment_later_it_is_late()
    {
        var targets = Targets(0, 60, null, 600, null, 100, null, pauses: true);
        ClockEntry[] Acknowledged(int minute) => [Entry(0, ComplaintEventKind.Filed, ComplaintStatus.Filed, targets), Entry(minute, ComplaintEventKind.Acknowledged, ComplaintStatus.Acknowledged, targets)];
        Assert.Empty(ClockFold.Of(Acknowledged(60), Monday.AddMinutes(70)).Occurrences);
        Assert.Equal([0, 1], ClockFold.Of(Acknowledged(61), Monday.AddMinutes(70)).Occurrences.Select(o => o.Level));
    }

    [Fact]
    public void A_promise_that_gets_shorter_counts_from_the_start_and_is_broken_when_it_is_made()
    {
        ServiceTargets general = Targets(0, 600, null, 6000, null, 80, null, pauses: true), major = Targets(0, 30, null, 60, null, 80, 60, pauses: true);
        var fold = ClockFold.Of([Entry(0, ComplaintEventKind.Filed, ComplaintStatus.Filed, general), Entry(100, ComplaintEventKind.Acknowledged, ComplaintStatus.Acknowledged, major)], Monday.AddMinutes(300));
        Assert.Equal(
            [(ServiceClockKind.Resolve, 0, 100), (ServiceClockKind.Resolve, 1, 100), (ServiceClockKind.Resolve, 2, 120), (ServiceClockKind.Resolve, 3, 180)],
            fold.Occurrences.Select(o => (o.Clock, o.Level, (int)(o.At - Monday).TotalMinutes)));
        Assert.Null(fold.Next);
    }

    /// <summary>Holds, holidays, summer time, reopening, promises that change: reckoned at once, at any times between, and minute by minute.</summary>
    [Fact]
    public void Every_way_of_reckoning_agrees() =>
        Gen.Select(Stories, Gen.Int[1, 3000]).Sample((story, after) =>
        {
            var entries = Entries(story);
            var now = entries[^1].At.AddMinutes(after);
            var fold = ClockFold.Of(entries, now);
            var slow = new SlowClocks(entries, now);
            if (!fold.Occurrences.SequenceEqual(slow.Occurrences)) return false;
            if (!fold.Clocks.Select(c => (c.Clock, c.Round, c.Elapsed)).SequenceEqual(slow.Elapsed())) return false;
            // What was told earlier is never untold: that is what lets it be told exactly once.
            foreach (var (entry, i) in entries.Select((e, i) => (e, i)))
            {
                var until = i + 1 < entries.Count ? entries[i + 1].At.AddTicks(-1) : now;
                var earlier = ClockFold.Of(entries.Take(i + 1), until);
                if (!fold.Occurrences.Take(earlier.Occurrences.Count).SequenceEqual(earlier.Occurrences)) return false;
            }
            return true;
        }, iter: 150);

    private static readonly Gen<(int Gap, int What, int Calendar, int Target)[]> Stories = Gen.Select(Gen.Int[1, 700], Gen.Int[0, 9], Gen.Int[0, 2], Gen.Int[0, 3]).Array[1, 9];

    /// <summary>A story that the lifecycle allows: whatever does not fit the state becomes a note to the customer.</summary>
    private static List<ClockEntry> Entries((int Gap, int What, int Calendar, int Target)[] story)
    {
        var complaint = new Complaint("C-2026-000001", "Lift", "It stops.", ComplaintChannel.Hotline, new(null, null, null), Monday);
        var targets = Random(story[0].Calendar, story[0].Target);
        var entries = new List<ClockEntry> { Entry(0, ComplaintEventKind.Filed, ComplaintStatus.Filed, targets) };
        var minute = 0;
        foreach (var (gap, what, calendar, target) in story)
        {
            minute += gap;
            if (what == 9) targets = Random(calendar, target);
            ComplaintStep[] steps = [ComplaintStep.Acknowledge, ComplaintStep.Assign, ComplaintStep.Hold, ComplaintStep.Continue, ComplaintStep.Investigate, ComplaintStep.Resolve, ComplaintStep.Reopen, ComplaintStep.Acknowledge, ComplaintStep.Assign, ComplaintStep.AddNote];
            var step = ComplaintLifecycle.Next(steps[what], complaint.Status, complaint.HeldIn) is null ? ComplaintStep.AddNote : steps[what];
            complaint.Take(step, Access.Actor.System, Monday.AddMinutes(minute));
            var happening = complaint.Events[^1];
            entries.Add(new(Monday.AddMinutes(minute), happening.Kind, happening.ToStatus, Telling.Of(happening) is not null, targets));
        }
        return entries;
    }

    private static ServiceTargets Random(int calendar, int target) =>
        Targets(calendar, 60 * (target + 1), target == 2 ? null : 240, 600 * (target + 1), target == 1 ? null : 300 + (60 * target), target % 2 == 0 ? 50 : 100, target == 3 ? null : 60, pauses: target != 1, silencePauses: target == 0);

    private static ClockEntry Entry(int minute, ComplaintEventKind kind, ComplaintStatus to, ServiceTargets? targets) => new(Monday.AddMinutes(minute), kind, to, true, targets);

    private static ServiceTargets Targets(int calendar, int? acknowledge, int? investigate, int? resolve, int? silence, int warnAt, int? escalateAfter, bool pauses, bool silencePauses = false)
    {
        var (zone, hours, exceptions) = Calendars[calendar];
        return new(Ids[calendar], BusinessHours.Read(zone, hours, exceptions), Minutes(acknowledge), Minutes(investigate), Minutes(resolve), Minutes(silence), warnAt, Minutes(escalateAfter), pauses, silencePauses);
    }

    private static readonly Guid[] Ids = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];

    private static TimeSpan? Minutes(int? minutes) => minutes is { } count ? TimeSpan.FromMinutes(count) : null;

    /// <summary>Lets every minute pass, and counts those that count.</summary>
    private sealed class SlowClocks
    {
        private readonly List<Running> all = [];
        private readonly List<(int From, int To)> holds = [];
        private readonly SlowHours[] hours = [.. Calendars.Select(c => new SlowHours(c.Zone, c.Hours, c.Exceptions))];
        private readonly Dictionary<(int, int), bool> open = [];
        private ServiceTargets? targets;

        public List<ClockOccurrence> Occurrences { get; } = [];

        public SlowClocks(List<ClockEntry> entries, DateTimeOffset now)
        {
            var (next, held, round) = (0, -1, 0);
            var end = (int)(now - Monday).TotalMinutes;
            for (var minute = 0; minute <= end; minute++)
            {
                if (next < entries.Count && entries[next].At == Monday.AddMinutes(minute))
                {
                    var entry = entries[next++];
                    targets = entry.Targets;
                    if (held >= 0 && entry.To != ComplaintStatus.OnHold) { holds.Add((held, minute)); held = -1; }
                    if (entry.IsTold && all.LastOrDefault(c => c.Clock == ServiceClockKind.Silence) is { Stopped: null } silence) (silence.Counted, silence.Started, silence.Passed) = (Shown(silence, minute, held), minute, 0);
                    if (entry.Kind == ComplaintEventKind.Held) held = minute;
                    if (entry.Kind == ComplaintEventKind.Reopened) round++;
                    var stops = entry.Kind switch
                    {
                        ComplaintEventKind.Acknowledged => all.Where(c => c.Clock == ServiceClockKind.Acknowledge),
                        ComplaintEventKind.Investigated => all.Where(c => c.Clock == ServiceClockKind.Investigate),
                        ComplaintEventKind.Resolved => all,
                        _ => [],
                    };
                    foreach (var clock in stops.Where(c => c.Stopped is null)) (clock.Stopped, clock.Counted) = (minute, Shown(clock, minute, held));
                    if (entry.Kind is ComplaintEventKind.Filed or ComplaintEventKind.Reopened)
                        foreach (var kind in Enum.GetValues<ServiceClockKind>().Where(k => k != ServiceClockKind.Acknowledge || entry.Kind == ComplaintEventKind.Filed)) all.Add(new(kind, round, minute));
                }
                foreach (var clock in all.Where(c => c.Stopped is null).OrderBy(c => c.Clock))
                    while (Threshold(clock) is { } threshold && Count(clock, minute, held) >= threshold) Occurrences.Add(new(clock.Clock, clock.Passed++, Monday.AddMinutes(minute)));
            }
            foreach (var clock in all.Where(c => c.Stopped is null)) clock.Counted = Shown(clock, end, held);
        }

        public IEnumerable<(ServiceClockKind, int, TimeSpan)> Elapsed() => all.Select(c => (c.Clock, c.Round, TimeSpan.FromMinutes(c.Counted)));

        private double? Threshold(Running clock) => targets?.Of(clock.Clock)?.TotalMinutes is not { } target ? null : clock.Passed switch
        {
            0 => target * targets.WarnAtPercent / 100,
            1 => target,
            2 or 3 when targets.EscalateAfter is { } step => target + (step.TotalMinutes * (clock.Passed - 1)),
            _ => null,
        };

        /// <summary>That of silence shows its longest time.</summary>
        private int Shown(Running clock, int minute, int held) => Math.Max(Count(clock, minute, held), clock.Clock == ServiceClockKind.Silence ? clock.Counted : 0);

        /// <summary>Minutes that count from a clock's start on, by running sums that are extended a minute at a time.</summary>
        private int Count(Running clock, int minute, int held)
        {
            var pauses = targets!.Pauses(clock.Clock);
            var calendar = Array.IndexOf(Ids, targets.Level);
            if (clock.Sum is not { } sum || sum.Calendar != calendar || sum.Pauses != pauses || sum.From != clock.Started) sum = clock.Sum = new(calendar, pauses, clock.Started);
            for (; sum.Until < minute; sum.Until++)
            {
                if (!open.TryGetValue((calendar, sum.Until), out var isOpen)) open[(calendar, sum.Until)] = isOpen = hours[calendar].IsOpen(Monday.AddMinutes(sum.Until));
                if (isOpen && !(pauses && IsHeld(sum.Until, held))) sum.Counted++;
            }
            return sum.Counted;
        }

        private bool IsHeld(int minute, int held) => (held >= 0 && minute >= held) || holds.Any(h => h.From <= minute && minute < h.To);

        private sealed class Running(ServiceClockKind clock, int round, int started)
        {
            public ServiceClockKind Clock { get; } = clock;
            public int Round { get; } = round;
            public int Started { get; set; } = started;
            public int? Stopped { get; set; }
            public int Passed { get; set; }
            public int Counted { get; set; }
            public RunningSum? Sum { get; set; }
        }

        private sealed class RunningSum(int calendar, bool pauses, int from)
        {
            public int Calendar { get; } = calendar;
            public bool Pauses { get; } = pauses;
            public int From { get; } = from;
            public int Until { get; set; } = from;
            public int Counted { get; set; }
        }
    }
}
