using PropertyGraph.Contracts;

namespace PropertyGraph.Complaints;

/// <summary>What a service level promises, with the hours in which its clocks run.</summary>
internal sealed record ServiceTargets(
    Guid Level, BusinessHours Hours, TimeSpan? Acknowledge, TimeSpan? Investigate, TimeSpan? Resolve, TimeSpan? Silence,
    int WarnAtPercent, TimeSpan? EscalateAfter, bool PausesOnHold, bool SilencePausesOnHold)
{
    public TimeSpan? Of(ServiceClockKind clock) => clock switch
    {
        ServiceClockKind.Acknowledge => Acknowledge,
        ServiceClockKind.Investigate => Investigate,
        ServiceClockKind.Resolve => Resolve,
        _ => Silence,
    };

    public bool Pauses(ServiceClockKind clock) => clock == ServiceClockKind.Silence ? SilencePausesOnHold : PausesOnHold;
}

/// <summary>A happening as clocks see it.</summary>
/// <param name="IsTold">Whether the customer is told of it, so that a silence ends.</param>
/// <param name="Targets">What is promised from then on; null where nothing is.</param>
internal sealed record ClockEntry(DateTimeOffset At, ComplaintEventKind Kind, ComplaintStatus To, bool IsTold, ServiceTargets? Targets);

/// <summary>A moment that a clock passed.</summary>
/// <param name="Level">0 for the warning, 1 for the breach, which escalates to the first level, 2 and more for further levels.</param>
internal sealed record ClockOccurrence(ServiceClockKind Clock, int Level, DateTimeOffset At);

/// <summary>Where a clock is.</summary>
internal sealed class ClockState(ServiceClockKind clock, int round, DateTimeOffset startedAt)
{
    public ServiceClockKind Clock { get; } = clock;
    public int Round { get; } = round;
    public DateTimeOffset StartedAt { get; set; } = startedAt;
    public DateTimeOffset? DueAt { get; set; }
    public DateTimeOffset? StoppedAt { get; set; }
    public DateTimeOffset? WarnedAt { get; set; }
    public DateTimeOffset? BreachedAt { get; set; }
    public int Breaches { get; set; }
    public bool IsPaused { get; set; }
    /// <summary>How many of its moments it has passed: warning, breach, further levels.</summary>
    public int Passed { get; set; }
    /// <summary>What it shows; for silence the longest of its times.</summary>
    public TimeSpan Elapsed { get; set; }
}

/// <summary>
/// The four clocks of a complaint, from its happenings alone: the same happenings give the same figures, whenever they are reckoned and however late. What is promised now counts from the clock's
/// start; what was passed under an earlier promise stays passed.
/// </summary>
internal sealed class ClockFold
{
    public const int HighestLevel = 3;

    private readonly Dictionary<ServiceClockKind, ClockState> clocks = [];
    private readonly List<ClockState> all = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset? To)> holds = [];
    private readonly List<ClockOccurrence> occurrences = [];
    private ServiceTargets? targets;
    private DateTimeOffset at;
    private int round;

    private ClockFold() { }

    /// <summary>Every clock of every round; that of silence as it last began.</summary>
    public IReadOnlyList<ClockState> Clocks => all;

    /// <summary>What was passed, in the order of time.</summary>
    public IReadOnlyList<ClockOccurrence> Occurrences => occurrences;

    /// <summary>When the next moment is passed if nothing happens; null for never.</summary>
    public DateTimeOffset? Next { get; private set; }

    /// <param name="entries">In the order of time.</param>
    /// <param name="now">Up to when; not before the last entry.</param>
    public static ClockFold Of(IEnumerable<ClockEntry> entries, DateTimeOffset now)
    {
        var fold = new ClockFold();
        foreach (var entry in entries)
        {
            // At the very moment of its due time a step is in time.
            fold.Pass(entry.At, including: false);
            fold.Apply(entry);
        }
        fold.Pass(now, including: true);
        fold.Finish(now);
        return fold;
    }

    /// <summary>Whether a happening starts, stops or sets a clock, whoever is told of it.</summary>
    public static bool Concerns(ComplaintEventKind kind) => kind is ComplaintEventKind.Filed or ComplaintEventKind.Acknowledged or ComplaintEventKind.Investigated or ComplaintEventKind.Held
        or ComplaintEventKind.Continued or ComplaintEventKind.Resolved or ComplaintEventKind.Closed or ComplaintEventKind.Withdrawn or ComplaintEventKind.Merged or ComplaintEventKind.Reopened or ComplaintEventKind.ServiceLevelApplied or ComplaintEventKind.Triaged;

    private bool IsHeld => holds.Count > 0 && holds[^1].To is null;

    private void Pass(DateTimeOffset until, bool including)
    {
        var passed = new List<ClockOccurrence>();
        foreach (var clock in clocks.Values.Where(c => c.StoppedAt is null))
            while (NextOf(clock) is { } moment && (moment < until || (including && moment == until)))
            {
                // A promise that changed may have been broken before it was made: it is broken from then on.
                var when = moment < at ? at : moment;
                if (clock.Passed == 0) clock.WarnedAt = when;
                if (clock.Passed == 1) (clock.BreachedAt, clock.Breaches) = (when, clock.Breaches + 1);
                passed.Add(new(clock.Clock, clock.Passed, when));
                clock.Passed++;
            }
        occurrences.AddRange(passed.OrderBy(o => o.At).ThenBy(o => o.Clock).ThenBy(o => o.Level));
    }

    private void Apply(ClockEntry entry)
    {
        (at, targets) = (entry.At, entry.Targets);
        if (IsHeld && entry.To != ComplaintStatus.OnHold) holds[^1] = (holds[^1].From, at);
        if (entry.IsTold && clocks.TryGetValue(ServiceClockKind.Silence, out var silence) && silence.StoppedAt is null)
            (silence.Elapsed, silence.StartedAt, silence.WarnedAt, silence.BreachedAt, silence.Passed) = (ElapsedAt(silence, at), at, null, null, 0);
        switch (entry.Kind)
        {
            case ComplaintEventKind.Filed: Start(ServiceClockKind.Acknowledge, ServiceClockKind.Investigate, ServiceClockKind.Resolve, ServiceClockKind.Silence); break;
            case ComplaintEventKind.Acknowledged: Stop(ServiceClockKind.Acknowledge); break;
            case ComplaintEventKind.Investigated: Stop(ServiceClockKind.Investigate); break;
            case ComplaintEventKind.Held: holds.Add((at, null)); break;
            case ComplaintEventKind.Resolved or ComplaintEventKind.Closed or ComplaintEventKind.Withdrawn or ComplaintEventKind.Merged: Stop([.. clocks.Keys]); break;
            case ComplaintEventKind.Reopened:
                round++;
                Start(ServiceClockKind.Investigate, ServiceClockKind.Resolve, ServiceClockKind.Silence);
                break;
        }
    }

    private void Start(params ServiceClockKind[] kinds)
    {
        foreach (var kind in kinds) all.Add(clocks[kind] = new ClockState(kind, round, at));
    }

    private void Stop(params ServiceClockKind[] kinds)
    {
        foreach (var kind in kinds)
            if (clocks.TryGetValue(kind, out var clock) && clock.StoppedAt is null)
            {
                (clock.DueAt, clock.Elapsed, clock.StoppedAt) = (DueOf(clock), ElapsedAt(clock, at), at);
            }
    }

    private void Finish(DateTimeOffset now)
    {
        foreach (var clock in clocks.Values.Where(c => c.StoppedAt is null))
        {
            (clock.DueAt, clock.Elapsed) = (DueOf(clock), ElapsedAt(clock, now));
            clock.IsPaused = IsHeld && targets?.Pauses(clock.Clock) == true;
            if (NextOf(clock) is { } next && (Next is null || next < Next)) Next = next;
        }
    }

    private DateTimeOffset? DueOf(ClockState clock) => targets?.Of(clock.Clock) is { } target ? Reached(clock, target) : null;

    /// <summary>The next of a clock's moments: warning, breach, further levels.</summary>
    private DateTimeOffset? NextOf(ClockState clock)
    {
        if (targets?.Of(clock.Clock) is not { } target) return null;
        return clock.Passed switch
        {
            0 => Reached(clock, target * targets.WarnAtPercent / 100),
            1 => Reached(clock, target),
            <= HighestLevel when targets.EscalateAfter is { } step => Reached(clock, target + (step * (clock.Passed - 1))),
            _ => null,
        };
    }

    /// <summary>When a clock shows so much; null where a hold keeps it from getting there, as far as is known.</summary>
    private DateTimeOffset? Reached(ClockState clock, TimeSpan work)
    {
        var position = clock.StartedAt;
        foreach (var (from, to) in Pauses(clock))
        {
            var here = targets!.Hours.Between(position, from);
            if (here >= work) return targets.Hours.Add(position, work);
            if (to is null) return null;
            (work, position) = (work - here, to.Value);
        }
        return targets!.Hours.Add(position, work);
    }

    private TimeSpan ElapsedAt(ClockState clock, DateTimeOffset moment)
    {
        var hours = targets?.Hours ?? BusinessHours.Always;
        var elapsed = Pauses(clock).Aggregate(hours.Between(clock.StartedAt, moment), (sum, pause) => sum - hours.Between(pause.From, pause.To ?? moment));
        return clock.Clock == ServiceClockKind.Silence && clock.Elapsed > elapsed ? clock.Elapsed : elapsed;
    }

    /// <summary>Times since a clock's start in which it stood still.</summary>
    private IEnumerable<(DateTimeOffset From, DateTimeOffset? To)> Pauses(ClockState clock) => targets?.Pauses(clock.Clock) == true
        ? holds.Where(h => h.To is null || h.To > clock.StartedAt).Select(h => (h.From < clock.StartedAt ? clock.StartedAt : h.From, h.To))
        : [];
}
