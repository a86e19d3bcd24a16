using PropertyGraph.Access;
using PropertyGraph.Commands;
using PropertyGraph.Modules;

namespace PropertyGraph.Customers;

/// <summary>A version of when overdue charges are dunned. A charge keeps the version that was valid when it was recorded.</summary>
internal sealed class DunningSchedule : IVersioned
{
    private DunningSchedule() { }

    public DunningSchedule(int version, IReadOnlyList<int> daysAfterDue, Guid? setById, DateTimeOffset validFrom) =>
        (Version, DaysAfterDue, SetById, ValidFrom) = (version, [.. daysAfterDue], setById, validFrom);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public int Version { get; private set; }
    public List<int> DaysAfterDue { get; private set; } = [];
    public DateTimeOffset ValidFrom { get; private set; }
    public DateTimeOffset? ValidTo { get; private set; }
    public Guid? SetById { get; private set; }

    /// <inheritdoc/>
    public void EndAt(DateTimeOffset at) => ValidTo = at < ValidFrom ? ValidFrom : at;

    /// <summary>When a charge comes to its next level; null where it has passed the last.</summary>
    /// <remarks>Between two levels there is as much time as the schedule puts there, also where the first one came late: after downtime, or after a dispute.</remarks>
    public DateTimeOffset? Next(Charge charge)
    {
        if (charge.DunningLevel >= DaysAfterDue.Count) return null;
        var planned = new DateTimeOffset(charge.DueOn.AddDays(DaysAfterDue[charge.DunningLevel]).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        if (charge.DunnedAt is not { } last) return planned;
        var earliest = last.AddDays(DaysAfterDue[charge.DunningLevel] - DaysAfterDue[charge.DunningLevel - 1]);
        return planned > earliest ? planned : earliest;
    }

    internal static void Describe(EntityBuilder<DunningSchedule> schedule)
    {
        schedule.Is("A version of when overdue charges are dunned.", null, "dunningSchedules")
            .OrderedBy(s => s.ValidFrom, descending: true);
        schedule.Field(s => s.Version, "Number of the version, from 1.");
        schedule.Field(s => s.DaysAfterDue, "For each level, first one first: how many days after the due day.");
        schedule.Field(s => s.ValidFrom, "From when on charges that are recorded fall under it.");
        schedule.Field(s => s.ValidTo, "From when on a later version holds; null while it is the latest.");
        schedule.One("setBy", "Staff", s => s.SetById, "Who set it; null for what came with the platform.");
        schedule.VisibleTo(Audience.Staff);
    }
}

/// <summary>A level of dunning that a charge came to.</summary>
internal sealed class DunningNotice
{
    private DunningNotice() { }

    public DunningNotice(Charge charge, decimal amount, DateTimeOffset at) => (ChargeId, CustomerId, Level, Amount, At) = (charge.Id, charge.CustomerId, charge.DunningLevel, amount, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid ChargeId { get; private set; }
    public Guid CustomerId { get; private set; }
    public int Level { get; private set; }
    public decimal Amount { get; private set; }
    public DateTimeOffset At { get; private set; }

    internal static void Describe(EntityBuilder<DunningNotice> notice)
    {
        notice.Is("A level of dunning that an overdue charge came to.", "dunningNotice", "dunningNotices")
            .OrderedBy(n => n.At)
            .DataSubject(n => n.CustomerId)
            .RetainedWith("charge");
        notice.Field(n => n.Level, "Which level, from 1.");
        notice.Field(n => n.Amount, "How much was dunned, in the currency of the charge: what was open then and not disputed.");
        notice.Field(n => n.At, "When.");
        notice.One("charge", "Charge", n => n.ChargeId, "The charge.");
        notice.One("customer", "Customer", n => n.CustomerId, "Who owes it.");
        notice.VisibleTo(Audience.Staff, (n, actor) => actor.Position != Position.Worker && actor.Position != Position.Trainer);
        notice.VisibleTo(Audience.Customer, (n, actor) => n.CustomerId == actor.CustomerId);
    }
}
