using PropertyGraph.Access;
using PropertyGraph.Modules;

namespace PropertyGraph.Complaints;

[Describes("What a service level puts a time to.")]
internal enum ServiceClockKind
{
    [Describes("From filing to acknowledgement.")]
    Acknowledge,
    [Describes("From filing or reopening to the first investigation.")]
    Investigate,
    [Describes("From filing or reopening to the resolution.")]
    Resolve,
    [Describes("Since the customer was last told something.")]
    Silence,
}

/// <summary>A clock of a complaint as it was last reckoned from the happenings; see <see cref="ClockFold"/>.</summary>
internal sealed class ServiceClock
{
    private ServiceClock() { }

    public ServiceClock(Guid complaintId, ClockState state)
    {
        (ComplaintId, Clock, Round) = (complaintId, state.Clock, state.Round);
        Show(state);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ComplaintId { get; private set; }
    public ServiceClockKind Clock { get; private set; }
    public int Round { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset? DueAt { get; private set; }
    public DateTimeOffset? StoppedAt { get; private set; }
    public DateTimeOffset? WarnedAt { get; private set; }
    public DateTimeOffset? BreachedAt { get; private set; }
    public int Breaches { get; private set; }
    public bool IsPaused { get; private set; }
    public TimeSpan? Elapsed { get; private set; }

    public void Show(ClockState state)
    {
        (StartedAt, DueAt, StoppedAt, IsPaused) = (state.StartedAt, Stored(state.DueAt), state.StoppedAt, state.IsPaused);
        Elapsed = state.StoppedAt is null ? null : state.Elapsed;
        (WarnedAt, BreachedAt, Breaches) = (Stored(state.WarnedAt), Stored(state.BreachedAt), state.Breaches);
    }

    /// <summary>PostgreSQL keeps microseconds.</summary>
    public static DateTimeOffset? Stored(DateTimeOffset? moment) => moment is { } at ? new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMicrosecond), at.Offset) : null;

    internal static void Describe(EntityBuilder<ServiceClock> clock)
    {
        clock.Is("A time that a service level put to a complaint, and how it was kept.", null, "serviceClocks")
            .OrderedBy(c => c.StartedAt)
            .OrderedBy(c => c.Clock);
        clock.Field(c => c.Clock, "What it is put to.");
        clock.Field(c => c.Round, "0 from filing on, and one more for each reopening.");
        clock.Field(c => c.StartedAt, "When it began; for SILENCE when the customer was last told something.");
        clock.Field(c => c.DueAt, "When it ends in the business hours that count; null where nothing is promised, or while a hold keeps it from being known.");
        clock.Field(c => c.StoppedAt, "When what it is put to came; null while it runs.");
        clock.Field(c => c.IsPaused, "Whether a hold stops it now.");
        clock.Field(c => c.WarnedAt, "When the warning was due; null before. For SILENCE, since it began last.");
        clock.Field(c => c.BreachedAt, "When it passed its end without being stopped; null where it did not. For SILENCE, since it began last.");
        clock.Field(c => c.Elapsed, "How long it ran in the business hours that count, without holds that stop it; for SILENCE the longest that the customer waited for a word. Null while it runs.");
        clock.Field("isBreached", c => c.Breaches > 0, "Whether it ever passed its end.");
        clock.Field(c => c.Breaches, "How often it passed its end.");
        clock.One("complaint", "Complaint", c => c.ComplaintId, "The complaint.");
        clock.VisibleTo(Audience.Staff);
    }
}
